import { Fault } from '@polyphony/shared/domain/fault'
import type { NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import { compareNames } from '@polyphony/shared/domain/network'
import type { Instant } from '@polyphony/shared/domain/time'
import { days } from '@polyphony/shared/domain/time'
import type { NetworkSummary } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'
import type { Context, Who } from './context.ts'
import type { MeetingRow } from './standing.ts'
import { memberOf, reaches } from './standing.ts'

export interface NewPerson {
  readonly name: string
  readonly relation: string
  /** A child is spoken to in simpler words. */
  readonly child?: boolean | undefined
}

/** Whoever makes a network is in its team: nobody keeps a network for others to look after. */
export async function createNetwork(
  context: Context,
  who: Who,
  input: { readonly centre: string; readonly people: readonly NewPerson[]; readonly team: readonly PersonId[] },
): Promise<{ readonly network: NetworkId }> {
  const at = context.clock.now()
  const network = newId<NetworkId>(at, context.chance)
  await context.db.transaction().execute(async db => {
    const centre = await makePerson(context, db, input.centre)
    await db.insertInto('network').values({ id: network, centre, made_by: who.person, made_at: at }).execute()
    await join(db, { network, person: centre, kind: 'centre', relation: '', profession: '', at })
    for (const { name, relation } of input.people) {
      const person = await makePerson(context, db, name)
      await join(db, { network, person, kind: 'network', relation, profession: '', at })
    }
    for (const person of new Set([who.person, ...input.team])) {
      const profession = await professionOf(db, person, 'team')
      await join(db, { network, person, kind: 'practitioner', relation: '', profession, at })
    }
  })
  return { network }
}

export async function addPerson(
  context: Context,
  who: Who,
  input: NewPerson & { readonly network: NetworkId; readonly kind: Exclude<Kind, 'centre'> },
): Promise<{ readonly person: PersonId }> {
  return await context.db.transaction().execute(async db => {
    await memberOf(db, who, { network: input.network, act: 'change-network' })
    const person = await makePerson(context, db, input.name)
    // A practitioner from elsewhere has no sign-in here: what they are called is their profession, not a relation.
    const words =
      input.kind === 'practitioner'
        ? { relation: '', profession: input.relation }
        : { relation: input.relation, profession: '' }
    const child = input.child === true && input.kind === 'network'
    await join(db, { network: input.network, person, kind: input.kind, ...words, child, at: context.clock.now() })
    return { person }
  })
}

/** A colleague comes into the team by the person of their own sign-in, so that one person never has two names. */
export async function addToTeam(
  context: Context,
  who: Who,
  input: { readonly network: NetworkId; readonly person: PersonId },
): Promise<null> {
  await context.db.transaction().execute(async db => {
    await memberOf(db, who, { network: input.network, act: 'change-network' })
    const profession = await professionOf(db, input.person, 'person')
    const before = await db
      .selectFrom('membership')
      .select(['kind', 'until'])
      .where('network', '=', input.network)
      .where('person', '=', input.person)
      .executeTakeFirst()
    if (before && before.until === null) throw new Fault('already-there', 'person')
    const { network, person } = input
    await join(db, { network, person, kind: 'practitioner', relation: '', profession, at: context.clock.now() })
  })
  return null
}

/** Corrects a name or a relation. A colleague with a sign-in of their own changes their own name (callMe). */
export async function changePerson(
  context: Context,
  who: Who,
  input: NewPerson & { readonly network: NetworkId; readonly person: PersonId },
): Promise<null> {
  const { network, person, name, relation, child } = input
  await context.db.transaction().execute(async db => {
    await memberOf(db, who, { network, act: 'change-network' })
    const member = await db
      .selectFrom('membership')
      .leftJoin('staff', 'staff.person', 'membership.person')
      .select(['membership.kind', 'staff.person as staff'])
      .where('membership.network', '=', network)
      .where('membership.person', '=', person)
      .where('membership.until', 'is', null)
      .executeTakeFirst()
    if (!member) throw new Fault('not-found', 'person')
    if (member.staff !== null && person !== who.person) throw new Fault('not-yours', 'person')
    await db.updateTable('person').set({ name }).where('id', '=', person).execute()
    const isChild = child !== undefined && member.kind === 'network' && { child: child ? (1 as const) : (0 as const) }
    const words = member.kind === 'practitioner' ? { profession: relation } : { relation, ...isChild }
    await db.updateTable('membership').set(words).where('network', '=', network).where('person', '=', person).execute()
    // What is sealed keeps the words of its day.
    await db
      .updateTable('invited')
      .set({ role: relation })
      .where('person', '=', person)
      .where('meeting', 'in', from =>
        from.selectFrom('meeting').select('id').where('network', '=', network).where('phase', '!=', 'ended'),
      )
      .execute()
  })
  return null
}

/** The networks somebody belongs to, by the first name at their centre. An administrator sees no more than others. */
export async function networks(context: Context, who: Who): Promise<readonly NetworkSummary[]> {
  const mine = await context.db
    .selectFrom('membership')
    .innerJoin('network', 'network.id', 'membership.network')
    .innerJoin('person', 'person.id', 'network.centre')
    .select(['network.id', 'person.name as centre'])
    .where('membership.person', '=', who.person)
    .where('membership.until', 'is', null)
    .where('membership.kind', 'in', ['centre', 'network', 'practitioner'])
    .execute()
  const reached: typeof mine = []
  for (const network of mine) if (await reaches(context.db, who, network.id)) reached.push(network)
  if (reached.length === 0) return []
  const meetings = await context.db
    .selectFrom('meeting')
    .selectAll()
    .where(
      'network',
      'in',
      reached.map(({ id }) => id),
    )
    .where('phase', '!=', 'ended')
    .execute()
  const now = context.clock.now()
  return reached
    .map(({ id, centre }) => {
      const next = coming(
        meetings.filter(meeting => meeting.network === id),
        now,
      )[0]
      return {
        network: id,
        centre,
        next: next ? { meeting: next.id, startsAt: next.starts_at, zone: next.zone, phase: next.phase } : null,
      }
    })
    .sort((a, b) => compareNames(a.centre, b.centre))
}

/** Those that are going on or still to come, soonest first. One that nobody came to is past after a day. */
export function coming(meetings: readonly MeetingRow[], now: Instant): MeetingRow[] {
  return meetings
    .filter(({ phase, starts_at }) => {
      const goingOn = phase === 'open' || phase === 'closing'
      return goingOn || (phase !== 'ended' && starts_at > now - days(1))
    })
    .sort((a, b) => a.starts_at - b.starts_at)
}

export async function makePerson(context: Context, db: Db, name: string): Promise<PersonId> {
  const at = context.clock.now()
  const id = newId<PersonId>(at, context.chance)
  await db.insertInto('person').values({ id, name, made_at: at }).execute()
  return id
}

async function professionOf(db: Db, person: PersonId, field: string): Promise<string> {
  const staff = await db.selectFrom('staff').select('profession').where('person', '=', person).executeTakeFirst()
  if (!staff) throw new Fault('nobody-by-that-name', field)
  return staff.profession
}

async function join(
  db: Db,
  given: {
    readonly network: NetworkId
    readonly person: PersonId
    readonly kind: Kind
    readonly relation: string
    readonly profession: string
    readonly child?: boolean
    readonly at: Instant
  },
): Promise<void> {
  const { at, child, ...member } = given
  const row = { ...member, child: child ? 1 : 0, since: at, until: null, ended_by: null } as const
  await db
    .insertInto('membership')
    .values(row)
    .onConflict(same => same.columns(['network', 'person']).doUpdateSet(row))
    .execute()
}
