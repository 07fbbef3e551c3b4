import { useEffect, useState } from 'react'
import type { Speaker } from './reader.ts'
import { voiceFor } from './voice.ts'

/** Browsers inside other apps have none, whatever the types say. */
const synthesis = (): SpeechSynthesis | undefined =>
  (globalThis as { speechSynthesis?: SpeechSynthesis }).speechSynthesis

/** Which voices there are is known only after a moment on most devices. */
export function useVoice(lang: string): SpeechSynthesisVoice | null {
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null)
  useEffect(() => {
    const device = synthesis()
    if (!device) return
    const look = () => setVoice(voiceFor(device.getVoices(), lang))
    look()
    // Older phones know their voices at once, and have no such event: the page does not break there.
    const hears: Partial<Pick<SpeechSynthesis, 'addEventListener' | 'removeEventListener'>> = device
    hears.addEventListener?.('voiceschanged', look)
    return () => hears.removeEventListener?.('voiceschanged', look)
  }, [lang])
  return voice
}

export function speakerWith(voice: SpeechSynthesisVoice): Speaker {
  // Held here: some browsers throw away what nobody holds, and then never say that it has ended.
  let said: SpeechSynthesisUtterance | null = null
  return {
    say: (words, done) => {
      said = new SpeechSynthesisUtterance(words)
      said.voice = voice
      said.lang = voice.lang
      said.onend = () => done(true)
      said.onerror = () => done(false)
      synthesis()?.speak(said)
    },
    hush: () => {
      said = null
      synthesis()?.cancel()
    },
  }
}
