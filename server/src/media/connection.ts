import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import type { ConnectionWays } from '@polyphony/shared/wire/views'
import { relayCredential } from './tickets.ts'
import type { LiveKit, Turn } from './tickets.ts'

/**
 * What a page needs to try its connection before a meeting: the same relay and the same media server as in a room, and
 * no way into any room. Its credentials are a person's own and end by themselves.
 */
export function createConnectionWays(given: {
  readonly clock: Clock
  readonly turn: Turn | null
  readonly relayOnly: boolean
  readonly livekit: LiveKit | null
}): (person: PersonId) => ConnectionWays {
  const { clock, turn, relayOnly, livekit } = given
  return person => {
    const relay = relayCredential({ turn, clock, whose: `${person} tries the connection` })
    return {
      iceServers: relay ? [{ ...relay, urls: [...relay.urls] }] : [],
      relayOnly: relay !== null && relayOnly,
      mediaServer: livekit?.api ?? null,
    }
  }
}
