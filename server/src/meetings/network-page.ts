import { may } from '@polyphony/shared/domain/access'
import type { MeetingId, NetworkId } from '@polyphony/shared/domain/ids'
import { byFirstName } from '@polyphony/shared/domain/network'
import type { NetworkPage } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'
import { writeLook } from './access-log.ts'
import { roleOf } from './arranging.ts'
import type { Context, Who } from './context.ts'
import { coming } from './networks.ts'
import { sealedRecord, stepsNow } from './records.ts'
import { memberOf } from './standing.ts'
import type { MeetingRow, MeetingStanding } from './standing.ts'
import type { SealedMeeting } from './thread.ts'
import { threadOf } from './thread.ts'

/** One page for all of a network: meetings, decisions in force, questions still open, steps to do. */
export async function networkPage(
  context: Context,
  who: Who,
  input: { readonly network: NetworkId },
): Promise<NetworkPage> {
  const { network } = input
  const now = context.clock.now()
  return await context.db.transaction().execute(async db => {
    const you = await memberOf(db, who.person, { network, act: 'see-network' })
    await writeLook(db, { who, kind: you, network, act: 'read-network', meeting: null, at: now })
    const members = await db
      .selectFrom('membership')
      .innerJoin('person', 'person.id', 'membership.person')
      .select(['membership.person', 'person.name', 'membership.kind', 'membership.relation', 'membership.profession'])
      .where('membership.network', '=', network)
      .where('membership.until', 'is', null)
      .execute()
    const rows = await db
      .selectFrom('meeting')
      .selectAll()
      .where('network', '=', network)
      .orderBy('starts_at', 'desc')
      .execute()
    const readable = await readableBy(db, { who, you, rows })
    const sealed: SealedMeeting[] = []
    for (const row of rows.filter(({ phase }) => phase === 'ended').reverse()) {
      const found = await sealedRecord(db, row.id)
      if (!found) continue
      sealed.push({ record: found.record, readable: readable.has(row.id), steps: await stepsNow(db, found.record) })
    }
    const ahead = coming(rows, now)
    return {
      network,
      you,
      centre: members.find(({ kind }) => kind === 'centre')?.name ?? '',
      members: byFirstName(members).map(member => ({
        person: member.person,
        name: member.name,
        kind: member.kind,
        role: roleOf(member),
      })),
      meetings: [...ahead, ...rows.filter(row => !ahead.includes(row))].map(row => ({
        meeting: row.id,
        startsAt: row.starts_at,
        zone: row.zone,
        place: row.place,
        placeWords: row.place_words,
        phase: row.phase,
        record: readable.has(row.id),
      })),
      ...threadOf(sealed),
    }
  })
}

/** Which of these meetings' records somebody may read. */
async function readableBy(
  db: Db,
  given: { readonly who: Who; readonly you: MeetingStanding['kind']; readonly rows: readonly MeetingRow[] },
): Promise<ReadonlySet<MeetingId>> {
  if (given.rows.length === 0) return new Set()
  const invited = await db
    .selectFrom('invited')
    .select(['meeting', 'attended_at'])
    .where('person', '=', given.who.person)
    .where(
      'meeting',
      'in',
      given.rows.map(({ id }) => id),
    )
    .execute()
  const readable = given.rows.filter(row => {
    const asked = invited.find(one => one.meeting === row.id)
    return may(
      {
        kind: given.you,
        invited: asked !== undefined,
        attended: asked !== undefined && asked.attended_at !== null,
        absentMayRead: row.absent_may_read === 1,
        phase: row.phase,
        seated: false,
      },
      'read-record',
    )
  })
  return new Set(readable.map(({ id }) => id))
}
