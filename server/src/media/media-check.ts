import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { MediaCheck } from '@polyphony/shared/wire/views'
import type { Logger } from '../log.ts'
import { roomServiceOf } from './livekit-rooms.ts'
import { checkRelays, tellFindings } from './relay-check.ts'
import { relayCredential } from './tickets.ts'
import type { LiveKit, Turn } from './tickets.ts'

/** Who asks again within this gets the last answer: a page that is loaded again and again must not fill the relay. */
const lasts = seconds(10)

/** Asks the relay and the media server whether two people can meet, and writes down what it found. */
export function createMediaCheck(given: {
  readonly turn: Turn | null
  readonly relayOnly: boolean
  readonly livekit: LiveKit | null
  readonly crowdedAt: () => Promise<MediaCheck['crowdedAt']>
  readonly clock: Clock
  readonly logger: Logger
}): () => Promise<MediaCheck> {
  const { turn, relayOnly, livekit, crowdedAt, clock, logger } = given
  let last: { readonly at: number; readonly found: Promise<Omit<MediaCheck, 'crowdedAt'>> } | null = null

  const server = async (): Promise<MediaCheck['server']> => {
    if (!livekit) return null
    // A room that nobody made: an answer about it needs our key and nothing else.
    const asked = roomServiceOf(livekit).listParticipants('is anybody there')
    const answered = await asked.then(
      () => true,
      (error: unknown) => error instanceof Error && 'status' in error && error.status === 404,
    )
    if (!answered) logger.warn({ url: livekit.url }, 'the media server does not answer to us')
    return answered ? 'works' : 'silent'
  }
  const look = async (): Promise<Omit<MediaCheck, 'crowdedAt'>> => {
    const relay = relayCredential({ turn, clock, whose: 'the house itself' })
    const [relays, answer] = await Promise.all([checkRelays({ relay, clock }), server()])
    tellFindings(relays, logger)
    return { by: livekit ? 'livekit' : 'mesh', relayOnly, relays, server: answer }
  }
  return () => {
    if (last === null || clock.now() - last.at >= lasts) last = { at: clock.now(), found: look() }
    return last.found.then(async found => ({ ...found, crowdedAt: await crowdedAt() }))
  }
}
