import { Fault } from './fault.ts'
import type { MeetingId, PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { doerOf, isOfNetwork, networkHere } from './present.ts'
import type { ReadingPlace, ReadWords } from './reading.ts'
import { leftToRead, placeAfter, placeBefore, readHere, samePlace } from './reading.ts'
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
      /** Who is asked to come. Absent in meetings of before: the same people. */
      readonly who?: readonly PersonId[]
    }

export interface Closing {
  readonly by: PersonId
  readonly at: Instant
  /** What lies before everybody now, the same on every screen (C1). */
  readonly place: ReadingPlace
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
  /** The words are sealed, and for a moment those who are here still see and hear each other. */
  readonly landing: boolean
}

export type ClosingCommand =
  | { readonly do: 'begin-closing' }
  | { readonly do: 'go-on-talking' }
  /** from: what lay before the one who said it. Two who press at once turn one page, and nothing is skipped (C1). */
  | { readonly do: 'read-on'; readonly from: ReadingPlace }
  | { readonly do: 'read-again'; readonly from: ReadingPlace }
  | { readonly do: 'agree-next-meeting'; readonly next: NextMeeting }
  | { readonly do: 'let-absent-read'; readonly may: boolean }
  | { readonly do: 'end-meeting'; readonly how: Ending }

export type ClosingEvent =
  | { readonly is: 'closing-began'; readonly by: PersonId }
  | { readonly is: 'closing-left'; readonly by: PersonId }
  | {
      readonly is: 'reading-moved'
      readonly to: ReadingPlace
      /** The words that were read before it went on. null: it only went somewhere. */
      readonly read: ReadWords | null
      readonly by: PersonId
    }
  /** Meetings of before, where it was read part by part. Nobody says this any more. */
  | { readonly is: 'part-read-back'; readonly part: string; readonly by: PersonId }
  | { readonly is: 'next-meeting-agreed'; readonly next: NextMeeting; readonly by: PersonId }
  | { readonly is: 'absent-may-read'; readonly may: boolean; readonly by: PersonId }
  | {
      readonly is: 'meeting-ended'
      readonly how: Ending
      readonly by: PersonId
      readonly nextMeeting: MeetingId | null
      /** Absent in meetings of before: sound and picture ended with them. */
      readonly landing?: boolean
    }
  /** Sound and picture have ended by themselves. */
  | { readonly is: 'landing-over' }

export function decideClosing(state: RoomState, command: ClosingCommand, circumstance: Circumstance): RoomEvent[] {
  const { actor, now, words } = circumstance
  const { closing } = state
  const by = doerOf(state, actor)
  switch (command.do) {
    case 'begin-closing':
      return closing ? [] : [{ is: 'closing-began', by }, ...firstPage(state, circumstance)]
    case 'go-on-talking':
      return closing ? [{ is: 'closing-left', by }] : []
    case 'read-on':
    case 'read-again':
      return turnPage(state, command, circumstance)
    case 'agree-next-meeting':
      if (!closing) throw new Fault('read-back-needed')
      if (command.next.next === 'at') mayAgreeOn(state, command.next, { by, now })
      return [
        { is: 'next-meeting-agreed', next: command.next, by },
        ...(closing.place.is === 'next'
          ? [{ is: 'reading-moved', to: leftToRead(state, words)[0] ?? { is: 'end' }, read: null, by } as const]
          : []),
      ]
    case 'let-absent-read':
      if (!closing) throw new Fault('read-back-needed')
      // Anyone may keep it among those who were here; only the network may show it to others.
      if (command.may && !isOfNetwork(state, by)) throw new Fault('not-yours')
      return closing.absentMayRead === command.may ? [] : [{ is: 'absent-may-read', may: command.may, by }]
    case 'end-meeting': {
      if (command.how === 'together') {
        if (!closing || leftToRead(state, words).length > 0) throw new Fault('read-back-needed')
        if (!closing.next) throw new Fault('next-meeting-needed')
      }
      // What was agreed stands, also when the closing was not finished (C3).
      const nextMeeting = closing?.next?.next === 'at' ? circumstance.newMeeting : null
      return [{ is: 'meeting-ended', how: command.how, by, nextMeeting, landing: networkHere(state).length > 0 }]
    }
  }
}

/** When, and who. Whom of their own people they meet with is the family's to say; one may always ask for all of them. */
function mayAgreeOn(
  state: RoomState,
  { at, who }: Extract<NextMeeting, { next: 'at' }>,
  { by, now }: { readonly by: PersonId; readonly now: Instant },
): void {
  if (at <= now) throw new Fault('not-understood', 'at')
  if (!who) return
  const mayBeAsked = whoMayComeNext(state)
  if (who.some(person => !mayBeAsked.includes(person))) throw new Fault('nobody-by-that-name')
  const family = mayBeAsked.filter(person => isOfNetwork(state, person))
  // D1: no meeting is arranged in which the door could not open.
  if (family.length > 0 && !family.some(person => who.includes(person))) throw new Fault('not-understood', 'who')
  if (!isOfNetwork(state, by) && !family.every(person => who.includes(person))) throw new Fault('not-yours')
}

/** Who was asked to this meeting, but for those who come for one meeting only and are asked again by name. */
export const whoMayComeNext = (state: RoomState): PersonId[] =>
  Object.values(state.people)
    .filter(({ kind }) => kind === 'centre' || kind === 'network' || kind === 'practitioner')
    .map(({ id }) => id)

/** It begins with what nobody has read yet: after some more talking, where it was left. */
function firstPage(state: RoomState, { actor, words }: Circumstance): RoomEvent[] {
  const [to] = leftToRead(state, words)
  return to ? [{ is: 'reading-moved', to, read: null, by: doerOf(state, actor) }] : []
}

function turnPage(
  state: RoomState,
  command: Extract<ClosingCommand, { do: 'read-on' | 'read-again' }>,
  { actor, words }: Circumstance,
): RoomEvent[] {
  const { closing } = state
  if (!closing) throw new Fault('read-back-needed')
  const { place } = closing
  // Somebody else was quicker: it has gone on already.
  if (!samePlace(place, command.from)) return []
  const by = doerOf(state, actor)
  if (command.do === 'read-again') {
    const to = placeBefore(state, words, place)
    return to ? [{ is: 'reading-moved', to, read: null, by }] : []
  }
  const to = placeAfter(state, words, place)
  return samePlace(to, place) ? [] : [{ is: 'reading-moved', to, read: readHere(words, place), by }]
}

export function evolveClosing(state: RoomState, event: ClosingEvent, at: Instant): RoomState {
  const { closing } = state
  const put = (change: Partial<Closing>): RoomState =>
    closing ? { ...state, closing: { ...closing, ...change } } : state
  switch (event.is) {
    case 'closing-began':
      return {
        ...state,
        phase: 'closing',
        closing: { by: event.by, at, place: { is: 'next' }, next: null, absentMayRead: false },
      }
    case 'closing-left':
      return { ...state, phase: 'open', closing: null }
    case 'reading-moved': {
      const { to, read } = event
      const moved = put({ place: to })
      return read ? { ...moved, readBack: { ...state.readBack, [read.key]: read.hash } } : moved
    }
    case 'part-read-back':
      return state
    case 'next-meeting-agreed':
      return put({ next: event.next })
    case 'absent-may-read':
      return put({ absentMayRead: event.may })
    case 'meeting-ended':
      // Who was heard and who wished to speak is nobody's business afterwards.
      return {
        ...state,
        phase: 'ended',
        ended: {
          at,
          how: event.how,
          by: event.by,
          nextMeeting: event.nextMeeting,
          landing: event.landing === true,
        },
        heard: {},
        wantToSpeak: [],
        pausedBy: null,
        reflecting: { is: 'none' },
      }
    case 'landing-over':
      return state.ended ? { ...state, ended: { ...state.ended, landing: false } } : state
  }
}
