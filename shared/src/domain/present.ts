import type { DeviceId, PersonId } from './ids.ts'
import type { Actor, RoomState } from './meeting.ts'
import { isNetworkSide } from './network.ts'
import type { Kind } from './network.ts'
import type { Device, Seat } from './seat.ts'

/** Who is in the room: questions that every rule and every screen asks of the state. */

export const seatOf = (state: RoomState, person: PersonId): Seat | null =>
  state.seats.find(seat => seat.person === person) ?? null

export const deviceOf = (state: RoomState, id: DeviceId | null): Device | null =>
  (id === null ? undefined : state.devices[id]) ?? null

export const kindOf = (state: RoomState, person: PersonId): Kind | null => state.people[person]?.kind ?? null

export const isPractitioner = (state: RoomState, person: PersonId): boolean => kindOf(state, person) === 'practitioner'

/** Of the person at the centre and their people. Interpreters, advocates and guests are of neither side (D4). */
export function isOfNetwork(state: RoomState, person: PersonId): boolean {
  const kind = kindOf(state, person)
  return kind !== null && isNetworkSide(kind)
}

/** Here now: not stepped out, and the line stands. */
export const isHere = (state: RoomState, person: PersonId): boolean => seatOf(state, person)?.presence === 'here'

/** Has a place in the circle: here, stepped out, or lost for a moment. */
export function isSeated(state: RoomState, person: PersonId): boolean {
  const seat = seatOf(state, person)
  return seat !== null && seat.presence !== 'gone'
}

export const whoIsHere = (state: RoomState): PersonId[] =>
  state.seats.filter(seat => seat.presence === 'here').map(seat => seat.person)

/** The network-side people who hold the door open (D1). */
export const networkHere = (state: RoomState): PersonId[] =>
  whoIsHere(state).filter(person => isOfNetwork(state, person))

export const practitionersHere = (state: RoomState): PersonId[] =>
  whoIsHere(state).filter(person => isPractitioner(state, person))

/** D6: a soft notice, never a block. */
export const onePractitionerAlone = (state: RoomState): boolean =>
  practitionersHere(state).length === 1 && networkHere(state).length > 0

/** Everyone who sits at this device, its owner among them when their picture comes from here. */
export const seatsOnDevice = (state: RoomState, device: DeviceId): Seat[] =>
  state.seats.filter(seat => seat.device === device && seat.presence !== 'gone')

/** Whose words this device may carry: the owner and who sits with them. */
export function speaksFor(state: RoomState, device: DeviceId): PersonId[] {
  const owner = state.devices[device]?.owner
  if (owner === undefined) return []
  const beside = seatsOnDevice(state, device).map(seat => seat.person)
  return beside.includes(owner) || !isSeated(state, owner) ? beside : [owner, ...beside]
}

/**
 * Who writes it down when somebody's part is taken at the device of a person who is not of the network: what is said
 * aloud there is marked by that person, and shows so (D5, P1). null: they act for themself, or sit with their own people.
 */
export const scribeOf = (state: RoomState, { person, as }: Actor): PersonId | null =>
  as === person || isOfNetwork(state, person) ? null : person

/** Whose doing it is where anybody may do it: nobody of the team acts under the name of somebody who sits beside them. */
export const doerOf = (state: RoomState, actor: Actor): PersonId => scribeOf(state, actor) ?? actor.as

/** Another device that already carries this person's picture and sound: this one is for notes only then. */
export function carriedElsewhere(state: RoomState, person: PersonId, device: DeviceId): boolean {
  const seat = seatOf(state, person)
  if (!seat || seat.presence === 'gone' || seat.device === null || seat.device === device) return false
  const other = state.devices[seat.device]
  return other !== undefined && other.owner === person && other.line === 'here'
}

/** The network is in the room and nothing is over: words may be written, commitments made. */
export const isOpen = (state: RoomState): boolean => state.phase === 'open' || state.phase === 'closing'

/** The meeting has ended, and sound and picture stay for a moment more. The door is the same one. */
export const isLanding = (state: RoomState): boolean => state.ended?.landing === true

/** May anybody see and hear anybody here now? */
export const isTogether = (state: RoomState): boolean => isOpen(state) || isLanding(state)

/** D2: may this device send and receive sound and picture now? Somebody must sit at it: nobody listens unseen. */
export function mayExchange(state: RoomState, id: DeviceId): boolean {
  const device = state.devices[id]
  if (!device || !isTogether(state) || device.line !== 'here' || device.way === 'notes') return false
  return seatsOnDevice(state, id).some(seat => seat.presence === 'here')
}

/** R3: while others reflect, a listener's microphone rests, until the person opens it again. */
export function microphoneRests(state: RoomState, device: DeviceId): boolean {
  if (state.reflecting.is !== 'reflecting') return false
  const { who, unrested } = state.reflecting
  const speaks = (person: PersonId): boolean => who.includes(person) || unrested.includes(person)
  return !state.seats.some(seat => seat.device === device && speaks(seat.person))
}
