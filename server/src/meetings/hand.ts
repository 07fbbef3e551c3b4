import { may } from '@polyphony/shared/domain/access'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { Fault } from '@polyphony/shared/domain/fault'
import type { EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { isOfNetwork, isSeated, speaksFor } from '@polyphony/shared/domain/present'
import { lookOnce } from './access-log.ts'
import type { Context, Who } from './context.ts'
import { roomState } from './room.ts'
import { sits } from './room-standing.ts'
import type { MeetingStanding } from './standing.ts'
import { standingByRows } from './standing.ts'

/** What one sign-in may do to a notebook. checked: voices whose speaker has said "yes, that's what I said". */
export interface NotebookRights {
  readonly person: PersonId
  readonly as: readonly PersonId[]
  readonly room: readonly PersonId[]
  readonly mayWrite: boolean
  readonly checked: ReadonlySet<EntryId>
}

/**
 * The rights of a sign-in to the notebook of a meeting now, or why it may not read: not-found, not-yours,
 * meeting-ended (sealed), not-in-the-room. Found by the server alone, from the rows and the room.
 */
export async function handOf(context: Context, who: Who, meeting: MeetingId): Promise<NotebookRights | FaultName> {
  const found = await rightsOf(context, who, meeting)
  return typeof found === 'string' ? found : found.rights
}

/** As handOf, for whoever opens the notes: a practitioner who reads them leaves a trace that the network can see (F18). */
export async function openNotes(context: Context, who: Who, meeting: MeetingId): Promise<NotebookRights | FaultName> {
  const found = await rightsOf(context, who, meeting)
  if (typeof found === 'string') return found
  await leaveTrace(context, who, found.standing)
  return found.rights
}

/** Who sits in the room hears what is decided there: that is reading too, by whichever wire. Refuses nobody. */
export async function noteReading(context: Context, who: Who, meeting: MeetingId): Promise<void> {
  const found = await rightsOf(context, who, meeting)
  if (typeof found !== 'string') await leaveTrace(context, who, found.standing)
}

async function leaveTrace(context: Context, who: Who, standing: MeetingStanding): Promise<void> {
  const { kind, meeting: row } = standing
  const meeting = row.id
  const look = { who, kind, network: row.network, act: 'read-notes', meeting, at: context.clock.now() } as const
  // Rights are asked for again with every seat that changes: that is no new look, and costs nothing.
  await lookOnce(context.db, look)
}

async function rightsOf(
  context: Context,
  who: Who,
  meeting: MeetingId,
): Promise<{ readonly rights: NotebookRights; readonly standing: MeetingStanding } | FaultName> {
  const standing = await standingByRows(context.db, who, meeting).catch((error: unknown) => {
    if (error instanceof Fault) return error.fault
    throw error
  })
  if (typeof standing === 'string') return standing
  if (!may(standing, 'enter-meeting')) return 'not-yours'
  if (standing.phase === 'ended') return 'meeting-ended'
  if (standing.phase === 'arranged') return 'not-in-the-room'
  const state = await roomState(context, meeting)
  const now = { ...standing, phase: state.phase, seated: sits(state, who.person) }
  if (!may(now, 'read-notes')) return state.phase === 'ended' ? 'meeting-ended' : 'not-in-the-room'
  const rights = {
    person: who.person,
    as: speakers(state, who.person),
    room: state.seats.map(seat => seat.person).filter(person => isSeated(state, person)),
    mayWrite: may(now, 'write-notes'),
    checked: new Set(Object.keys(state.checks) as EntryId[]),
  }
  return { rights, standing }
}

/**
 * The person and everyone seated on a device that this person brought. Whoever is not of the network writes only as
 * themself: what is said beside them is heard and written by them, and shows so, never as somebody's own hand (P1).
 */
function speakers(state: RoomState, person: PersonId): PersonId[] {
  if (!isOfNetwork(state, person)) return [person]
  const mine = Object.values(state.devices).filter(device => device.owner === person)
  return [...new Set([person, ...mine.flatMap(({ id }) => speaksFor(state, id))])]
}
