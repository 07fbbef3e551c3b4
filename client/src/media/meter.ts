import { type Clock, seconds } from '@polyphony/shared/domain/time'
import { sounding, watchSilence } from './silence.ts'
import { hear, quiet } from './speaking.ts'

/** Loudness of the own microphone, also while it is off: so that "you are speaking, your microphone is off" can be said. */
export interface Meter {
  listenTo(track: MediaStreamTrack | null): void
  /** Whether nothing is sent just now. */
  off(isOff: boolean): void
  onLevel(then: (level: number) => void): () => void
}

const every = 66
/** Said once in a while, never as nagging. */
const hintLasts = seconds(5)
const hintAgain = seconds(20)
/** Who just turned it off may be ending a sentence. */
const hintAfter = seconds(2)

/** One AudioContext for all: a phone gives only a few. It is made at the first track, so after a tap. */
export function createMeter(given: {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly whileOff: (speaks: boolean) => void
  /** The microphone is on and gives nothing at all. */
  readonly onSilence: (silent: boolean) => void
}): Meter {
  const { clock, signal, whileOff, onSilence } = given
  const listeners = new Set<(level: number) => void>()
  let context: AudioContext | null = null
  let source: { readonly node: MediaStreamAudioSourceNode; readonly copy: MediaStreamTrack } | null = null
  let analyser: AnalyserNode | null = null
  let samples = new Float32Array(0)
  let stop: () => void = () => undefined
  let isOff = true
  let offSince = clock.now()
  let was = quiet
  let silence = sounding
  let hintedAt = Number.NEGATIVE_INFINITY

  const letGo = (): void => {
    stop()
    source?.node.disconnect()
    source?.copy.stop()
    source = null
    if (silence.told) onSilence(false)
    silence = sounding
    for (const then of listeners) then(0)
  }

  const read = (): void => {
    stop = clock.after(every, read)
    if (analyser === null) return
    analyser.getFloatTimeDomainData(samples)
    let sum = 0
    for (const sample of samples) sum += sample * sample
    const level = Math.min(1, Math.sqrt(sum / samples.length))
    for (const then of listeners) then(level)
    // A browser that has put its player to sleep gives nothing either, and that is no fault of a microphone.
    const isOn = !isOff && context?.state === 'running'
    const silent = watchSilence(silence, { now: clock.now(), isOn, nothing: sum === 0 })
    if (silent.told !== silence.told) onSilence(silent.told)
    silence = silent
    was = hear(was, level, clock.now())
    const meant = isOff && clock.now() - offSince > hintAfter
    if (meant && was.speaks && clock.now() - hintedAt > hintAgain) {
      hintedAt = clock.now()
      whileOff(true)
      clock.after(hintLasts, () => whileOff(false))
    }
  }

  signal.addEventListener('abort', () => {
    letGo()
    void context?.close().catch(() => undefined)
  })

  return {
    listenTo: track => {
      letGo()
      if (track === null || typeof AudioContext === 'undefined' || signal.aborted) return
      try {
        context ??= new AudioContext()
        void context.resume().catch(() => undefined)
        // A copy, because the sent track is silent while the microphone is off.
        const copy = track.clone()
        copy.enabled = true
        const node = context.createMediaStreamSource(new MediaStream([copy]))
        analyser ??= context.createAnalyser()
        analyser.fftSize = 1024
        samples = new Float32Array(analyser.fftSize)
        node.connect(analyser)
        source = { node, copy }
        read()
      } catch {
        // No loudness to show is no reason to keep anybody from speaking.
      }
    },
    off: off => {
      if (off === isOff) return
      isOff = off
      offSince = clock.now()
      if (!off) whileOff(false)
    },
    onLevel: then => {
      listeners.add(then)
      return () => listeners.delete(then)
    },
  }
}
