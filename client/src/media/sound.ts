import type { DeviceId } from '@polyphony/shared/domain/ids'

/**
 * Plays what comes from the others. One element per device that is kept and reused: Safari on phones forgets a
 * permission to play with every new element, and no change on screen may ever cut somebody's voice.
 */
export interface Speakers {
  play(device: DeviceId, track: MediaStreamTrack | null): void
  stop(device: DeviceId): void
  /** To be called inside a tap. */
  hear(): Promise<void>
  setSpeaker(id: string | null): void
  close(): void
}

export function createSpeakers(needsTap: (needs: boolean) => void): Speakers {
  const playing = new Map<DeviceId, HTMLAudioElement>()
  const free: HTMLAudioElement[] = []
  const blocked = new Set<HTMLAudioElement>()
  let speaker: string | null = null

  const choose = (element: HTMLAudioElement): void => {
    // Not in Safari on phones: there the phone decides.
    if (speaker !== null && 'setSinkId' in element) void element.setSinkId(speaker).catch(() => undefined)
  }

  const start = async (element: HTMLAudioElement): Promise<void> => {
    try {
      await element.play()
      blocked.delete(element)
    } catch (error) {
      // AbortError: replaced meanwhile, and played again by that.
      if (error instanceof DOMException && error.name === 'NotAllowedError') blocked.add(element)
    }
    needsTap(blocked.size > 0)
  }

  const stop = (device: DeviceId): void => {
    const element = playing.get(device)
    if (element === undefined) return
    element.srcObject = null
    blocked.delete(element)
    playing.delete(device)
    free.push(element)
    needsTap(blocked.size > 0)
  }

  return {
    play: (device, track) => {
      if (track === null) return stop(device)
      const element = playing.get(device) ?? free.pop() ?? new Audio()
      playing.set(device, element)
      const now = element.srcObject
      if (now instanceof MediaStream && now.getAudioTracks()[0] === track) return
      element.srcObject = new MediaStream([track])
      choose(element)
      void start(element)
    },
    stop,
    hear: async () => {
      await Promise.all([...playing.values()].map(start))
    },
    setSpeaker: id => {
      speaker = id
      for (const element of playing.values()) choose(element)
    },
    close: () => {
      for (const device of [...playing.keys()]) stop(device)
    },
  }
}
