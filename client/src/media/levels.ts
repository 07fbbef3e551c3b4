import type { DeviceId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import type { Own } from './own.ts'
import type { Levels } from './session.ts'
import { hear, quiet, type Speaking } from './speaking.ts'

const every = 100

export function createLevels(given: {
  readonly own: Own
  readonly clock: Clock
  readonly signal: AbortSignal
  /** 0 to 1, now. */
  readonly levelOf: (device: DeviceId) => number
}): Levels {
  const { own, clock, signal, levelOf } = given
  const onLevel = new Map<DeviceId | 'own', Set<(level: number) => void>>()
  const onSpeaking = new Map<DeviceId | 'own', Set<(speaks: boolean) => void>>()
  const speaking = new Map<DeviceId | 'own', Speaking>()

  const tell = (who: DeviceId | 'own', level: number): void => {
    for (const then of onLevel.get(who) ?? []) then(level)
    const was = speaking.get(who) ?? quiet
    const now = hear(was, level, clock.now())
    speaking.set(who, now)
    if (now.speaks !== was.speaks) for (const then of onSpeaking.get(who) ?? []) then(now.speaks)
  }

  const read = (): void => {
    if (signal.aborted) return
    clock.after(every, read)
    for (const who of new Set([...onLevel.keys(), ...onSpeaking.keys()])) {
      if (who !== 'own') tell(who, levelOf(who))
    }
  }
  read()
  const endOwn = own.onLevel(level => tell('own', own.state.getState().microphone.is === 'on' ? level : 0))
  signal.addEventListener('abort', endOwn)

  const speaks = (who: DeviceId | 'own'): boolean => speaking.get(who)?.speaks ?? false

  return {
    speaks,
    onLevel: (who, then) => listen(onLevel, who, then),
    onSpeaking: (who, then) => {
      then(speaks(who))
      return listen(onSpeaking, who, then)
    },
  }
}

/**
 * Loudness of the others is read from the packets that come in (RTCRtpReceiver, W3C WebRTC §5.3): it needs no
 * AudioContext for each of them, which old phones run out of.
 */
export function levelOfReceiver(receiver: RTCRtpReceiver | null | undefined): number {
  const source = receiver?.getSynchronizationSources()[0]
  // An old measure stays there after the last packet.
  const fresh = source !== undefined && performance.timeOrigin + performance.now() - source.timestamp < 500
  return fresh ? (source.audioLevel ?? 0) : 0
}

function listen<Who, Then>(all: Map<Who, Set<Then>>, who: Who, then: Then): () => void {
  const set = all.get(who) ?? new Set<Then>()
  all.set(who, set.add(then))
  return () => {
    set.delete(then)
    if (set.size === 0) all.delete(who)
  }
}
