import { Fault } from './fault.ts'
import type { MeetingId, PersonId } from './ids.ts'
import type { Circumstance, EntryKind, RoomEvent, RoomState, Words } from './meeting.ts'
import { doerOf, isOfNetwork } from './present.ts'
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

const kindOfPart: Readonly<Record<ReadBackPart, EntryKind>> = {
  voices: 'voice',
  reflections: 'reflection',
  decisions: 'decision',
  questions: 'question',
  steps: 'step',
}

/** What still waits to be read back; a part without words needs no reading (C1, C2). */
export function leftToRead(closing: Closing, words: Words): ReadBackPart[] {
  return readBackParts.filter(part => !closing.read.includes(part) && words.holds(kindOfPart[part]))
}

export function decideClosing(state: RoomState, command: ClosingCommand, circumstance: Circumstance): RoomEvent[] {
  const { actor, now, words } = circumstance
  const { closing } = state
  const by = doerOf(state, actor)
  switch (command.do) {
    case 'begin-closing':
      return closing ? [] : [{ is: 'closing-began', by }]
    case 'go-on-talking':
      return closing ? [{ is: 'closing-left', by }] : []
    case 'read-back':
      if (!closing) throw new Fault('read-back-needed')
      return closing.read.includes(command.part) ? [] : [{ is: 'part-read-back', part: command.part, by }]
    case 'agree-next-meeting':
      if (!closing) throw new Fault('read-back-needed')
      if (command.next.next === 'at' && command.next.at <= now) throw new Fault('not-understood', 'at')
      return [{ is: 'next-meeting-agreed', next: command.next, by }]
    case 'let-absent-read':
      if (!closing) throw new Fault('read-back-needed')
      // Anyone may keep it among those who were here; only the network may show it to others.
      if (command.may && !isOfNetwork(state, by)) throw new Fault('not-yours')
      return closing.absentMayRead === command.may ? [] : [{ is: 'absent-may-read', may: command.may, by }]
    case 'end-meeting': {
      if (command.how === 'together') {
        if (!closing || leftToRead(closing, words).length > 0) throw new Fault('read-back-needed')
        if (!closing.next) throw new Fault('next-meeting-needed')
      }
      // What was agreed stands, also when the closing was not finished (C3).
      const nextMeeting = closing?.next?.next === 'at' ? circumstance.newMeeting : null
      return [{ is: 'meeting-ended', how: command.how, by, nextMeeting }]
    }
  }
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
        closing: { by: event.by, at, read: [], next: null, absentMayRead: false },
      }
    case 'closing-left':
      return { ...state, phase: 'open', closing: null }
    case 'part-read-back':
      return put({ read: [...(closing?.read ?? []), event.part] })
    case 'next-meeting-agreed':
      return put({ next: event.next })
    case 'absent-may-read':
      return put({ absentMayRead: event.may })
    case 'meeting-ended':
      // Who was heard and who wished to speak is nobody's business afterwards.
      return {
        ...state,
        phase: 'ended',
        ended: { at, how: event.how, by: event.by, nextMeeting: event.nextMeeting },
        heard: {},
        wantToSpeak: [],
        pausedBy: null,
        reflecting: { is: 'none' },
      }
  }
}
