import type { Place } from '@polyphony/shared/domain/closing'
import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import { days } from '@polyphony/shared/domain/time'
import { seed } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import type { Db } from '../store/open.ts'
import type { Context, Who } from './context.ts'
import type { MemberRow } from './people.ts'
import { membersOf, roleOf } from './people.ts'
import { allowed, memberOf } from './standing.ts'

export interface WhenAndWhere {
  readonly startsAt: Instant
  readonly zone: string
  readonly place: Place
  /** Where exactly, in their own words. May be empty. */
  readonly placeWords: string
}

/** A link opens the meeting and, for three months after it began, its record. */
export const linkLasts = days(90)

/**
 * startsAt null: now. The person at the centre is always asked to come, whoever else is (nothing about us without us);
 * people must be of the network.
 */
export async function arrangeMeeting(
  context: Context,
  who: Who,
  input: Omit<WhenAndWhere, 'startsAt'> & {
    readonly network: NetworkId
    readonly startsAt: Instant | null
    readonly people: readonly PersonId[]
  },
): Promise<{ readonly meeting: MeetingId }> {
  const now = context.clock.now()
  const id = newId<MeetingId>(now, context.chance)
  const { network, startsAt, people, zone, place, placeWords } = input
  refusePast(startsAt, now)
  await context.db.transaction().execute(async db => {
    await memberOf(db, who, { network, act: 'arrange-meeting' })
    await writeMeeting(
      { ...context, db },
      { id, network, by: who.person, people, startsAt: startsAt ?? now, zone, place, placeWords },
    )
  })
  return { meeting: id }
}

/** A slip of the year would hide the meeting from everybody. An hour ago is fine: that is when it began. */
function refusePast(startsAt: Instant | null, now: Instant): void {
  if (startsAt !== null && startsAt < now - days(1)) throw new Fault('not-understood', 'startsAt')
}

/**
 * The meeting, who is invited, and its notebook with the first words of the house: in the caller's transaction, which is
 * context.db. nobody-by-that-name when one of the people is not of the network.
 */
export async function writeMeeting(
  context: Pick<Context, 'db' | 'clock' | 'chance'>,
  given: WhenAndWhere & {
    readonly id: MeetingId
    readonly network: NetworkId
    readonly by: PersonId
    readonly people: readonly PersonId[]
  },
): Promise<void> {
  const { db, chance } = context
  const at = context.clock.now()
  await db
    .insertInto('meeting')
    .values({
      id: given.id,
      network: given.network,
      starts_at: given.startsAt,
      zone: given.zone,
      place: given.place,
      place_words: given.placeWords,
      arranged_by: given.by,
      made_at: at,
      phase: 'arranged',
      opened_at: null,
      ended_at: null,
      ending: null,
      absent_may_read: 0,
      carried: 0,
    })
    .execute()
  const members = await membersOf(db, given.network)
  const centre = members.filter(member => member.kind === 'centre').map(member => member.person)
  for (const person of new Set([...centre, ...given.people])) {
    const member = members.find(one => one.person === person)
    if (!member) throw new Fault('nobody-by-that-name', 'people')
    await invite(db, given.id, member)
  }
  const doc = new Y.Doc()
  // The house writes under a number of its own, so that seeding can be replayed.
  doc.clientID = new DataView(chance.fill(new Uint8Array(4)).buffer).getUint32(0)
  seed(doc)
  const bytes = Y.encodeStateAsUpdate(doc)
  await db
    .insertInto('notebook_update')
    .values({ meeting: given.id, seq: 1, person: null, client: doc.clientID, at, bytes })
    .execute()
  doc.destroy()
}

/** Another time or place, as long as nobody has come in. Links move with it. */
export async function moveMeeting(
  context: Context,
  who: Who,
  input: WhenAndWhere & { readonly meeting: MeetingId },
): Promise<null> {
  const { meeting, startsAt, zone, place, placeWords } = input
  refusePast(startsAt, context.clock.now())
  await context.db.transaction().execute(async db => {
    const { phase, meeting: row } = await allowed(db, who, { meeting, act: 'see-meeting' })
    await memberOf(db, who, { network: row.network, act: 'arrange-meeting' })
    if (phase === 'ended') throw new Fault('meeting-ended')
    if (phase !== 'arranged' && phase !== 'waiting') throw new Fault('already-settled')
    await db
      .updateTable('meeting')
      .set({ starts_at: startsAt, zone, place, place_words: placeWords })
      .where('id', '=', meeting)
      .execute()
    await db
      .updateTable('link')
      .set({ expires_at: Math.max(startsAt, context.clock.now()) + linkLasts })
      .where('meeting', '=', meeting)
      .where('revoked_at', 'is', null)
      .execute()
  })
  return null
}

/** Asking somebody again changes nothing. */
export async function inviteToMeeting(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId; readonly person: PersonId },
): Promise<null> {
  await context.db.transaction().execute(async db => {
    const { phase, meeting: row } = await allowed(db, who, { meeting: input.meeting, act: 'see-meeting' })
    await memberOf(db, who, { network: row.network, act: 'arrange-meeting' })
    if (phase === 'ended') throw new Fault('meeting-ended')
    const member = (await membersOf(db, row.network)).find(one => one.person === input.person)
    if (!member) throw new Fault('nobody-by-that-name', 'person')
    await invite(db, input.meeting, member)
  })
  return null
}

async function invite(db: Db, meeting: MeetingId, member: MemberRow): Promise<void> {
  await db
    .insertInto('invited')
    .values({ meeting, person: member.person, kind: member.kind, role: roleOf(member), attended_at: null })
    .onConflict(same => same.columns(['meeting', 'person']).doNothing())
    .execute()
}
