import type { DeviceId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { isTogether } from '@polyphony/shared/domain/present'

/** Whether anybody who sits at this device is in the room now. A lost line may be back in a moment, so it counts. */
function anybodyAt(room: RoomState, device: DeviceId): boolean {
  return room.seats.some(seat => seat.device === device && (seat.presence === 'here' || seat.presence === 'lost'))
}

/**
 * The devices this one exchanges sound and picture with; null while it may exchange with nobody.
 * D2: while the door is closed practitioners exchange nothing. Stepping out and notes only are a silence both ways.
 */
export function exchangesWith(room: RoomState, device: DeviceId): readonly DeviceId[] | null {
  if (!isTogether(room)) return null
  const takesPart = (id: DeviceId): boolean => {
    const way = room.devices[id]?.way
    return way !== undefined && way !== 'notes' && anybodyAt(room, id)
  }
  if (!takesPart(device)) return null
  return (Object.keys(room.devices) as DeviceId[]).filter(id => id !== device && takesPart(id)).sort()
}

/**
 * Whether telephones that ring in are heard: somebody is said to be with us by phone. While others think aloud their
 * microphones rest as everybody's do (R3); a telephone has no button for it, so it is the others who do not play them.
 */
export function phonesAreHeard(room: RoomState): boolean {
  if (!isTogether(room)) return false
  const { reflecting } = room
  const rests = (person: PersonId): boolean =>
    reflecting.is === 'reflecting' && !reflecting.who.includes(person) && !reflecting.unrested.includes(person)
  return room.seats.some(({ byPhone, presence, person }) => byPhone && presence === 'here' && !rests(person))
}
