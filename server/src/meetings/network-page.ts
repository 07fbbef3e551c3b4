import { may } from '@polyphony/shared/domain/access'
import type { MeetingId, NetworkId } from '@polyphony/shared/domain/ids'
import { byFirstName } from '@polyphony/shared/domain/network'
import type { NetworkPage } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'
import { writeLook } from './access-log.ts'
import { brokenSealsFor } from './broken-seals.ts'
import type { Context, Who } from './context.ts'
import { coming } from './networks.ts'
import { membersOf, roleOf } from './people.ts'
import { sealedMeetings } from './records.ts'
import { memberOf, nobody } from './standing.ts'
import type { MeetingRow, MeetingStanding } from './standing.ts'
import { threadOf } from './thread.ts'

/** One page for all of a network: meetings, decisions in force, questions still open, steps to do. */
export async function networkPage(
  context: Context,
  who: Who,
  input: { readonly network: NetworkId },
): Promise<NetworkPage> {
  const { network } = input
  const now = context.clock.now()
  const { you, brokenSeals } = await context.db.transaction().execute(async db => {
    const kind = await memberOf(db, who, { network, act: 'see-network' })
    // Before their own look is written: what has happened since they were here last.
    const told = await brokenSealsFor(db, { person: who.person, network, at: now })
    await writeLook(db, { who, kind, network, act: 'read-network', meeting: null, at: now })
    return { you: kind, brokenSeals: told }
  })
  const { db } = context
  const members = byFirstName(await membersOf(db, network))
  const rows = await db
    .selectFrom('meeting')
    .selectAll()
    .where('network', '=', network)
    .orderBy('starts_at', 'desc')
    .execute()
  const readable = await readableBy(db, { who, you, rows })
  const sealed = (await sealedMeetings(db, network)).map(one => ({
    ...one,
    readable: readable.has(one.record.meeting),
  }))
  const ahead = coming(rows, now)
  return {
    network,
    you,
    centre: members.find(({ kind }) => kind === 'centre')?.name ?? '',
    brokenSeals,
    members: members.map(member => ({
      person: member.person,
      name: member.name,
      kind: member.kind,
      role: roleOf(member),
      child: member.child === 1,
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
        ...nobody,
        kind: given.you,
        invited: asked !== undefined,
        attended: asked !== undefined && asked.attended_at !== null,
        absentMayRead: row.absent_may_read === 1,
        phase: row.phase,
      },
      'read-record',
    )
  })
  return new Set(readable.map(({ id }) => id))
}
