import type { Ending, NextMeeting, Place } from './closing.ts'
import type { Decision } from './decision.ts'
import type { EntryId, MeetingId, NetworkId, PersonId } from './ids.ts'
import type { EntryKind } from './meeting.ts'
import type { OpenQuestion } from './question.ts'
import type { NextStep } from './step.ts'
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

/** Said later, dated and signed. It stands under the record and changes nothing in it (C5). */
export interface Addition {
  readonly id: string
  readonly by: PersonId
  readonly name: string
  readonly at: Instant
  readonly words: string
}
