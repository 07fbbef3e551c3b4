import { Fault } from './fault.ts'
import type { EntryId, PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { doerOf, isSeated, scribeOf } from './present.ts'
import type { Carried } from './question.ts'
import type { Instant } from './time.ts'
import { wordsOf } from './words.ts'

export type StepTelling = 'done' | 'under-way' | 'not-right'

export interface NextStep {
  /** Somebody was asked. They own it only after they accept. */
  readonly offeredTo: PersonId | null
  readonly owner: PersonId | null
  /** Set when they accepted aloud and somebody else marked it. */
  readonly markedBy?: PersonId | null
  /** yyyy-mm-dd, if they want one. Nothing happens when it passes. */
  readonly date: string | null
  /** How it goes, in the owner's words, oldest first. */
  readonly told: readonly {
    readonly by: PersonId
    readonly how: StepTelling
    readonly words: string
    readonly at: Instant
    /** Set when it was said aloud and somebody else noted it. */
    readonly markedBy?: PersonId
  }[]
  readonly carried: readonly Carried[]
}

export const emptyStep: NextStep = { offeredTo: null, owner: null, markedBy: null, date: null, told: [], carried: [] }

export type StepCommand =
  | { readonly do: 'offer-step'; readonly step: EntryId; readonly to: PersonId }
  | { readonly do: 'accept-step'; readonly step: EntryId; readonly date: string | null }
  /** "This is no longer right for me": as easy as done, no reason asked. Also the answer to an offer. */
  | { readonly do: 'release-step'; readonly step: EntryId }
  | { readonly do: 'tell-step'; readonly step: EntryId; readonly how: StepTelling; readonly words: string }

export type StepEvent =
  | { readonly is: 'step-offered'; readonly step: EntryId; readonly to: PersonId; readonly by: PersonId }
  | {
      readonly is: 'step-accepted'
      readonly step: EntryId
      readonly owner: PersonId
      readonly date: string | null
      readonly markedBy?: PersonId
    }
  | { readonly is: 'step-released'; readonly step: EntryId; readonly by: PersonId }
  | {
      readonly is: 'step-told'
      readonly step: EntryId
      readonly by: PersonId
      readonly how: StepTelling
      readonly words: string
      readonly markedBy?: PersonId
    }
  | {
      readonly is: 'step-carried'
      readonly step: EntryId
      readonly owner: PersonId | null
      readonly markedBy?: PersonId | null
      readonly date: string | null
      readonly carried: readonly Carried[]
    }

export function decideStep(state: RoomState, command: StepCommand, circumstance: Circumstance): RoomEvent[] {
  const { actor } = circumstance
  const me = actor.as
  const { step } = command
  // After the end the words are sealed: what an owner tells needs no look at them.
  if (!state.ended) wordsOf(circumstance.words, { entry: step, kind: 'step' })
  const before = state.steps[step] ?? emptyStep
  const { owner, offeredTo } = before
  const scribe = state.ended ? null : scribeOf(state, actor)
  const marked = scribe && { markedBy: scribe }
  // What somebody took on themself, nobody else changes for them; what was marked for them, they may take back aloud.
  const theirOwn = scribe !== null && owner === me && !before.markedBy
  switch (command.do) {
    case 'offer-step': {
      const by = doerOf(state, actor)
      if (owner !== null && owner !== by) throw new Fault('only-the-owner')
      if (!isSeated(state, command.to)) throw new Fault('nobody-by-that-name')
      return owner === command.to || offeredTo === command.to ? [] : [{ is: 'step-offered', step, to: command.to, by }]
    }
    case 'accept-step':
      if (theirOwn || (owner !== null && owner !== me && offeredTo !== me)) throw new Fault('only-the-owner')
      return [{ is: 'step-accepted', step, owner: me, date: command.date, ...marked }]
    case 'release-step':
      if (theirOwn || (owner !== me && offeredTo !== me)) throw new Fault('only-the-owner')
      return [{ is: 'step-released', step, by: me }]
    case 'tell-step':
      if (theirOwn || owner !== me) throw new Fault('only-the-owner')
      return [{ is: 'step-told', step, by: me, how: command.how, words: command.words, ...marked }]
  }
}

export function evolveStep(state: RoomState, event: StepEvent, at: Instant): RoomState {
  const before = state.steps[event.step] ?? emptyStep
  const put = (change: Partial<NextStep>): RoomState => ({
    ...state,
    steps: { ...state.steps, [event.step]: { ...before, ...change } },
  })
  switch (event.is) {
    case 'step-offered':
      return put({ offeredTo: event.to })
    case 'step-accepted':
      return put({ owner: event.owner, offeredTo: null, date: event.date, markedBy: event.markedBy ?? null })
    case 'step-released': {
      // Somebody else's acceptance stands when only the offer is declined.
      const owned = before.owner === event.by
      return put({
        offeredTo: before.offeredTo === event.by ? null : before.offeredTo,
        ...(owned && { owner: null, markedBy: null, date: null }),
      })
    }
    case 'step-told': {
      const { by, how, words, markedBy } = event
      return put({ told: [...before.told, { by, how, words, at, ...(markedBy && { markedBy }) }] })
    }
    case 'step-carried':
      return put({ owner: event.owner, markedBy: event.markedBy ?? null, date: event.date, carried: event.carried })
  }
}

/** As its owner last told it. */
export const isDone = (step: NextStep): boolean => step.told.at(-1)?.how === 'done'
