import { Fault } from '@polyphony/shared/domain/fault'
import type { CommandId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomEvent, RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { beginning } from '@polyphony/shared/domain/meeting'
import { evolve } from '@polyphony/shared/domain/room'
import type { Instant } from '@polyphony/shared/domain/time'
import type { Db } from '../store/open.ts'
import { invitedPeople } from './people.ts'

/** A room after its event number seq. */
export interface Kept {
  readonly state: RoomState
  readonly seq: number
}

/**
 * The events are the memory; this only spares reading them again. Held per store, so that two houses in one process (a
 * test) never share a room, and verified against the last number every time, so that it can never be the older truth.
 */
interface Memory {
  readonly rooms: Map<MeetingId, Kept>
  readonly turns: Map<MeetingId, Promise<unknown>>
}
const memories = new WeakMap<Db, Memory>()
const roomsKept = 300

function memoryOf(root: Db): Memory {
  const known = memories.get(root)
  if (known) return known
  const made: Memory = { rooms: new Map(), turns: new Map() }
  memories.set(root, made)
  return made
}

/** One deed after the other in each meeting: the transaction is never what they wait in line for. */
export async function inTurn<T>(root: Db, meeting: MeetingId, work: () => Promise<T>): Promise<T> {
  const { turns } = memoryOf(root)
  const before = turns.get(meeting) ?? Promise.resolve()
  const mine = before.then(work, work)
  turns.set(meeting, mine)
  try {
    return await mine
  } finally {
    if (turns.get(meeting) === mine) turns.delete(meeting)
  }
}

export function keepState(root: Db, meeting: MeetingId, { state, seq }: Kept): void {
  const { rooms } = memoryOf(root)
  rooms.delete(meeting)
  rooms.set(meeting, { state, seq })
  const oldest = rooms.size > roomsKept ? rooms.keys().next().value : undefined
  if (oldest !== undefined) rooms.delete(oldest)
}

/** The room as its events give it, asked through db: the store itself, or a transaction on it. */
export async function stateOf(root: Db, db: Db, meeting: MeetingId): Promise<Kept> {
  const known = memoryOf(root).rooms.get(meeting)
  const { last } = await db
    .selectFrom('meeting_event')
    .select(row => row.fn.max('seq').as('last'))
    .where('meeting', '=', meeting)
    .executeTakeFirstOrThrow()
  const seq = Number(last ?? 0)
  if (known?.seq === seq) return known
  const from = known && known.seq < seq ? known : { state: await begin(db, meeting), seq: 0 }
  const rows = await db
    .selectFrom('meeting_event')
    .select(['at', 'body'])
    .where('meeting', '=', meeting)
    .where('seq', '>', from.seq)
    .where('seq', '<=', seq)
    .orderBy('seq')
    .execute()
  const state = rows.reduce((so, row) => evolve(so, JSON.parse(row.body) as RoomEvent, row.at), from.state)
  keepState(root, meeting, { state, seq })
  return { state, seq }
}

async function begin(db: Db, meeting: MeetingId): Promise<RoomState> {
  const row = await db
    .selectFrom('meeting')
    .innerJoin('network', 'network.id', 'meeting.network')
    .select('network.centre')
    .where('meeting.id', '=', meeting)
    .executeTakeFirst()
  if (!row) throw new Fault('not-found')
  return beginning({ meeting, centre: row.centre, people: await invitedPeople(db, meeting) })
}

/** Puts the events behind what is there, in the caller's transaction. */
export async function appendEvents(
  db: Db,
  given: Kept & {
    readonly events: readonly RoomEvent[]
    readonly at: Instant
    readonly person: PersonId | null
    readonly command: CommandId | null
  },
): Promise<Kept & { readonly stamped: readonly Stamped[] }> {
  const { events, at, person, command } = given
  const stamped = events.map((event, index): Stamped => ({ seq: given.seq + index + 1, at, event }))
  if (stamped.length === 0) return { state: given.state, seq: given.seq, stamped }
  const { meeting } = given.state
  await db
    .insertInto('meeting_event')
    .values(stamped.map(({ seq, event }) => ({ meeting, seq, at, person, body: JSON.stringify(event), command })))
    .execute()
  const state = events.reduce((so, event) => evolve(so, event, at), given.state)
  return { state, seq: given.seq + events.length, stamped }
}
