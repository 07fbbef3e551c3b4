import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { byFirstName } from '@polyphony/shared/domain/network'
import { isOpen } from '@polyphony/shared/domain/present'
import type { OpenRecord } from '@polyphony/shared/domain/record'
import { asItStands } from '@polyphony/shared/domain/record'
import type { Db } from '../store/open.ts'
import { looksFor, writeLook } from './access-log.ts'
import type { Context, Who } from './context.ts'
import type { Copy, CopyMeeting, CopyPerson } from './copy-contents.ts'
import { copyAsHtml } from './copy-html.ts'
import { copyAsJson } from './copy-json.ts'
import { pageOf } from './records.ts'
import { sits } from './room-standing.ts'
import { roomState } from './room.ts'
import { factsOf } from './sealing.ts'
import type { MeetingRow } from './standing.ts'
import { memberSometime, standingByRows } from './standing.ts'

export interface CopyFile {
  readonly type: string
  /** Says nothing about anybody. */
  readonly name: string
  readonly chunks: AsyncGenerator<string>
}

export async function copyFile(
  context: Context,
  who: Who,
  asked: { readonly network: NetworkId; readonly kind: 'html' | 'json' },
): Promise<CopyFile> {
  const { network, kind } = asked
  const madeAt = context.clock.now()
  const { only, centre } = await context.db.transaction().execute(async db => {
    const member = await memberSometime(db, who, network)
    if (member.left === 'staff') throw new Fault('not-yours')
    await writeLook(db, { who, kind: member.kind, network, act: 'downloaded-copy', meeting: null, at: madeAt })
    return { only: member.kind === 'centre' ? null : who.person, centre: member.centre }
  })
  const { db } = context
  const rows = await meetingRows(db, network)
  const copy: Copy = {
    network,
    madeAt,
    centre,
    only,
    zone: rows.at(-1)?.zone ?? 'UTC',
    people: await peopleOf(db, network),
    meetings: () => meetings(context, who, { rows, only }),
    looks: () => looksFor(db, who, network),
  }
  const name = `copy-${new Intl.DateTimeFormat('sv-SE', { timeZone: copy.zone, dateStyle: 'short' }).format(madeAt)}.${kind}`
  return kind === 'html'
    ? { type: 'text/html; charset=utf-8', name, chunks: copyAsHtml(copy) }
    : { type: 'application/json; charset=utf-8', name, chunks: copyAsJson(copy) }
}

const meetingRows = async (db: Db, network: NetworkId): Promise<readonly MeetingRow[]> =>
  await db.selectFrom('meeting').selectAll().where('network', '=', network).orderBy('starts_at').orderBy('id').execute()

async function peopleOf(db: Db, network: NetworkId): Promise<readonly CopyPerson[]> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person')
    .selectAll('membership')
    .select('person.name')
    .where('membership.network', '=', network)
    .execute()
  return byFirstName(rows).map(({ person, name, kind, relation, profession, child, since, until }) => {
    return { person, name, kind, relation, profession, child: child === 1, since, until }
  })
}

async function* meetings(
  context: Context,
  who: Who,
  given: { readonly rows: readonly MeetingRow[]; readonly only: PersonId | null },
): AsyncGenerator<CopyMeeting> {
  const { db } = context
  for (const row of given.rows) {
    if (given.only !== null && !(await standingByRows(db, who, row.id)).attended) continue
    const invited = await invitedTo(db, row.id)
    // Asked now and not of the row: it was read before the first part was sent, and people may have ended since.
    const state = await roomState(context, row.id)
    yield state.phase === 'ended'
      ? { row, invited, page: await pageOf(db, who, row.id), open: null }
      : { row, invited, page: null, open: mayRead(state, who.person) ? await openRecord(context, row, state) : null }
  }
}

/** Behind a shut door nobody says or writes anything (D2); where it is open, only who sits inside reads along. */
const mayRead = (state: RoomState, reader: PersonId): boolean => sits(state, reader) || !isOpen(state)

/** null: nobody has come yet. */
async function openRecord(context: Context, row: MeetingRow, state: RoomState): Promise<OpenRecord | null> {
  if (state.seats.length === 0) return null
  const reading = await context.notebooks.read(row.id)
  return asItStands({ meeting: factsOf(row), state, reading })
}

async function invitedTo(db: Db, meeting: MeetingId): Promise<CopyMeeting['invited']> {
  const rows = await db
    .selectFrom('invited')
    .innerJoin('person', 'person.id', 'invited.person')
    .selectAll('invited')
    .select('person.name')
    .where('invited.meeting', '=', meeting)
    .execute()
  return byFirstName(rows).map(({ person, name, kind, role, attended_at }) => {
    return { person, name, kind, role, attendedAt: attended_at }
  })
}
