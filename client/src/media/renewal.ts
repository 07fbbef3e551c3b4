import { type Clock, minutes, seconds } from '@polyphony/shared/domain/time'
import type { MediaTicket } from '@polyphony/shared/wire/media'

/** Relay credentials last an hour (server: tickets.ts). A meeting may last longer. */
const renewEvery = minutes(40)
const againIn = seconds(10)

/** Asks for a fresh ticket in time, for as long as anybody is spoken with. Returns how to stop. */
export function renewTickets(given: {
  readonly clock: Clock
  readonly ticket: () => Promise<MediaTicket>
  /** Whether there is anything to keep up now. */
  readonly needed: () => boolean
  readonly onTicket: (ticket: MediaTicket) => void
}): () => void {
  const { clock, ticket, needed, onTicket } = given
  let stopped = false
  let stop: () => void = () => undefined
  const renew = async (): Promise<void> => {
    const got = needed() ? await ticket().catch(() => null) : null
    if (stopped) return
    // A lost line or a closed door a moment ago.
    stop = clock.after(got === null && needed() ? againIn : renewEvery, () => void renew())
    if (got !== null && needed()) onTicket(got)
  }
  stop = clock.after(renewEvery, () => void renew())
  return () => {
    stopped = true
    stop()
  }
}
