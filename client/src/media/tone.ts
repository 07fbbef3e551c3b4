/** Two soft notes, so that a person knows they will hear the others. Resolves when they are over. */
export async function playTone(speaker: string | null): Promise<void> {
  const context = new AudioContext()
  try {
    // Not in every browser; there the sound comes from where the device plays all sound.
    if (speaker !== null && 'setSinkId' in context) {
      await (context as { setSinkId(id: string): Promise<void> }).setSinkId(speaker).catch(() => undefined)
    }
    await context.resume()
    const start = context.currentTime + 0.05
    await Promise.all([note(context, 392, start), note(context, 523.25, start + 0.45)])
  } finally {
    await context.close().catch(() => undefined)
  }
}

function note(context: AudioContext, hertz: number, at: number): Promise<void> {
  const sound = context.createOscillator()
  const loudness = context.createGain()
  sound.frequency.value = hertz
  loudness.gain.setValueAtTime(0, at)
  loudness.gain.linearRampToValueAtTime(0.25, at + 0.05)
  loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.9)
  sound.connect(loudness).connect(context.destination)
  sound.start(at)
  sound.stop(at + 0.95)
  return new Promise(resolve => {
    sound.onended = () => resolve()
  })
}
