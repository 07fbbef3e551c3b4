import type { MeetingId, PersonId } from './ids.ts'
import type { Instant } from './time.ts'

export type Place = 'online' | 'home' | 'mixed'

/** "No next meeting for now" is an answer too (C2). */
export type NextMeeting =
  | { readonly next: 'none' }
  | {
      readonly next: 'at'
      readonly at: Instant
      /** IANA name of the zone it was agreed in. */
      readonly zone: string
      readonly place: Place
      /** Where exactly, in their own words. May be empty. */
      readonly placeWords: string
    }

/** What is read back, one by one (C1). */
export const readBackParts = ['voices', 'reflections', 'decisions', 'questions', 'steps'] as const
export type ReadBackPart = (typeof readBackParts)[number]

export interface Closing {
  readonly by: PersonId
  readonly at: Instant
  readonly read: readonly ReadBackPart[]
  readonly next: NextMeeting | null
  /** May people who were invited and were not here read the record? Asked once; no by default. */
  readonly absentMayRead: boolean
}

/** Ending without closing is always possible, and is no failure (C3). */
export type Ending = 'together' | 'without-closing'

export interface Ended {
  readonly at: Instant
  readonly how: Ending
  readonly by: PersonId
  readonly nextMeeting: MeetingId | null
}

export type ClosingCommand =
  | { readonly do: 'begin-closing' }
  | { readonly do: 'go-on-talking' }
  | { readonly do: 'read-back'; readonly part: ReadBackPart }
  | { readonly do: 'agree-next-meeting'; readonly next: NextMeeting }
  | { readonly do: 'let-absent-read'; readonly may: boolean }
  | { readonly do: 'end-meeting'; readonly how: Ending }

export type ClosingEvent =
  | { readonly is: 'closing-began'; readonly by: PersonId }
  | { readonly is: 'closing-left'; readonly by: PersonId }
  | { readonly is: 'part-read-back'; readonly part: ReadBackPart; readonly by: PersonId }
  | { readonly is: 'next-meeting-agreed'; readonly next: NextMeeting; readonly by: PersonId }
  | { readonly is: 'absent-may-read'; readonly may: boolean; readonly by: PersonId }
  | {
      readonly is: 'meeting-ended'
      readonly how: Ending
      readonly by: PersonId
      readonly nextMeeting: MeetingId | null
    }
