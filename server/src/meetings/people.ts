import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import { byFirstName } from '@polyphony/shared/domain/network'
import type { RoomPerson } from '@polyphony/shared/domain/seat'
import type { Db } from '../store/open.ts'

/** Of a network now. Their relation is in their own words; practitioners have a profession in its place. */
export interface MemberRow {
  readonly person: PersonId
  readonly name: string
  readonly kind: Kind
  readonly relation: string
  readonly profession: string
  readonly child: 0 | 1
}

export async function membersOf(db: Db, network: NetworkId): Promise<MemberRow[]> {
  return await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person')
    .select(['membership.person', 'person.name', 'membership.kind', 'membership.relation', 'membership.profession'])
    .select('membership.child')
    .where('membership.network', '=', network)
    .where('membership.until', 'is', null)
    .execute()
}

/** What they are called in the circle, in plain words: "mother", "nurse". */
export const roleOf = (member: Pick<MemberRow, 'relation' | 'profession'>): string =>
  member.profession || member.relation

/** As they stand in the circle. */
export const roomPerson = ({ child, ...person }: RoomPersonRow): RoomPerson => ({
  ...person,
  ...(child === 1 && { child: true }),
})
type RoomPersonRow = Omit<RoomPerson, 'child'> & { readonly child: 0 | 1 | null }

/** Everyone who is asked to a meeting, by first name, as they are called today. */
export async function invitedPeople(db: Db, meeting: MeetingId): Promise<RoomPerson[]> {
  const rows = await db
    .selectFrom('invited')
    .innerJoin('person', 'person.id', 'invited.person')
    .innerJoin('meeting', 'meeting.id', 'invited.meeting')
    .leftJoin('membership', on =>
      on.onRef('membership.person', '=', 'invited.person').onRef('membership.network', '=', 'meeting.network'),
    )
    .select(['person.id', 'person.name', 'invited.kind', 'invited.role', 'membership.child'])
    .where('invited.meeting', '=', meeting)
    .execute()
  return byFirstName(rows).map(roomPerson)
}

export async function centreName(db: Db, network: NetworkId): Promise<string> {
  const row = await db
    .selectFrom('network')
    .innerJoin('person', 'person.id', 'network.centre')
    .select('person.name')
    .where('network.id', '=', network)
    .executeTakeFirst()
  return row?.name ?? ''
}
