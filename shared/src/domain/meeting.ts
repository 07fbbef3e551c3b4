import type { Closing, ClosingCommand, ClosingEvent, Ended } from './closing.ts'
import type { Decision, DecisionCommand, DecisionEvent } from './decision.ts'
import type { DoorEvent, Phase } from './door.ts'
import type { DeviceId, EntryId, MeetingId, PersonId } from './ids.ts'
import type { OpenQuestion, QuestionCommand, QuestionEvent } from './question.ts'
import type { Reflecting, ReflectingCommand, ReflectingEvent } from './reflecting.ts'
import type { Device, Heard, RoomPerson, Seat, SeatCommand, SeatEvent } from './seat.ts'
import type { NextStep, StepCommand, StepEvent } from './step.ts'
import type { Instant, Span } from './time.ts'
import { minutes, seconds } from './time.ts'
import type { Check, VoiceCommand, VoiceEvent, WritingMode } from './voice.ts'

export type Command =
  | SeatCommand
  | VoiceCommand
  | ReflectingCommand
  | DecisionCommand
  | QuestionCommand
  | StepCommand
  | ClosingCommand

/** What only the server may say: nobody's client can send these. */
export type HouseCommand =
  /** since: the last sign of life. The grace of D3 runs from there, not from when it was noticed. */
  | { readonly do: 'lose-line'; readonly device: DeviceId; readonly since: Instant }
  /** The same device is heard again. Who had stepped out stays out. */
  | { readonly do: 'find-line'; readonly device: DeviceId }
  /** Time has passed: is the grace over? */
  | { readonly do: 'look-at-the-clock' }

export type RoomEvent =
  | SeatEvent
  | DoorEvent
  | VoiceEvent
  | ReflectingEvent
  | DecisionEvent
  | QuestionEvent
  | StepEvent
  | ClosingEvent

/** An event as stored and sent: in order, without gaps, per meeting. seq begins at 1. */
export interface Stamped {
  readonly seq: number
  readonly at: Instant
  readonly event: RoomEvent
}

/** Everything about a meeting that is not words. Built only by evolve, the same on every screen. */
export interface RoomState {
  readonly meeting: MeetingId
  readonly phase: Phase
  readonly centre: PersonId
  /** Everyone who was invited or has been here. */
  readonly people: Readonly<Record<PersonId, RoomPerson>>
  /** In the order of their coming. circleOf() gives the order they are shown in. */
  readonly seats: readonly Seat[]
  readonly devices: Readonly<Record<DeviceId, Device>>
  /** Since when no network-side seat is here though the line of one may come back (D3). */
  readonly graceSince: Instant | null
  readonly writing: WritingMode
  readonly wantToSpeak: readonly PersonId[]
  readonly heard: Readonly<Record<PersonId, Heard>>
  readonly pausedBy: PersonId | null
  readonly reflecting: Reflecting
  readonly checks: Readonly<Record<EntryId, Check>>
  readonly decisions: Readonly<Record<EntryId, Decision>>
  readonly questions: Readonly<Record<EntryId, OpenQuestion>>
  readonly steps: Readonly<Record<EntryId, NextStep>>
  readonly closing: Closing | null
  /** The words that were read back, by their hash. Kept when people go back to talking for a while (C1). */
  readonly readBack: Readonly<Record<string, string>>
  readonly ended: Ended | null
}

/** Who sends a command. as: who they speak for; the person themself or a seat on their device. */
export interface Actor {
  readonly person: PersonId
  readonly device: DeviceId | null
  readonly as: PersonId
}

export type EntryKind = 'voice' | 'reflection' | 'decision' | 'question' | 'step'

/** What the rules need to know of the words, as the server's own document reads them now. */
export interface EntryFacts {
  readonly kind: EntryKind
  readonly speaker: PersonId | null
  readonly author: PersonId
  readonly hash: string
  readonly empty: boolean
  readonly withdrawn: boolean
}
export interface Words {
  entry(id: EntryId): EntryFacts | null
  /** In the order they stand in, also those that are empty or taken back. For reading back (C1). */
  inOrder(kind: EntryKind): readonly EntryId[]
  /** The running notes. */
  readonly notes: { empty(): boolean; hash(): string }
}

/** For what is not about words, and where none are known. */
export const noWords: Words = { entry: () => null, inOrder: () => [], notes: { empty: () => true, hash: () => '' } }

/** What decide may look at beside the state. */
export interface Circumstance {
  readonly actor: Actor
  readonly now: Instant
  readonly words: Words
  /** For a next meeting, made by the server. */
  readonly newMeeting: MeetingId
}

/** D3: how long a lost line may take to come back before the room pauses. */
export const grace: Span = seconds(8)
/** After the end: so long those who are here still see and hear each other, and nobody is cut off in a word. */
export const landing: Span = minutes(2)
/** Seats that one room holds. More than this is no conversation any more. */
export const seatLimit = 24

export function beginning(given: { meeting: MeetingId; centre: PersonId; people: readonly RoomPerson[] }): RoomState {
  return {
    meeting: given.meeting,
    phase: 'arranged',
    centre: given.centre,
    people: Object.fromEntries(given.people.map(person => [person.id, person])),
    seats: [],
    devices: {},
    graceSince: null,
    writing: { mode: 'all' },
    wantToSpeak: [],
    heard: {},
    pausedBy: null,
    reflecting: { is: 'none' },
    checks: {},
    decisions: {},
    questions: {},
    steps: {},
    closing: null,
    readBack: {},
    ended: null,
  }
}
