import { may } from '@polyphony/shared/domain/access'
import type { Act } from '@polyphony/shared/domain/access'
import { Fault } from '@polyphony/shared/domain/fault'
import type { EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { byFirstName } from '@polyphony/shared/domain/network'
import type {
  BroughtBack,
  Checkpoints,
  Difference,
  NamedPerson,
  Timeline,
  Version,
  Where,
  WhoWrote,
} from '@polyphony/shared/wire/history'
import type { Db } from '../store/open.ts'
import { lookOnce } from './access-log.ts'
import type { Context, Who } from './context.ts'
import { checkpointsOf } from './history/checkpoints.ts'
import { differenceBetween } from './history/difference.ts'
import type { Histories } from './history/histories.ts'
import type { History } from './history/history.ts'
import type { Deed } from './history/ledger.ts'
import { timelineOf } from './history/timeline.ts'
import { lastSeq, versionAt, whoWrote } from './history/views.ts'
import { standingOf } from './room-standing.ts'
import type { MeetingStanding } from './standing.ts'

/**
 * How the words of a meeting came to be. Read by exactly those who may read them now: in the meeting who sits in it,
 * afterwards who reads its record. Everybody sees the same, and a look leaves its trace (F18).
 */
export interface LookingBack {
  whoWrote(context: Context, who: Who, asked: InMeeting): Promise<WhoWrote>
  timeline(context: Context, who: Who, asked: InMeeting): Promise<Timeline>
  checkpoints(context: Context, who: Who, asked: InMeeting): Promise<Checkpoints>
  version(context: Context, who: Who, asked: AtRow): Promise<Version>
  difference(context: Context, who: Who, asked: AtRow & { readonly from: number }): Promise<Difference>
  /** Somebody keeps this moment in mind: "before we stopped for tea". */
  nameMoment(
    context: Context,
    who: Who,
    asked: InMeeting & { readonly words: string },
  ): Promise<{ readonly seq: number }>
  /**
   * Keeps what stands now as a checkpoint, and answers how the words read earlier. They are put there by the person's own
   * hand over /sync, so that whose they are and who may write them is held there, as for every letter.
   */
  bringBack(context: Context, who: Who, asked: AtRow & { readonly where: Where }): Promise<BroughtBack>
}
interface InMeeting {
  readonly meeting: MeetingId
}
interface AtRow extends InMeeting {
  readonly seq: number
}

/** Nobody keeps more moments of one meeting in mind than this. */
const mostKept = 200

export function createLookingBack(histories: Histories): LookingBack {
  return {
    whoWrote: async (context, who, { meeting }) => {
      const standing = await standingFor(context, who, { meeting, act: 'read-notes' })
      const told = await histories.of(meeting, function* (history) {
        return { seq: lastSeq(history), ...(yield* whoWrote(history)), ids: peopleIn(history) }
      })
      return await answer(context, { who, standing, told })
    },
    timeline: async (context, who, { meeting }) => {
      const standing = await standingFor(context, who, { meeting, act: 'read-notes' })
      const told = await histories.of(meeting, function* (history) {
        return { ...(yield* timelineOf(history)), ids: peopleIn(history) }
      })
      return await answer(context, { who, standing, told })
    },
    checkpoints: async (context, who, { meeting }) => {
      const standing = await standingFor(context, who, { meeting, act: 'read-notes' })
      const row = standing.meeting
      const kept = await context.db
        .selectFrom('notebook_checkpoint')
        .select(['seq', 'at', 'person', 'why', 'words'])
        .where('meeting', '=', meeting)
        .orderBy('at')
        .execute()
      const told = await histories.of(meeting, function* (history) {
        yield
        const ended = row.phase === 'ended'
        const list = checkpointsOf(history, { openedAt: row.opened_at, ended, kept })
        const last = history.rows.at(-1)
        const ids = [...peopleIn(history), ...kept.map(({ person }) => person)]
        return { list, now: last ? { seq: last.seq, at: last.at } : null, ids }
      })
      return await answer(context, { who, standing, told })
    },
    version: async (context, who, { meeting, seq }) => {
      const standing = await standingFor(context, who, { meeting, act: 'read-notes' })
      const told = await histories.of(meeting, function* (history) {
        const { at } = rowOf(history, seq)
        return { seq, at, ...(yield* versionAt(history, seq)), ids: peopleIn(history) }
      })
      return await answer(context, { who, standing, told })
    },
    difference: async (context, who, { meeting, seq, from }) => {
      const standing = await standingFor(context, who, { meeting, act: 'read-notes' })
      const told = await histories.of(meeting, function* (history) {
        const [earlier, later] = [rowOf(history, Math.min(from, seq)), rowOf(history, Math.max(from, seq))]
        const words = yield* differenceBetween(history, { from: earlier.seq, to: later.seq })
        const ends = { from: { seq: earlier.seq, at: earlier.at }, to: { seq: later.seq, at: later.at } }
        return { ...ends, ...words, ids: peopleIn(history) }
      })
      return await answer(context, { who, standing, told })
    },
    nameMoment: async (context, who, { meeting, words }) => {
      const seq = await histories.of(meeting, function* (history) {
        yield
        return lastSeq(history)
      })
      await keep(context, who, { meeting, seq, why: 'named', words })
      return { seq }
    },
    bringBack: async (context, who, { meeting, seq, where }) => {
      const standing = await standingFor(context, who, { meeting, act: 'write-notes' })
      const found = await histories.of(meeting, function* (history) {
        rowOf(history, seq)
        const { notes, entries } = yield* versionAt(history, seq)
        const words = where === 'notes' ? notes : entries.find(({ id }) => id === where)?.body
        return { words, before: lastSeq(history) }
      })
      if (!found.words) throw new Fault('no-such-words')
      await look(context, who, standing)
      await keep(context, who, { meeting, seq: found.before, why: 'brought-back', words: '' })
      return { words: found.words, before: found.before }
    },
  }
}

/** It stands in the log that they looked before a word goes out. */
async function look(context: Context, who: Who, standing: MeetingStanding): Promise<void> {
  const { kind, meeting: row } = standing
  const at = context.clock.now()
  const seen = { who, kind, network: row.network, act: 'read-earlier', meeting: row.id, at } as const
  await lookOnce(context.db, seen)
}

async function answer<T extends { readonly ids: readonly PersonId[] }>(
  context: Context,
  given: { readonly who: Who; readonly standing: MeetingStanding; readonly told: T },
): Promise<Named<T>> {
  await look(context, given.who, given.standing)
  return await withNames(context.db, given.told)
}

/** act: in the meeting. Once it has ended its words are those of the record, and nothing of them is changed. */
async function standingFor(
  context: Context,
  who: Who,
  asked: { readonly meeting: MeetingId; readonly act: Extract<Act, 'read-notes' | 'write-notes'> },
): Promise<MeetingStanding> {
  const standing = await standingOf(context, who, asked.meeting)
  if (standing.phase === 'ended') {
    if (!may(standing, 'read-record')) throw new Fault('not-yours')
    if (asked.act === 'write-notes') throw new Fault('meeting-ended')
    return standing
  }
  if (!may(standing, 'enter-meeting')) throw new Fault('not-yours')
  if (!may(standing, 'read-notes')) throw new Fault('not-in-the-room')
  if (!may(standing, asked.act)) throw new Fault('door-closed')
  return standing
}

async function keep(
  context: Context,
  who: Who,
  given: {
    readonly meeting: MeetingId
    readonly seq: number
    readonly why: 'named' | 'brought-back'
    readonly words: string
  },
): Promise<void> {
  await standingFor(context, who, { meeting: given.meeting, act: 'write-notes' })
  const at = context.clock.now()
  const { length } = await context.db
    .selectFrom('notebook_checkpoint')
    .select('id')
    .where('meeting', '=', given.meeting)
    .limit(mostKept)
    .execute()
  if (length >= mostKept) throw new Fault('too-many-tries')
  const id = newId<EntryId>(at, context.chance)
  await context.db
    .insertInto('notebook_checkpoint')
    .values({ id, ...given, person: who.person, at })
    .execute()
}

function rowOf(history: History, seq: number): Deed {
  const row = history.rows[seq - 1]
  if (!row) throw new Fault('not-found')
  return row
}

const peopleIn = (history: History): PersonId[] =>
  [...new Set(history.rows.map(({ person }) => person))].filter(person => person !== null)

type Named<T> = Omit<T, 'ids'> & { readonly people: readonly NamedPerson[] }

/** As they are called today, by first name. */
async function withNames<T extends { readonly ids: readonly PersonId[] }>(db: Db, told: T): Promise<Named<T>> {
  const { ids, ...rest } = told
  if (ids.length === 0) return { ...rest, people: [] }
  const people = await db
    .selectFrom('person')
    .select(['id as person', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return { ...rest, people: byFirstName(people) }
}
