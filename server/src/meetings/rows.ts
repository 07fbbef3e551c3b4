import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Actor, Command, HouseCommand, RoomEvent, RoomState } from '@polyphony/shared/domain/meeting'
import type { RoomPerson } from '@polyphony/shared/domain/seat'
import type { Instant } from '@polyphony/shared/domain/time'
import type { Db } from '../store/open.ts'
import { invitedPeople, roleOf, roomPerson } from './people.ts'

/** Tells the rules whom a command is about, as they are called today: people may be invited while the room is open. */
export async function acquaint(
  db: Db,
  state: RoomState,
  command: Command | HouseCommand,
  actor: Actor,
): Promise<RoomState> {
  switch (command.do) {
    case 'arrive':
      return withPerson(state, await personOf(db, state.meeting, actor.person))
    case 'seat-person':
      return withPerson(state, await personOf(db, state.meeting, command.person))
    case 'seat-guest': {
      // An id that somebody in the house already bears would make two people one.
      const taken = await db.selectFrom('person').select('id').where('id', '=', command.person).executeTakeFirst()
      if (taken) throw new Fault('already-there')
      return state
    }
    default:
      return state
  }
}

const withPerson = (state: RoomState, person: RoomPerson | null): RoomState =>
  person ? { ...state, people: { ...state.people, [person.id]: person } } : state

/** Who is invited to the meeting, or of its network now. */
async function personOf(db: Db, meeting: MeetingId, person: PersonId): Promise<RoomPerson | null> {
  const invited = await db
    .selectFrom('invited')
    .innerJoin('person', 'person.id', 'invited.person')
    .innerJoin('meeting', 'meeting.id', 'invited.meeting')
    .leftJoin('membership', on =>
      on.onRef('membership.person', '=', 'invited.person').onRef('membership.network', '=', 'meeting.network'),
    )
    .select(['person.id', 'person.name', 'invited.kind', 'invited.role', 'membership.child'])
    .where('invited.meeting', '=', meeting)
    .where('invited.person', '=', person)
    .executeTakeFirst()
  if (invited) return roomPerson(invited)
  const member = await db
    .selectFrom('membership')
    .innerJoin('meeting', 'meeting.network', 'membership.network')
    .innerJoin('person', 'person.id', 'membership.person')
    .select(['person.id', 'person.name', 'membership.kind', 'membership.relation', 'membership.profession'])
    .select('membership.child')
    .where('meeting.id', '=', meeting)
    .where('membership.person', '=', person)
    .where('membership.until', 'is', null)
    .executeTakeFirst()
  if (!member) return null
  const { id, name, kind, child } = member
  return roomPerson({ id, name, kind, role: roleOf(member), child })
}

/** People who were invited since the room was first built: those who wait can see for whom. */
export async function withInvited(db: Db, state: RoomState): Promise<RoomState> {
  const invited = await invitedPeople(db, state.meeting)
  const known = new Set<PersonId>(state.seats.map(seat => seat.person))
  const people = Object.fromEntries(invited.filter(({ id }) => !known.has(id)).map(person => [person.id, person]))
  return { ...state, people: { ...state.people, ...people } }
}

/** Keeps the rows that lists are made of in step with the events, in the caller's transaction. */
export async function keepInStep(
  db: Db,
  given: {
    readonly before: RoomState
    readonly after: RoomState
    readonly events: readonly RoomEvent[]
    readonly at: Instant
  },
): Promise<void> {
  const { before, after, events, at } = given
  const { meeting } = after
  for (const event of events) {
    if (event.is === 'arrived' || event.is === 'seated') await attend(db, { meeting, person: event.person, at })
  }
  if (events.some(event => event.is === 'door-opened')) {
    await db
      .updateTable('meeting')
      .set({ opened_at: at })
      .where('id', '=', meeting)
      .where('opened_at', 'is', null)
      .execute()
  }
  if (before.phase === after.phase) return
  const ended = after.ended && {
    ended_at: after.ended.at,
    ending: after.ended.how,
    absent_may_read: after.closing?.absentMayRead ? (1 as const) : (0 as const),
  }
  await db
    .updateTable('meeting')
    .set({ phase: after.phase, ...ended })
    .where('id', '=', meeting)
    .execute()
}

async function attend(
  db: Db,
  given: { readonly meeting: MeetingId; readonly person: RoomPerson; readonly at: Instant },
): Promise<void> {
  const { meeting, person, at } = given
  await db
    .insertInto('person')
    .values({ id: person.id, name: person.name, made_at: at })
    .onConflict(same => same.column('id').doNothing())
    .execute()
  await db
    .insertInto('invited')
    .values({ meeting, person: person.id, kind: person.kind, role: person.role, attended_at: at })
    .onConflict(same => same.columns(['meeting', 'person']).doNothing())
    .execute()
  await db
    .updateTable('invited')
    .set({ attended_at: at })
    .where('meeting', '=', meeting)
    .where('person', '=', person.id)
    .where('attended_at', 'is', null)
    .execute()
}
