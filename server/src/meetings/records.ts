import { may } from '@polyphony/shared/domain/access'
import { evolve } from '@polyphony/shared/domain/room'
import type { EntryId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { RoomEvent } from '@polyphony/shared/domain/meeting'
import { beginning } from '@polyphony/shared/domain/meeting'
import type { Addition, MeetingRecord } from '@polyphony/shared/domain/record'
import { inOrder } from '@polyphony/shared/domain/record'
import type { NextStep } from '@polyphony/shared/domain/step'
import type { Instant } from '@polyphony/shared/domain/time'
import type { BrokenSeals, RecordAnswer, RecordPage } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'
import type { Look } from './access-log.ts'
import { writeLook } from './access-log.ts'
import { brokenSealsFor } from './broken-seals.ts'
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

type Steps = Readonly<Record<EntryId, NextStep>>

/** The steps of a record as they stand today: as sealed, and what was told of them since. */
export async function stepsNow(db: Db, record: MeetingRecord): Promise<Steps> {
  const rows = await db
    .selectFrom('meeting_event')
    .select(['at', 'body'])
    .where('meeting', '=', record.meeting)
    .where('at', '>=', record.endedAt)
    .orderBy('seq')
    .execute()
  return stepsSince(record, rows)
}

function stepsSince(record: MeetingRecord, rows: readonly { readonly at: Instant; readonly body: string }[]): Steps {
  const events = rows.map(row => ({ at: row.at, event: JSON.parse(row.body) as RoomEvent }))
  const sealedAt = events.findLastIndex(({ event }) => event.is === 'meeting-ended')
  const steps = Object.fromEntries(record.steps.map(entry => [entry.id, entry.step]))
  const sealed = { ...beginning({ meeting: record.meeting, centre: '' as PersonId, people: [] }), steps }
  return events.slice(sealedAt + 1).reduce((state, { event, at }) => evolve(state, event, at), sealed).steps
}

/** All sealed meetings of a network, oldest first, with their steps as they stand today. Two questions, however many. */
export async function sealedMeetings(
  db: Db,
  network: NetworkId,
): Promise<readonly { readonly record: MeetingRecord; readonly steps: Steps }[]> {
  const records = await db
    .selectFrom('record')
    .innerJoin('meeting', 'meeting.id', 'record.meeting')
    .select('record.body')
    .where('meeting.network', '=', network)
    .orderBy('record.sealed_at')
    .orderBy('meeting.id')
    .execute()
  const events = await db
    .selectFrom('meeting_event')
    .innerJoin('record', 'record.meeting', 'meeting_event.meeting')
    .innerJoin('meeting', 'meeting.id', 'record.meeting')
    .select(['meeting_event.meeting', 'meeting_event.at', 'meeting_event.body'])
    .where('meeting.network', '=', network)
    .whereRef('meeting_event.at', '>=', 'record.sealed_at')
    .orderBy('meeting_event.seq')
    .execute()
  return records.map(({ body }) => {
    const record = JSON.parse(body) as MeetingRecord
    return {
      record,
      steps: stepsSince(
        record,
        events.filter(({ meeting }) => meeting === record.meeting),
      ),
    }
  })
}

/** The record, the same for everyone who was there (C4), with what was added and told since. */
export async function recordPage(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId },
): Promise<RecordAnswer> {
  const { meeting } = input
  const brokenSeals = await lookAt(context, who, { meeting, act: 'read-record' })
  return { ...(await pageOf(context.db, who, meeting)), brokenSeals }
}

/** What the files are made of: an export is what is on the screen (F17). It leaves its trace. */
export async function takeRecord(context: Context, who: Who, meeting: MeetingId): Promise<RecordPage> {
  await lookAt(context, who, { meeting, act: 'downloaded-record' })
  return await pageOf(context.db, who, meeting)
}

/** Only for whoever has shown that this person may read it, and has left the trace. */
export async function pageOf(db: Db, who: Who, meeting: MeetingId): Promise<RecordPage> {
  const sealed = await sealedRecord(db, meeting)
  if (!sealed) throw new Error('an ended meeting without a record')
  const additions = await additionsOf(db, meeting)
  return { ...sealed, additions, steps: await stepsNow(db, sealed.record), you: who.person }
}

/** Printing is a look of its own: paper goes where the page does not. */
export async function printedRecord(context: Context, who: Who, input: { readonly meeting: MeetingId }): Promise<null> {
  await lookAt(context, who, { meeting: input.meeting, act: 'printed-record' })
  return null
}

/** Answers what the reader is told besides, as one of the network. */
async function lookAt(
  context: Context,
  who: Who,
  asked: { readonly meeting: MeetingId; readonly act: Look },
): Promise<BrokenSeals> {
  const { meeting, act } = asked
  const at = context.clock.now()
  return await context.db.transaction().execute(async db => {
    const standing = await allowed(db, who, { meeting, act: 'read-record' })
    const { kind } = standing
    const { network } = standing.meeting
    const told = may(standing, 'see-network') ? await brokenSealsFor(db, { person: who.person, network, at }) : []
    await writeLook(db, { who, kind, network, act, meeting, at })
    return told
  })
}

async function additionsOf(db: Db, meeting: MeetingId): Promise<readonly Addition[]> {
  const rows = await db
    .selectFrom('addition')
    .innerJoin('person', 'person.id', 'addition.person')
    .select(['addition.id', 'addition.person', 'person.name', 'addition.at', 'addition.words'])
    .where('addition.meeting', '=', meeting)
    .execute()
  return inOrder(rows.map(({ person, ...row }) => ({ ...row, by: person })))
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
