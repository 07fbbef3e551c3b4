import { evolve } from '@polyphony/shared/domain/room'
import { Fault } from '@polyphony/shared/domain/fault'
import type { EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { RoomEvent } from '@polyphony/shared/domain/meeting'
import { beginning } from '@polyphony/shared/domain/meeting'
import type { Addition, MeetingRecord } from '@polyphony/shared/domain/record'
import type { NextStep } from '@polyphony/shared/domain/step'
import type { RecordPage } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'
import type { Look } from './access-log.ts'
import { writeLook } from './access-log.ts'
import type { Context, Who } from './context.ts'
import { allowed } from './standing.ts'

export interface Sealed {
  readonly record: MeetingRecord
  /** SHA-256 in hex. */
  readonly hash: string
}

/** null while a meeting has no record yet. */
export async function sealedRecord(db: Db, meeting: MeetingId): Promise<Sealed | null> {
  const row = await db.selectFrom('record').select(['hash', 'body']).where('meeting', '=', meeting).executeTakeFirst()
  return row ? { record: JSON.parse(row.body) as MeetingRecord, hash: row.hash } : null
}

/** The steps of a record as they stand today: as sealed, and what was told of them since. */
export async function stepsNow(db: Db, record: MeetingRecord): Promise<Readonly<Record<EntryId, NextStep>>> {
  const rows = await db
    .selectFrom('meeting_event')
    .select(['at', 'body'])
    .where('meeting', '=', record.meeting)
    .where('at', '>=', record.endedAt)
    .orderBy('seq')
    .execute()
  const events = rows.map(row => ({ at: row.at, event: JSON.parse(row.body) as RoomEvent }))
  const sealedAt = events.findLastIndex(({ event }) => event.is === 'meeting-ended')
  const steps = Object.fromEntries(record.steps.map(entry => [entry.id, entry.step]))
  const sealed = { ...beginning({ meeting: record.meeting, centre: '' as PersonId, people: [] }), steps }
  return events.slice(sealedAt + 1).reduce((state, { event, at }) => evolve(state, event, at), sealed).steps
}

/** The record, the same for everyone who was there (C4), with what was added and told since. */
export async function recordPage(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId },
): Promise<RecordPage> {
  return await readRecord(context, who, { meeting: input.meeting, act: 'read-record' })
}

/** One reading for the page and for the files: an export is what is on the screen (F17). It leaves its trace. */
export async function readRecord(
  context: Context,
  who: Who,
  asked: { readonly meeting: MeetingId; readonly act: Extract<Look, 'read-record' | 'downloaded-record'> },
): Promise<RecordPage> {
  const { meeting, act } = asked
  return await context.db.transaction().execute(async db => {
    const { kind, meeting: row } = await allowed(db, who, { meeting, act: 'read-record' })
    const sealed = await sealedRecord(db, meeting)
    // The meeting has ended and its record is being written this moment: asking again will find it.
    if (!sealed) throw new Fault('not-saved')
    await writeLook(db, { who, kind, network: row.network, act, meeting, at: context.clock.now() })
    return {
      ...sealed,
      additions: await additionsOf(db, meeting),
      steps: await stepsNow(db, sealed.record),
      you: who.person,
    }
  })
}

async function additionsOf(db: Db, meeting: MeetingId): Promise<readonly Addition[]> {
  const rows = await db
    .selectFrom('addition')
    .innerJoin('person', 'person.id', 'addition.person')
    .select(['addition.id', 'addition.person', 'person.name', 'addition.at', 'addition.words'])
    .where('addition.meeting', '=', meeting)
    .orderBy('addition.at')
    .orderBy('addition.id')
    .execute()
  return rows.map(({ person, ...row }) => ({ ...row, by: person }))
}

/** Dated and signed. It stands under the record and changes nothing in it (C5). */
export async function addToRecord(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId; readonly words: string },
): Promise<null> {
  const at = context.clock.now()
  await context.db.transaction().execute(async db => {
    await allowed(db, who, { meeting: input.meeting, act: 'add-to-record' })
    const id = newId<EntryId>(at, context.chance)
    await db
      .insertInto('addition')
      .values({ id, meeting: input.meeting, person: who.person, at, words: input.words })
      .execute()
  })
  return null
}
