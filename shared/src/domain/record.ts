import type { Ending, NextMeeting, Place } from './closing.ts'
import type { Decision, TakenPosition } from './decision.ts'
import { emptyDecision } from './decision.ts'
import type { EntryId, MeetingId, NetworkId, PersonId } from './ids.ts'
import type { EntryKind, RoomState } from './meeting.ts'
import { byFirstName, compareNames } from './network.ts'
import type { OpenQuestion } from './question.ts'
import { emptyQuestion } from './question.ts'
import type { NextStep } from './step.ts'
import { emptyStep } from './step.ts'
import type { Instant } from './time.ts'
import type { Check } from './voice.ts'

/** Words with the little form we allow. Plain data: it can be shown, printed and kept for twenty years. */
export interface Run {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
}
export interface Block {
  readonly is: 'paragraph' | 'bullet' | 'numbered'
  /** 0 outside a list or in its first level. */
  readonly depth: number
  readonly runs: readonly Run[]
}
export type Passage = readonly Block[]

export function plain(passage: Passage): string {
  return passage.map(block => block.runs.map(run => run.text).join('')).join('\n')
}

/** An entry as the notebook reads. */
export interface EntryReading {
  readonly id: EntryId
  readonly kind: EntryKind
  /** null: someone who is not here. */
  readonly speaker: PersonId | null
  /** Who is meant when speaker is null, or a second voice of one person ("part of me"). May be empty. */
  readonly speakerWords: string
  readonly author: PersonId
  readonly order: string
  readonly withdrawn: boolean
  readonly body: Passage
  /** SHA-256 in hex of the exact words. */
  readonly hash: string
}

export interface NotebookReading {
  readonly notes: Passage
  /** In their order; withdrawn ones too. */
  readonly entries: readonly EntryReading[]
}

export interface RecordPerson {
  readonly id: PersonId
  readonly name: string
  readonly role: string
  readonly here: boolean
}

/** The record of a meeting, the same for everyone who was there (C4). */
export interface MeetingRecord {
  readonly version: 1
  readonly meeting: MeetingId
  readonly network: NetworkId
  readonly centre: string
  readonly place: Place
  readonly placeWords: string
  readonly startsAt: Instant
  readonly zone: string
  readonly openedAt: Instant | null
  readonly endedAt: Instant
  readonly how: Ending
  /** By first name. */
  readonly people: readonly RecordPerson[]
  readonly notes: Passage
  readonly voices: readonly (EntryReading & { readonly check: Check | null })[]
  readonly reflections: readonly EntryReading[]
  readonly decisions: readonly (EntryReading & { readonly decision: Decision })[]
  readonly questions: readonly (EntryReading & { readonly question: OpenQuestion })[]
  readonly steps: readonly (EntryReading & { readonly step: NextStep })[]
  readonly next: NextMeeting | null
  readonly nextMeeting: MeetingId | null
}

/** What would be the record if nobody said anything more: of a meeting that has not ended. */
export type OpenRecord = Omit<MeetingRecord, 'endedAt' | 'how' | 'nextMeeting'>

/** Said later, dated and signed. It stands under the record and changes nothing in it (C5). */
export interface Addition {
  readonly id: string
  readonly by: PersonId
  readonly name: string
  readonly at: Instant
  readonly words: string
}

/** By the day they were written; nothing that stood there moves (C5). */
export const inOrder = (additions: readonly Addition[]): readonly Addition[] =>
  [...additions].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))

/** What the meeting's own row knows. openedAt null: the door never opened. */
export interface MeetingFacts {
  readonly network: NetworkId
  readonly place: Place
  readonly placeWords: string
  readonly startsAt: Instant
  readonly zone: string
  readonly openedAt: Instant | null
}

interface Held {
  readonly meeting: MeetingFacts
  readonly state: RoomState
  readonly reading: NotebookReading
}

/** The record as it is sealed (C4), from the state after 'meeting-ended'. */
export function sealed(given: Held): MeetingRecord {
  const { ended } = given.state
  if (ended === null) throw new Error('only an ended meeting has a record')
  return { ...asItStands(given), endedAt: ended.at, how: ended.how, nextMeeting: ended.nextMeeting }
}

/**
 * A meeting as its state and the words in the server's document have it. Order is by first name or as it was written,
 * never by role, and nothing is counted (P6).
 */
export function asItStands(given: Held): OpenRecord {
  const { meeting, state, reading } = given
  const came = new Set<PersonId>(state.seats.map(seat => seat.person))
  const people = byFirstName(
    Object.values(state.people).map(({ id, name, role }) => ({ id, name, role, here: came.has(id) })),
  )
  const names = new Map<PersonId, string>(people.map(person => [person.id, person.name]))
  // Nothing withdrawn is kept: its writer took it back. An empty entry was a slip of the finger.
  const standing = reading.entries.filter(entry => !entry.withdrawn && plain(entry.body).trim() !== '')
  const of = (kind: EntryKind) => standing.filter(entry => entry.kind === kind)
  return {
    version: 1,
    meeting: state.meeting,
    network: meeting.network,
    centre: state.people[state.centre]?.name ?? '',
    place: meeting.place,
    placeWords: meeting.placeWords,
    startsAt: meeting.startsAt,
    zone: meeting.zone,
    openedAt: meeting.openedAt,
    people,
    notes: reading.notes,
    voices: bySpeaker(of('voice'), names).map(voice => ({ ...voice, check: checkOf(voice, state) })),
    reflections: of('reflection'),
    decisions: of('decision').map(entry => ({
      ...entry,
      decision: positionsByName(state.decisions[entry.id] ?? emptyDecision, names),
    })),
    questions: of('question').map(entry => ({ ...entry, question: state.questions[entry.id] ?? emptyQuestion })),
    steps: of('step').map(entry => ({ ...entry, step: state.steps[entry.id] ?? emptyStep })),
    next: state.closing?.next ?? null,
  }
}

/** A check holds for the exact words that were checked; for other words it says nothing. */
function checkOf(voice: EntryReading, state: RoomState): Check | null {
  const check = state.checks[voice.id]
  return check !== undefined && check.hash === voice.hash ? check : null
}

/** One person's words stand together, the people by first name; within a person as they were written. */
function bySpeaker(voices: readonly EntryReading[], names: ReadonlyMap<PersonId, string>): EntryReading[] {
  const nameOf = (voice: EntryReading) =>
    (voice.speaker === null ? voice.speakerWords : (names.get(voice.speaker) ?? '')) || '\uffff'
  return voices
    .map(voice => ({ voice, name: nameOf(voice) }))
    .sort((a, b) => compareNames(a.name, b.name) || compareNames(a.voice.speaker ?? '', b.voice.speaker ?? ''))
    .map(({ voice }) => voice)
}

function positionsByName(decision: Decision, names: ReadonlyMap<PersonId, string>): Decision {
  const taken = Object.entries(decision.positions) as [PersonId, TakenPosition][]
  const named = byFirstName(taken.map(([person, position]) => ({ person, position, name: names.get(person) ?? '' })))
  return { ...decision, positions: Object.fromEntries(named.map(({ person, position }) => [person, position])) }
}
