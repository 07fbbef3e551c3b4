import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { byFirstName } from '@polyphony/shared/domain/network'
import { isSeated, seatsOnDevice } from '@polyphony/shared/domain/present'
import type { RoomPerson, Seat } from '@polyphony/shared/domain/seat'
import type { Hand } from '@polyphony/shared/notebook/authority'
import type { LiveState } from '../core/live.ts'
import type { NotebookState } from '../core/notebook-state.ts'

/** A seat with the person in it. */
export interface Seated {
  readonly person: RoomPerson
  readonly seat: Seat
}

export const nameOf = (room: RoomState, person: PersonId): string | null => room.people[person]?.name ?? null

/** Everyone with a place in the circle, by first name. */
export function seatedByName(room: RoomState): readonly RoomPerson[] {
  return byFirstName(Object.values(room.people).filter(person => isSeated(room, person.id)))
}

/** Who sits at this device beside its owner. */
export function besideYou({ room, you, device }: LiveState): readonly Seated[] {
  if (!room) return []
  return seatsOnDevice(room, device)
    .filter(seat => seat.person !== you)
    .flatMap(seat => {
      const person = room.people[seat.person]
      return person ? [{ person, seat }] : []
    })
}

/** Who was asked to this meeting and has no place in it yet: they may sit beside somebody. By first name. */
export function notHereYet(room: RoomState): readonly RoomPerson[] {
  return byFirstName(Object.values(room.people).filter(person => !isSeated(room, person.id)))
}

/** Whose words this device may write, as the server has said. Nothing while it has said nothing. */
export function handOf(live: LiveState, rights: NotebookState['rights']): Hand | null {
  const { room, you } = live
  if (!room || !you) return null
  const seated = room.seats.filter(seat => seat.presence !== 'gone').map(seat => seat.person)
  return { person: you, as: rights.as, room: seated, mayWrite: rights.write && !room.ended }
}

/** The people of the network who are asked and not here: whom practitioners wait for. The person at the centre first. */
export function awaited(room: RoomState): readonly RoomPerson[] {
  const missing = notHereYet(room).filter(person => person.kind === 'centre' || person.kind === 'network')
  return [...missing.filter(person => person.kind === 'centre'), ...missing.filter(person => person.kind !== 'centre')]
}

/** Who was asked and has had no seat in this meeting at all. By first name. */
export function neverCame(room: RoomState): readonly RoomPerson[] {
  const came = new Set(room.seats.map(seat => seat.person))
  return byFirstName(Object.values(room.people).filter(person => !came.has(person.id)))
}
