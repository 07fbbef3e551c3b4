import type { EntryId, PersonId } from './ids.ts'
import type { Instant } from './time.ts'

/** P1. Never counted, never ranked (P6). */
export const positions = ['with-this', 'can-live-with-it', 'not-yet', 'not-sure', 'rather-not-say'] as const
export type Position = (typeof positions)[number]

export interface TakenPosition {
  readonly position: Position
  /** Optional, in their own words. */
  readonly words: string
  /** Of the decision's words when it was taken. Other words now: it shows as lapsed (P4). */
  readonly hash: string
  readonly at: Instant
  /** Set when it was said aloud and somebody else marked it. */
  readonly markedBy: PersonId | null
}

/** P2. */
export type DecisionStanding = 'talking' | 'agreed' | 'differently' | 'left-open' | 'changed'

/** No date is needed for anything but looking again at what was agreed (P3). Date: yyyy-mm-dd. */
export type LookAgain = { readonly when: 'until-we-meet' } | { readonly when: 'date'; readonly date: string }

/** P5. Its own kind: never shown as agreed. */
export interface Duty {
  readonly by: PersonId
  readonly reason: string
  /** What the person at the centre said about it. */
  readonly said: string
  readonly at: Instant
  /** Of the words it was decided in. */
  readonly hash: string
}

export interface Decision {
  readonly standing: DecisionStanding
  readonly positions: Readonly<Record<PersonId, TakenPosition>>
  readonly lookAgain: LookAgain | null
  /** Hash of the words that were agreed. */
  readonly agreedHash: string | null
  readonly duty: Duty | null
  /** Earlier standings, oldest first: a change of mind stays visible. */
  readonly history: readonly { readonly standing: DecisionStanding; readonly at: Instant; readonly by: PersonId }[]
}

export const emptyDecision: Decision = {
  standing: 'talking',
  positions: {},
  lookAgain: null,
  agreedHash: null,
  duty: null,
  history: [],
}

export type DecisionCommand =
  | {
      readonly do: 'take-position'
      readonly decision: EntryId
      readonly position: Position
      readonly words: string
      readonly hash: string
    }
  /** Said aloud; marked by somebody else for a person who is in the room. */
  | {
      readonly do: 'mark-position'
      readonly decision: EntryId
      readonly person: PersonId
      readonly position: Position
      readonly hash: string
    }
  | {
      readonly do: 'settle-decision'
      readonly decision: EntryId
      readonly standing: DecisionStanding
      readonly lookAgain: LookAgain | null
      readonly hash: string
    }
  | {
      readonly do: 'decide-by-duty'
      readonly decision: EntryId
      readonly reason: string
      readonly said: string
      readonly hash: string
    }

export type DecisionEvent =
  | {
      readonly is: 'position-taken'
      readonly decision: EntryId
      readonly person: PersonId
      readonly taken: TakenPosition
    }
  | {
      readonly is: 'decision-settled'
      readonly decision: EntryId
      readonly standing: DecisionStanding
      readonly lookAgain: LookAgain | null
      readonly hash: string
      readonly by: PersonId
    }
  | { readonly is: 'decided-by-duty'; readonly decision: EntryId; readonly duty: Duty }
