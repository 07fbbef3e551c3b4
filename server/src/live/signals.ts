import { grace } from '@polyphony/shared/domain/meeting'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import {
  isHere,
  isTogether,
  isPractitioner,
  mayExchange,
  microphoneRests,
  practitionersHere,
  seatsOnDevice,
} from '@polyphony/shared/domain/present'
import type { DeviceId, PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import type { MediaRight } from '../media/tickets.ts'

/**
 * D2: may a signal go from one device to the other? Only between two that sit in the same open room with sound or
 * picture. Practitioners alone have nothing to say to each other here.
 */
export function mayRelay(state: RoomState | null, from: DeviceId, to: DeviceId): boolean {
  return state !== null && from !== to && mayExchange(state, from) && mayExchange(state, to)
}

/**
 * The devices that may be in the media server's room. Somebody whose line is lost for a moment stays, as in the mesh: a
 * change of network must not cut their voice. After the grace nobody knows whether they may still be there.
 */
export function whoExchanges(state: RoomState, now: Instant): ReadonlyMap<DeviceId, MediaRight> {
  if (!isTogether(state)) return new Map()
  const devices = Object.values(state.devices).filter(({ id, way, lostAt }) => {
    const isThere = seatsOnDevice(state, id).some(({ presence }) => presence === 'here' || presence === 'lost')
    return way !== 'notes' && isThere && (lostAt === null || now - lostAt < grace)
  })
  return new Map(devices.map(({ id }) => [id, mediaRight(state, id)]))
}

/** How many people are said to be here by phone: so many telephones may ring in, and no more (D5). */
export const phonesOf = (state: RoomState): number =>
  isTogether(state) ? state.seats.filter(({ byPhone, presence }) => byPhone && presence === 'here').length : 0

/** R3 holds on the media server too, whatever a page does. */
export const mediaRight = (state: RoomState, device: DeviceId): MediaRight =>
  microphoneRests(state, device) ? 'listens' : 'speaks'

/**
 * Where "I can't talk freely" is shown: devices of practitioners who are here, unless somebody else sits at the same
 * screen. Who must not see it may be that somebody.
 */
export function whereItIsSafe(state: RoomState, from: PersonId): PersonId[] {
  if (!isHere(state, from)) return []
  return practitionersHere(state).filter(person => {
    const mine = Object.values(state.devices).filter(device => device.owner === person)
    return (
      mine.length > 0 &&
      mine.every(device => seatsOnDevice(state, device.id).every(seat => isPractitioner(state, seat.person)))
    )
  })
}
