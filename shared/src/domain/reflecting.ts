import { Fault } from './fault.ts'
import type { PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { doerOf, isHere, isOfNetwork, isPractitioner, networkHere, scribeOf } from './present.ts'
import type { Instant } from './time.ts'

/** Who said yes or answered aloud → who marked it, at whose device they sit. Shown so, beside their name. */
export type Marked = Readonly<Record<PersonId, PersonId>>

/** Practitioners think aloud while the network listens. One practitioner may reflect for themself (R1). */
export type Reflecting =
  | { readonly is: 'none' }
  | {
      readonly is: 'asked'
      readonly by: PersonId
      readonly who: readonly PersonId[]
      /** Network-side people who have said yes. One "not now" ends the asking. */
      readonly leave: readonly PersonId[]
      readonly marked?: Marked
    }
  | {
      readonly is: 'reflecting'
      readonly who: readonly PersonId[]
      readonly since: Instant
      /** Listeners who opened their own microphone again (R3). */
      readonly unrested: readonly PersonId[]
      readonly marked?: Marked
    }
  /** "What was it like to hear that?" The network is asked first; passing is fine (R5). */
  | {
      readonly is: 'floor'
      readonly who: readonly PersonId[]
      readonly answered: Readonly<Record<PersonId, 'spoke' | 'wrote' | 'passed'>>
      readonly marked?: Marked
    }

export type ReflectingCommand =
  | { readonly do: 'ask-to-reflect'; readonly who: readonly PersonId[] }
  | { readonly do: 'answer-reflecting'; readonly answer: 'yes' | 'not-now' }
  | { readonly do: 'stop-reflecting' }
  | { readonly do: 'rest-microphone'; readonly rest: boolean }
  | { readonly do: 'answer-floor'; readonly how: 'spoke' | 'wrote' | 'passed' }
  | { readonly do: 'end-floor' }

export type ReflectingEvent =
  | { readonly is: 'reflecting-asked'; readonly by: PersonId; readonly who: readonly PersonId[] }
  | { readonly is: 'reflecting-leave-given'; readonly person: PersonId; readonly markedBy?: PersonId }
  | { readonly is: 'reflecting-not-now'; readonly person: PersonId; readonly markedBy?: PersonId }
  | { readonly is: 'reflecting-began'; readonly who: readonly PersonId[] }
  | { readonly is: 'reflecting-stopped'; readonly by: PersonId | null }
  | { readonly is: 'microphone-rested'; readonly person: PersonId; readonly rest: boolean }
  | {
      readonly is: 'floor-answered'
      readonly person: PersonId
      readonly how: 'spoke' | 'wrote' | 'passed'
      readonly markedBy?: PersonId
    }
  | { readonly is: 'floor-ended' }

export function decideReflecting(
  state: RoomState,
  command: ReflectingCommand,
  circumstance: Circumstance,
): RoomEvent[] {
  const { actor } = circumstance
  const me = actor.as
  const scribe = scribeOf(state, actor)
  const marked = scribe && { markedBy: scribe }
  const { reflecting } = state
  switch (command.do) {
    case 'ask-to-reflect': {
      if (!isPractitioner(state, me)) throw new Fault('only-practitioners-reflect')
      if (reflecting.is === 'asked' || reflecting.is === 'reflecting') throw new Fault('already-there')
      // R5: the network has the floor first.
      if (reflecting.is === 'floor') throw new Fault('reflecting-not-now')
      const who = [...new Set(command.who)]
      if (!who.every(person => isPractitioner(state, person) && isHere(state, person)))
        throw new Fault('only-practitioners-reflect')
      // R1: two or more, the one who asks among them; or one, for themself.
      if (!who.includes(me)) throw new Fault('reflecting-needs-two')
      if (networkHere(state).length === 0) throw new Fault('reflecting-needs-leave')
      return [{ is: 'reflecting-asked', by: me, who }]
    }
    case 'answer-reflecting':
      if (reflecting.is !== 'asked') throw new Fault('reflecting-not-now')
      if (!isOfNetwork(state, me)) throw new Fault('reflecting-needs-leave')
      if (command.answer === 'not-now') return [{ is: 'reflecting-not-now', person: me, ...marked }]
      return reflecting.leave.includes(me) ? [] : [{ is: 'reflecting-leave-given', person: me, ...marked }]
    case 'stop-reflecting':
      return reflecting.is === 'asked' || reflecting.is === 'reflecting'
        ? [{ is: 'reflecting-stopped', by: doerOf(state, actor) }]
        : []
    case 'rest-microphone':
      if (reflecting.is !== 'reflecting') throw new Fault('reflecting-not-now')
      // R3: who reflects is heard by all.
      if (reflecting.who.includes(me)) throw new Fault('not-your-seat')
      if (reflecting.unrested.includes(me) === !command.rest) return []
      return [{ is: 'microphone-rested', person: me, rest: command.rest }]
    case 'answer-floor':
      if (reflecting.is !== 'floor') throw new Fault('reflecting-not-now')
      if (!isOfNetwork(state, me)) throw new Fault('not-your-seat')
      // What they answered themself, nobody answers differently for them.
      if (scribe && reflecting.answered[me] && !reflecting.marked?.[me]) throw new Fault('not-your-seat')
      return [{ is: 'floor-answered', person: me, how: command.how, ...marked }]
    case 'end-floor':
      if (reflecting.is !== 'floor') return []
      if (!mayEndFloor(state, doerOf(state, actor))) throw new Fault('reflecting-not-now')
      return [{ is: 'floor-ended' }]
  }
}

/** R5: the network ends it; others may when everyone of the network who is here has spoken, written or passed. */
export function mayEndFloor(state: RoomState, person: PersonId): boolean {
  const { reflecting } = state
  if (reflecting.is !== 'floor') return false
  return isOfNetwork(state, person) || networkHere(state).every(other => reflecting.answered[other] !== undefined)
}

/** Looked at after every command: leave is complete when all who are here gave it, and nobody reflects alone (R1, R2). */
export function lookAtReflecting(state: RoomState): RoomEvent[] {
  const { reflecting, phase } = state
  if (reflecting.is !== 'asked' && reflecting.is !== 'reflecting') return []
  const someoneReflects = reflecting.who.some(person => isHere(state, person))
  if (phase === 'paused' || phase === 'ended') return [{ is: 'reflecting-stopped', by: null }]
  if (reflecting.is === 'reflecting') {
    const lineMayComeBack = state.seats.some(seat => seat.presence === 'lost' && reflecting.who.includes(seat.person))
    return someoneReflects || lineMayComeBack ? [] : [{ is: 'reflecting-stopped', by: null }]
  }
  const who = reflecting.who.filter(person => isHere(state, person))
  if (who.length === 0) return [{ is: 'reflecting-stopped', by: null }]
  const network = networkHere(state)
  const leave = network.length > 0 && network.every(person => reflecting.leave.includes(person))
  return leave ? [{ is: 'reflecting-began', who }] : []
}

export function evolveReflecting(state: RoomState, event: ReflectingEvent, at: Instant): RoomState {
  const { reflecting } = state
  const put = (next: Reflecting): RoomState => ({ ...state, reflecting: next })
  switch (event.is) {
    case 'reflecting-asked':
      return put({ is: 'asked', by: event.by, who: event.who, leave: [] })
    case 'reflecting-leave-given':
      if (reflecting.is !== 'asked') return state
      return put({ ...reflecting, leave: [...reflecting.leave, event.person], ...marking(reflecting.marked, event) })
    case 'reflecting-not-now':
    case 'floor-ended':
      return put({ is: 'none' })
    case 'reflecting-began':
      return put({
        is: 'reflecting',
        who: event.who,
        since: at,
        unrested: [],
        ...(reflecting.is === 'asked' && reflecting.marked && { marked: reflecting.marked }),
      })
    case 'reflecting-stopped':
      return put(reflecting.is === 'reflecting' ? { is: 'floor', who: reflecting.who, answered: {} } : { is: 'none' })
    case 'microphone-rested': {
      if (reflecting.is !== 'reflecting') return state
      const others = reflecting.unrested.filter(person => person !== event.person)
      return put({ ...reflecting, unrested: event.rest ? others : [...others, event.person] })
    }
    case 'floor-answered':
      if (reflecting.is !== 'floor') return state
      return put({
        ...reflecting,
        answered: { ...reflecting.answered, [event.person]: event.how },
        ...marking(reflecting.marked, event),
      })
  }
}

/** With the mark of this answer, or without one that stood there: who answers at their own device needs none. */
function marking(before: Marked | undefined, event: { readonly person: PersonId; readonly markedBy?: PersonId }) {
  const { [event.person]: _, ...others } = before ?? {}
  const marked: Marked = event.markedBy ? { ...others, [event.person]: event.markedBy } : others
  return before === undefined && !event.markedBy ? {} : { marked }
}

/** R3: the microphones that rest. Their owners may open them again at any time. */
export function restsNow(state: RoomState, person: PersonId): boolean {
  const { reflecting } = state
  return reflecting.is === 'reflecting' && !reflecting.who.includes(person) && !reflecting.unrested.includes(person)
}
