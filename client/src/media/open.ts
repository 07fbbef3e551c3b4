import { systemClock } from '@polyphony/shared/domain/time'
import type { Chance } from '@polyphony/shared/domain/ids'
import { createSession } from './choose.ts'
import { createMesh } from './mesh.ts'
import type { Own } from './own.ts'
import type { MediaSession, Signalling, You } from './session.ts'

/** Where media meets the browser: here and in open-own.ts only, navigator is read and clocks are made for it. */
const chance: Chance = { fill: bytes => crypto.getRandomValues(bytes) }

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
