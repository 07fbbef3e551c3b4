import type { Act, Standing } from '@polyphony/shared/domain/access'
import { may } from '@polyphony/shared/domain/access'
import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import type { Db } from '../store/open.ts'
import { prepared } from '../store/prepared.ts'
import type { Tables } from '../store/tables.ts'
import type { Who } from './context.ts'

export type MeetingRow = Tables['meeting']

/** A standing and the row it was found by, so that nobody reads the row twice. */
export interface MeetingStanding extends Standing {
  readonly meeting: MeetingRow
}

export const nobody: Standing = {
  kind: null,
  invited: false,
  attended: false,
  absentMayRead: false,
  phase: null,
  seated: false,
  left: null,
  staff: false,
  brokeSeal: false,
}

/** What this person is to the network now; null when they are not, or no longer, of it. */
export async function kindIn(db: Db, person: PersonId, network: NetworkId): Promise<Kind | null> {
  const row = await db
    .selectFrom('membership')
    .select('kind')
    .where('network', '=', network)
    .where('person', '=', person)
    .where('until', 'is', null)
    .executeTakeFirst()
  return row?.kind ?? null
}

/**
 * A personal link leads into one network. Whoever finds the link of a practitioner on a lost phone finds nothing of the
 * other families that practitioner meets.
 */
export async function reaches(db: Db, who: Who, network: NetworkId): Promise<boolean> {
  if (who.staff !== null || who.meeting === null) return true
  const row = await db.selectFrom('meeting').select('network').where('id', '=', who.meeting).executeTakeFirst()
  return row?.network === network
}

/** May they see the page of this network? */
export async function isMember(db: Db, who: Who, network: NetworkId): Promise<boolean> {
  return may({ ...nobody, kind: await kindIn(db, who.person, network) }, 'see-network')
}

/** Answers what they are to the network, or refuses: not-found, not-yours. */
export async function memberOf(
  db: Db,
  who: Who,
  asked: { readonly network: NetworkId; readonly act: Act },
): Promise<Kind> {
  const network = await db.selectFrom('network').select('id').where('id', '=', asked.network).executeTakeFirst()
  if (!network) throw new Fault('not-found')
  const kind = (await reaches(db, who, asked.network)) ? await kindIn(db, who.person, asked.network) : null
  if (kind === null || !may({ ...nobody, kind }, asked.act)) throw new Fault('not-yours')
  return kind
}

const rowsAbout = prepared((db, given: { readonly person: PersonId; readonly meeting: MeetingId }) =>
  db
    .selectFrom('meeting')
    .leftJoin('invited', on => on.onRef('invited.meeting', '=', 'meeting.id').on('invited.person', '=', given.person))
    .leftJoin('membership', on =>
      on.onRef('membership.network', '=', 'meeting.network').on('membership.person', '=', given.person),
    )
    .selectAll('meeting')
    .select(['invited.kind as invited_as', 'invited.attended_at', 'membership.kind as member_as'])
    .select(['membership.until as member_until', 'membership.ended_by as member_ended_by'])
    .where('meeting.id', '=', given.meeting),
)

/**
 * Who somebody is to a meeting, by the rows alone: seated is false. Enough for all that is not the live room. Asked by a
 * person alone, it does not know how far their sign-in reaches. One question to the store: a whole circle asks this when
 * it comes in, and again with every change of rights.
 */
export async function standingByRows(db: Db, asker: PersonId | Who, meeting: MeetingId): Promise<MeetingStanding> {
  const person = typeof asker === 'string' ? asker : asker.person
  const [found] = await rowsAbout(db, { person, meeting })
  if (!found) throw new Fault('not-found')
  const { invited_as, attended_at, member_as, member_until, member_ended_by, ...row } = found
  const within = typeof asker === 'string' || asker.meeting === meeting || (await reaches(db, asker, row.network))
  if (!within) return { ...nobody, phase: row.phase, meeting: row }
  const isMemberNow = member_as !== null && member_until === null
  return {
    // A guest who sat with somebody is of this one meeting. Who has left is nothing to its meetings any more.
    kind: member_as === null ? invited_as : isMemberNow ? member_as : null,
    left: member_as === null || isMemberNow ? null : leftAs({ kind: member_as, person, ended_by: member_ended_by }),
    invited: invited_as !== null,
    attended: attended_at !== null,
    absentMayRead: row.absent_may_read === 1,
    phase: row.phase,
    seated: false,
    staff: typeof asker !== 'string' && asker.staff !== null,
    // What a seal was broken for is asked in duty-readings.ts alone: no other way of reading opens by it.
    brokeSeal: false,
    meeting: row,
  }
}

/** Who is or was of a network, with the name at its centre. not-found, not-yours. */
export async function memberSometime(
  db: Db,
  who: Who,
  network: NetworkId,
): Promise<Pick<Standing, 'kind' | 'left'> & { readonly centre: string }> {
  const row = await db
    .selectFrom('network')
    .innerJoin('person', 'person.id', 'network.centre')
    .select('person.name')
    .where('network.id', '=', network)
    .executeTakeFirst()
  if (!row) throw new Fault('not-found')
  const member = (await reaches(db, who, network)) ? await membershipOf(db, who.person, network) : undefined
  if (!member) throw new Fault('not-yours')
  const left = member.until === null ? null : leftAs(member)
  return { kind: left === null ? member.kind : null, left, centre: row.name }
}

type Former = Pick<Tables['membership'], 'kind' | 'person' | 'ended_by'>

export const membershipOf = async (db: Db, person: PersonId, network: NetworkId) =>
  await db
    .selectFrom('membership')
    .select(['kind', 'until', 'person', 'ended_by'])
    .where('network', '=', network)
    .where('person', '=', person)
    .executeTakeFirst()

export function leftAs({ kind, person, ended_by }: Former): NonNullable<Standing['left']> {
  if (ended_by !== null && ended_by !== person) return 'ended'
  return kind === 'practitioner' ? 'staff' : 'network'
}

/** As standingByRows, or refuses. The fault tells apart what is not yours from what is not yet. */
export async function allowed(
  db: Db,
  who: Who,
  asked: { readonly meeting: MeetingId; readonly act: Act },
): Promise<MeetingStanding> {
  const standing = await standingByRows(db, who, asked.meeting)
  if (may(standing, asked.act)) return standing
  const afterwards = asked.act === 'read-record' || asked.act === 'add-to-record'
  const later = afterwards && standing.phase !== 'ended' && standing.invited && standing.kind !== null
  throw new Fault(later ? 'meeting-not-ended' : 'not-yours')
}
