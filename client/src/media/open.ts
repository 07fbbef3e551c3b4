import { systemClock } from '@polyphony/shared/domain/time'
import type { Chance } from '@polyphony/shared/domain/ids'
import { createSession } from './choose.ts'
import { createMesh } from './mesh.ts'
import { createOwn, type Own } from './own.ts'
import type { MediaSession, Signalling, You } from './session.ts'

/** Where media meets the browser: the only place that reads navigator and makes clocks for it. */
const chance: Chance = { fill: bytes => crypto.getRandomValues(bytes) }

/** This person's microphone and camera on this device. Asks nothing of the browser. */
export function openOwn(signal: AbortSignal): Own {
  return createOwn({
    clock: systemClock,
    signal,
    // Absent in insecure origins and in browsers inside other apps, whatever the types say.
    devices: (navigator as { mediaDevices?: MediaDevices }).mediaDevices,
    storage: keptHere(),
    secure: isSecureContext,
    userAgent: navigator.userAgent,
    savesEverywhere: (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true,
  })
}

/** Sound and picture in a room. Give it every new room state by follow(). */
export function openMedia(given: {
  readonly you: You
  readonly own: Own
  readonly signalling: Signalling
  readonly signal: AbortSignal
}): MediaSession {
  return createSession({
    ...given,
    clock: systemClock,
    chance,
    onNetwork,
    bodies: {
      mesh: async parts => createMesh(parts),
      livekit: async parts => (await import('./livekit.ts')).createLiveKit(parts),
    },
  })
}

/** Some private windows throw at the mere mention. */
function keptHere(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}

/** Wireless to mobile and back. Not every browser tells; the watchdog finds the others. */
function onNetwork(then: () => void): () => void {
  const connection = (navigator as { connection?: EventTarget }).connection
  addEventListener('online', then)
  connection?.addEventListener('change', then)
  return () => {
    removeEventListener('online', then)
    connection?.removeEventListener('change', then)
  }
}
