import type { EntryId, MeetingId, PersonId } from './ids.ts'
import type { Instant } from './time.ts'

/** A question may stay open for as long as it wants. It ends only by being said so in a meeting. */
export type QuestionEnd = 'became-decision' | 'found-words' | 'no-longer'

export interface OpenQuestion {
  readonly ended: { readonly how: QuestionEnd; readonly by: PersonId; readonly at: Instant } | null
  /** The meetings it has been open in before this one, oldest first. */
  readonly carried: readonly Carried[]
}

/** Where an entry was in an earlier meeting. */
export interface Carried {
  readonly meeting: MeetingId
  readonly entry: EntryId
  readonly at: Instant
}

export const emptyQuestion: OpenQuestion = { ended: null, carried: [] }

export type QuestionCommand =
  | { readonly do: 'end-question'; readonly question: EntryId; readonly how: QuestionEnd }
  | { readonly do: 'reopen-question'; readonly question: EntryId }

export type QuestionEvent =
  | { readonly is: 'question-ended'; readonly question: EntryId; readonly how: QuestionEnd; readonly by: PersonId }
  | { readonly is: 'question-reopened'; readonly question: EntryId; readonly by: PersonId }
  | { readonly is: 'question-carried'; readonly question: EntryId; readonly carried: readonly Carried[] }
