import { createHash, createHmac } from 'node:crypto'
import type { DeviceId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { hours, seconds } from '@polyphony/shared/domain/time'
import type { MediaTicket } from '@polyphony/shared/wire/media'

/** What a device needs for sound and picture. Handed out by the live gateway, only while the door is open (D2). */
export interface Tickets {
  ticketFor(device: DeviceId): MediaTicket
}

/** Longer than any meeting: a line that has to be made anew asks for a new ticket anyway. */
const lasts = hours(6)

/**
 * The mesh: no media server, picture and sound go from device to device. With a TURN server each ticket carries
 * credentials of its own that end by themselves (coturn's use-auth-secret: HMAC-SHA1 over "expiry:name"). The name is a
 * hash, so that the TURN server's log says nothing about who was there.
 */
export function createTickets(given: {
  readonly clock: Clock
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null
  readonly relayOnly: boolean
}): Tickets {
  const { clock, turn, relayOnly } = given
  return {
    ticketFor: device => {
      if (!turn) return { by: 'mesh', iceServers: [], relayOnly: false }
      const expiry = Math.floor((clock.now() + lasts) / seconds(1))
      const name = createHash('sha256').update(`${device} ${turn.secret}`).digest('hex').slice(0, 16)
      const username = `${expiry}:${name}`
      const credential = createHmac('sha1', turn.secret).update(username).digest('base64')
      return { by: 'mesh', iceServers: [{ urls: [...turn.urls], username, credential }], relayOnly }
    },
  }
}
