import { Fault } from './fault.ts'
import type { EntryId, PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { doerOf, isPractitioner, isSeated } from './present.ts'
import type { Instant } from './time.ts'
import { wordsOf } from './words.ts'

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

export function decideDecision(state: RoomState, command: DecisionCommand, circumstance: Circumstance): RoomEvent[] {
  const { actor, now, words } = circumstance
  const { decision, hash } = command
  const before = state.decisions[decision] ?? emptyDecision
  wordsOf(words, { entry: decision, kind: 'decision', hash })
  switch (command.do) {
    case 'take-position': {
      // Sent from somebody else's sign-in it is what they say was said aloud: it shows as such (P1).
      const markedBy = actor.as === actor.person ? null : actor.person
      const taken = { position: command.position, words: command.words, hash, at: now, markedBy }
      return taking(state, { decision, person: actor.as, taken })
    }
    case 'mark-position': {
      if (!isSeated(state, command.person)) throw new Fault('nobody-by-that-name')
      // For oneself it is simply taken.
      const markedBy = command.person === actor.person ? null : actor.person
      const taken = { position: command.position, words: '', hash, at: now, markedBy }
      return taking(state, { decision, person: command.person, taken })
    }
    case 'settle-decision': {
      const { standing, lookAgain } = command
      if (standing === 'agreed') {
        if (before.duty) throw new Fault('already-settled')
        if (!lookAgain) throw new Fault('look-again-needed')
        if (saysNotYet(before, state.centre)) throw new Fault('not-agreed-yet')
      }
      return [{ is: 'decision-settled', decision, standing, lookAgain, hash, by: doerOf(state, actor) }]
    }
    case 'decide-by-duty': {
      if (!isPractitioner(state, actor.as) || actor.as !== actor.person) throw new Fault('not-yours')
      if (command.reason.trim() === '') throw new Fault('reason-needed', 'reason')
      if (before.duty?.hash === hash) throw new Fault('already-settled')
      const duty = { by: actor.as, reason: command.reason, said: command.said, at: now, hash }
      return [{ is: 'decided-by-duty', decision, duty }]
    }
  }
}

function taking(state: RoomState, given: { decision: EntryId; person: PersonId; taken: TakenPosition }): RoomEvent[] {
  const { decision, person, taken } = given
  const before = state.decisions[decision] ?? emptyDecision
  const standing = before.positions[person]
  // P1: what somebody said themself, nobody else says differently for them, also after the words have changed.
  if (taken.markedBy !== null && standing?.markedBy === null) throw new Fault('only-your-own-position')
  const events: RoomEvent[] = [{ is: 'position-taken', decision, person, taken }]
  // P3: what the person at the centre is not with any more is talked about again.
  if (before.standing === 'agreed' && person === state.centre && taken.position === 'not-yet')
    events.push({
      is: 'decision-settled',
      decision,
      standing: 'talking',
      lookAgain: null,
      hash: taken.hash,
      by: taken.markedBy ?? person,
    })
  return events
}

export function evolveDecision(state: RoomState, event: DecisionEvent, at: Instant): RoomState {
  const before = state.decisions[event.decision] ?? emptyDecision
  const put = (change: Partial<Decision>): RoomState => ({
    ...state,
    decisions: { ...state.decisions, [event.decision]: { ...before, ...change } },
  })
  const past = (by: PersonId, standing: DecisionStanding) => [...before.history, { standing, at, by }]
  switch (event.is) {
    case 'position-taken':
      return put({ positions: { ...before.positions, [event.person]: event.taken } })
    case 'decision-settled': {
      const { standing, lookAgain, by } = event
      const agreedHash = standing === 'agreed' ? event.hash : null
      return put({ standing, lookAgain, agreedHash, history: past(by, standing) })
    }
    case 'decided-by-duty': {
      // P5: never shown as agreed, whatever was agreed before.
      const undone = before.standing === 'agreed'
      return put({
        duty: event.duty,
        ...(undone && { standing: 'changed', agreedHash: null, history: past(event.duty.by, 'changed') }),
      })
    }
  }
}

const saysNotYet = (decision: Decision, person: PersonId): boolean => decision.positions[person]?.position === 'not-yet'

/** P4: taken on other words than stand there now. Shown so, never deleted. */
export const isLapsed = (taken: TakenPosition, hash: string): boolean => taken.hash !== hash

/** Agreed for now, and still on the very words that were agreed (P3–P5). */
export const showsAgreed = (decision: Decision, hash: string): boolean =>
  decision.standing === 'agreed' && decision.agreedHash === hash && decision.duty === null

/** Does anything but a day to look again stand in the way of "agreed for now" (P3, P5)? */
export function canAgree(state: RoomState, decision: EntryId): boolean {
  const standing = state.decisions[decision] ?? emptyDecision
  return standing.duty === null && !saysNotYet(standing, state.centre)
}
