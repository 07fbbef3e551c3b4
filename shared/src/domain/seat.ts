import type { DeviceId, PersonId } from './ids.ts'
import type { Kind } from './network.ts'
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
  | { readonly do: 'seat-guest'; readonly person: PersonId; readonly name: string; readonly relation: string }
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
  | { readonly is: 'paused-together'; readonly by: PersonId }
  | { readonly is: 'pause-ended'; readonly by: PersonId }
