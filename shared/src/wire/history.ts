import type { EntryId, PersonId } from '../domain/ids.ts'
import type { EntryKind } from '../domain/meeting.ts'
import type { Block, Passage } from '../domain/record.ts'
import type { Instant } from '../domain/time.ts'

/** How the words of a meeting came to be. Told by the server from its log alone, the same for everyone who may read. */
export type Where = 'notes' | EntryId

/** person null: the house, which carries over what earlier meetings left open. */
export interface Did {
  readonly person: PersonId | null
  readonly at: Instant
}

export interface NamedPerson {
  readonly person: PersonId
  readonly name: string
}

interface Formed {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
}

/** Letters that one person wrote in one stretch. What was only moved, by a new line or into a list, stays its writer's. */
export interface WrittenRun extends Formed {
  readonly by: Did
  /** They were gone, and somebody put them back where they had been. */
  readonly back?: Did
  /** Who took them away; what stands has none. */
  readonly gone?: Did
}
export interface WrittenBlock extends Pick<Block, 'is' | 'depth'> {
  readonly runs: readonly WrittenRun[]
}

/** What was taken back by its writer is in none of these. */
export interface EntryWords<Words> {
  readonly id: EntryId
  readonly kind: EntryKind
  readonly speaker: PersonId | null
  readonly speakerWords: string
  readonly author: PersonId
  readonly body: Words
}
/** Something about the notes and every entry. people: whoever is named in it. */
export interface AllWords<Words> {
  readonly people: readonly NamedPerson[]
  readonly notes: Words
  readonly entries: readonly EntryWords<Words>[]
}

export interface WhoWrote extends AllWords<readonly WrittenBlock[]> {
  /** The row of the log up to which this is told. */
  readonly seq: number
}

/** The words as they were after the row with this seq. */
export interface Version extends AllWords<Passage> {
  readonly seq: number
  readonly at: Instant
}

export type Change = 'same' | 'added' | 'removed'
export interface ChangedRun extends Formed {
  readonly is: Change
  /** Who added or removed it. */
  readonly by?: Did
}
export interface ChangedBlock extends Pick<Block, 'is' | 'depth'> {
  readonly runs: readonly ChangedRun[]
}
export interface Difference extends AllWords<readonly ChangedBlock[]> {
  readonly from: { readonly seq: number; readonly at: Instant }
  readonly to: { readonly seq: number; readonly at: Instant }
}

/** Words changed about now; several may have written at once. */
export interface Moment {
  readonly seq: number
  readonly at: Instant
  readonly by: readonly PersonId[]
  readonly where: readonly Where[]
}
/** from, until: places in the list of moments. It stands from the one on, and no more at the other. */
export interface TimedRun {
  readonly text: string
  readonly by: PersonId | null
  readonly from: number
  readonly until?: number
}
export interface TimedBlock extends Pick<Block, 'is' | 'depth'> {
  readonly from: number
  readonly until?: number
  readonly runs: readonly TimedRun[]
}
/** Enough to play how the words came to be, without asking again. */
export interface Timeline extends AllWords<readonly TimedBlock[]> {
  readonly moments: readonly Moment[]
}

/** A moment worth going back to (S14). */
export interface Checkpoint {
  readonly seq: number
  readonly at: Instant
  readonly why: 'opened' | 'ten-minutes' | 'much-removed' | 'named' | 'brought-back' | 'closed'
  /** Who removed, named or brought back. */
  readonly by: PersonId | null
  /** How somebody called it. */
  readonly words: string | null
}
export interface Checkpoints {
  readonly people: readonly NamedPerson[]
  /** Oldest first. */
  readonly list: readonly Checkpoint[]
  /** The newest row of the log. */
  readonly now: { readonly seq: number; readonly at: Instant } | null
}

/** The words to bring back; what stood before is kept as a checkpoint. */
export interface BroughtBack {
  readonly words: Passage
  readonly before: number
}
