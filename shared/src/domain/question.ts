import { Fault } from './fault.ts'
import type { EntryId, MeetingId, PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { doerOf } from './present.ts'
import type { Instant } from './time.ts'
import { wordsOf } from './words.ts'

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

export function decideQuestion(state: RoomState, command: QuestionCommand, circumstance: Circumstance): RoomEvent[] {
  const { question } = command
  const by = doerOf(state, circumstance.actor)
  wordsOf(circumstance.words, { entry: question, kind: 'question' })
  const ended = (state.questions[question] ?? emptyQuestion).ended !== null
  switch (command.do) {
    case 'end-question':
      if (ended) throw new Fault('already-settled')
      return [{ is: 'question-ended', question, how: command.how, by }]
    case 'reopen-question':
      return ended ? [{ is: 'question-reopened', question, by }] : []
  }
}

export function evolveQuestion(state: RoomState, event: QuestionEvent, at: Instant): RoomState {
  const before = state.questions[event.question] ?? emptyQuestion
  const put = (question: OpenQuestion): RoomState => ({
    ...state,
    questions: { ...state.questions, [event.question]: question },
  })
  switch (event.is) {
    case 'question-ended':
      return put({ ...before, ended: { how: event.how, by: event.by, at } })
    case 'question-reopened':
      return put({ ...before, ended: null })
    case 'question-carried':
      return put({ ...before, carried: event.carried })
  }
}
