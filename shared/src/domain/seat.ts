import { Fault } from './fault.ts'
import type { DeviceId, PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { seatLimit } from './meeting.ts'
import type { Kind } from './network.ts'
import { carriedElsewhere, deviceOf, doerOf, isHere, isOfNetwork, isSeated, scribeOf, seatOf } from './present.ts'
import type { Instant } from './time.ts'

/** How a device takes part. 'phone' and 'beside' have no device of their own. */
export type Way = 'picture' | 'sound' | 'notes'

/** here · lost: the line is gone, they may be back in a moment · out: stepped out, the seat is kept · gone: left. */
export type Presence = 'here' | 'lost' | 'out' | 'gone'

export interface RoomPerson {
  readonly id: PersonId
  readonly name: string
  readonly kind: Kind
  /** In plain words: "mother", "nurse". May be empty. */
  readonly role: string
  /** Simpler words for them, and nobody asks them where they stand. */
  readonly child?: true
}

export interface Seat {
  readonly person: PersonId
  /** The device this person's picture and sound come from. Several seats may share one. */
  readonly device: DeviceId | null
  /** When they first came. Never changes: the order of the circle rests on it. */
  readonly since: Instant
  readonly presence: Presence
  /** Set when somebody else said "she is here with me" (D5). */
  readonly declaredBy: PersonId | null
  /** With us by phone, put on speaker by somebody. */
  readonly byPhone: boolean
}

export interface Device {
  readonly id: DeviceId
  /** Whose sign-in it is. */
  readonly owner: PersonId
  readonly way: Way
  readonly line: 'here' | 'lost'
  readonly lostAt: Instant | null
  /** Who on this device is speaking or writing now. */
  readonly using: PersonId
}

export type SeatCommand =
  | { readonly do: 'arrive'; readonly way: Way }
  | { readonly do: 'change-way'; readonly way: Way }
  | { readonly do: 'step-out' }
  | { readonly do: 'come-back' }
  | { readonly do: 'leave' }
  /** Somebody of this network is here on my device. */
  | { readonly do: 'seat-person'; readonly person: PersonId; readonly byPhone: boolean }
  /** Somebody who was not invited is here on my device. From a practitioner they are a guest, and do not open the door. */
  | {
      readonly do: 'seat-guest'
      readonly person: PersonId
      readonly name: string
      readonly relation: string
      readonly byPhone?: boolean
    }
  | { readonly do: 'unseat'; readonly person: PersonId }
  | { readonly do: 'use-device'; readonly person: PersonId }
  | { readonly do: 'want-to-speak'; readonly wants: boolean }
  | { readonly do: 'mark-heard'; readonly person: PersonId; readonly how: Heard }
  | { readonly do: 'pause-together'; readonly pause: boolean }

/** Yes or not yet. No length, no count (P6). */
export type Heard = 'spoke' | 'wrote' | 'passed'

export type SeatEvent =
  | { readonly is: 'arrived'; readonly person: RoomPerson; readonly device: DeviceId; readonly way: Way }
  | { readonly is: 'way-changed'; readonly device: DeviceId; readonly way: Way }
  | { readonly is: 'stepped-out'; readonly person: PersonId }
  | { readonly is: 'came-back'; readonly person: PersonId }
  | { readonly is: 'left'; readonly device: DeviceId }
  | { readonly is: 'line-lost'; readonly device: DeviceId; readonly since: Instant }
  | { readonly is: 'line-back'; readonly device: DeviceId }
  | {
      readonly is: 'seated'
      readonly person: RoomPerson
      readonly device: DeviceId
      readonly by: PersonId
      readonly byPhone: boolean
    }
  | { readonly is: 'unseated'; readonly person: PersonId }
  | { readonly is: 'device-used'; readonly device: DeviceId; readonly person: PersonId }
  | { readonly is: 'wanted-to-speak'; readonly person: PersonId; readonly wants: boolean }
  | { readonly is: 'heard'; readonly person: PersonId; readonly how: Heard }
  /** Who was heard, after the end: only the place in the order is left. */
  | { readonly is: 'forgotten' }
  | { readonly is: 'paused-together'; readonly by: PersonId }
  | { readonly is: 'pause-ended'; readonly by: PersonId }

export function decideSeat(state: RoomState, command: SeatCommand, circumstance: Circumstance): RoomEvent[] {
  const { actor } = circumstance
  const device = actor.device
  if (device === null) throw new Fault('not-in-the-room')
  switch (command.do) {
    case 'arrive': {
      const person = state.people[actor.person]
      if (!person) throw new Fault('not-yours')
      if (actor.as !== actor.person) throw new Fault('not-your-seat')
      const owner = deviceOf(state, device)?.owner
      if (owner !== undefined && owner !== actor.person) throw new Fault('not-your-seat')
      needsRoom(state, actor.person)
      const way = carriedElsewhere(state, actor.person, device) ? 'notes' : command.way
      if (isHere(state, actor.person) && deviceOf(state, device)?.way === way) return []
      return [{ is: 'arrived', person, device, way }]
    }
    case 'change-way':
      if (command.way !== 'notes' && carriedElsewhere(state, actor.person, device)) throw new Fault('already-there')
      return deviceOf(state, device)?.way === command.way ? [] : [{ is: 'way-changed', device, way: command.way }]
    case 'step-out':
      return isHere(state, actor.as) ? [{ is: 'stepped-out', person: actor.as }] : []
    case 'come-back':
      return isHere(state, actor.as) ? [] : [{ is: 'came-back', person: actor.as }]
    case 'leave':
      return actor.as === actor.person ? [{ is: 'left', device }] : [{ is: 'unseated', person: actor.as }]
    case 'seat-person': {
      const person = state.people[command.person]
      if (!person) throw new Fault('nobody-by-that-name')
      if (sitsSomewhere(state, command.person)) throw new Fault('already-there')
      needsRoom(state, command.person)
      return [{ is: 'seated', person, device, by: doerOf(state, actor), byPhone: command.byPhone }]
    }
    case 'seat-guest': {
      if (state.people[command.person]) throw new Fault('already-there')
      if (command.name.trim() === '') throw new Fault('not-understood', 'name')
      needsRoom(state, command.person)
      // D4, D5: whose sign-in it is decides, not who sits beside: staff alone can open no door with a name they typed.
      const kind = isOfNetwork(state, actor.person) ? 'network' : 'guest'
      const person = { id: command.person, name: command.name, kind, role: command.relation } as const
      return [{ is: 'seated', person, device, by: doerOf(state, actor), byPhone: command.byPhone ?? false }]
    }
    case 'unseat':
      // Nobody can remove somebody else: only who sits at this device because somebody here said so.
      if (command.person === actor.person || seatOf(state, command.person)?.device !== device)
        throw new Fault('not-your-seat')
      return [{ is: 'unseated', person: command.person }]
    case 'use-device':
      if (command.person !== actor.person && seatOf(state, command.person)?.device !== device)
        throw new Fault('not-your-seat')
      return [{ is: 'device-used', device, person: command.person }]
    case 'want-to-speak':
      if (state.wantToSpeak.includes(actor.as) === command.wants) return []
      return [{ is: 'wanted-to-speak', person: actor.as, wants: command.wants }]
    case 'mark-heard': {
      if (!isSeated(state, command.person)) throw new Fault('nobody-by-that-name')
      // To pass is said by oneself: nobody is passed over.
      const passesOver = command.person !== actor.as || scribeOf(state, actor) !== null
      if (command.how === 'passed' && passesOver) throw new Fault('not-your-seat')
      return state.heard[command.person] === command.how
        ? []
        : [{ is: 'heard', person: command.person, how: command.how }]
    }
    case 'pause-together':
      if ((state.pausedBy !== null) === command.pause) return []
      return [{ is: command.pause ? 'paused-together' : 'pause-ended', by: doerOf(state, actor) }]
  }
}

function needsRoom(state: RoomState, person: PersonId): void {
  if (isSeated(state, person)) return
  if (state.seats.filter(seat => seat.presence !== 'gone').length >= seatLimit) throw new Fault('room-full')
}

/** Here, or stepped out from a device that is still on the line. Whose line is lost may be seated beside somebody. */
function sitsSomewhere(state: RoomState, person: PersonId): boolean {
  const seat = seatOf(state, person)
  if (!seat || seat.presence === 'gone' || seat.presence === 'lost') return false
  return seat.presence === 'here' || deviceOf(state, seat.device)?.line === 'here'
}
