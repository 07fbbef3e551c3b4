import type { DutyReadingId, EntryId, LinkId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { days, hours } from '@polyphony/shared/domain/time'
import { hashOfToken } from '../auth/tokens.ts'
import { makeLink } from '../meetings/links.ts'
import type { Db } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import type { Browser } from './browser.ts'
import { fakeClock } from './clock.ts'
import type { Guest, TestHouse } from './house.ts'
import { testHouse } from './house.ts'
import { holdMeeting, inRoom } from './meeting.ts'

/** Secrets that open something once, so that a refusal can be seen to have left them whole. */
export const password = 'correct horse battery staple'
export const tokens = { setUp: 'S'.repeat(43), staff: 'I'.repeat(43), join: 'J'.repeat(43) } as const

/** Why somebody reads what is not theirs. */
export const duty = { kind: 'danger', reason: 'The school is afraid for the little sister.' } as const

/** Everybody who may knock at a route: their standing to Maria's network is what differs. */
export const people = ['nobody', 'sam', 'aino', 'admin', 'noor', 'elena', 'petra', 'maria'] as const
export type PersonName = (typeof people)[number]

export interface World {
  readonly house: TestHouse
  /** nobody: not signed in · sam: of the team · aino: staff elsewhere · admin: administers, is in no network · noor: staff, is
   * in no network and reads Maria's because of a duty · elena: Maria's mother, by a link · petra: of Aino's network, by a link · maria: at the centre, by a link. */
  readonly browsers: Readonly<Record<PersonName, Browser>>
  readonly guests: Readonly<Record<Exclude<PersonName, 'nobody'>, Guest>>
  readonly network: NetworkId
  readonly maria: PersonId
  readonly elena: PersonId
  readonly tomas: PersonId
  /** Maria, Elena and Sam are asked to come, in two hours. */
  readonly coming: MeetingId
  /** It has ended; Maria, Elena and Sam were there. Elena has taken on the step. */
  readonly ended: MeetingId
  readonly step: EntryId
  /** It is going on; Elena and Maria sit in it. */
  readonly open: MeetingId
  /** Noor's hour with the records of Maria's network. */
  readonly reading: DutyReadingId
  /** Of Maria to the meeting that has ended. */
  readonly link: LinkId
  /** The same things in Aino's network: nothing that Sam or Elena may touch. */
  readonly other: {
    readonly network: NetworkId
    readonly person: PersonId
    readonly meeting: MeetingId
    readonly link: LinkId
  }
}

/** Two networks that know nothing of each other, in one house. */
export async function makeWorld(): Promise<World> {
  const house = await testHouse({ clock: fakeClock() })
  const sam = await house.signInAsStaff({ name: 'Sam', password })
  const aino = await house.signInAsStaff({ name: 'Aino', profession: 'peer practitioner' })
  const admin = await house.signInAsStaff({ name: 'Ada', profession: '', administrator: true })
  const noor = await house.signInAsStaff({ name: 'Noor', profession: 'social worker', password })
  const people = [
    { name: 'Elena', relation: 'mother' },
    { name: 'Tomas', relation: 'brother' },
  ]
  const mine = await house.makeNetwork({ by: sam, centre: 'Maria', people })
  const [maria, elenaId, tomas] = ['Maria', 'Elena', 'Tomas'].map(name => mine.people[name]) as [
    PersonId,
    PersonId,
    PersonId,
  ]
  const { network } = mine
  const asked = [maria, elenaId, sam.person]
  const ended = await house.makeMeeting({ by: sam, network, people: asked })
  const { step } = await holdMeeting(house, { meeting: ended, people: asked, owner: elenaId })
  const startsAt = house.clock.now() + hours(2)
  const coming = await house.makeMeeting({ by: sam, network, people: asked, startsAt })
  const elena = await house.signInAsGuest({ meeting: coming, person: elenaId, by: sam })

  const theirs = await house.makeNetwork({ by: aino, centre: 'Petra', people: [] })
  const meeting = await house.makeMeeting({ by: aino, network: theirs.network, people: [aino.person], startsAt })
  const petra = await house.signInAsGuest({ meeting, person: theirs.centre, by: aino })

  const mariaHere = await house.signInAsGuest({ meeting: coming, person: maria, by: sam })

  const { link } = await makeLink(house.context, sam.who, { meeting: ended, person: maria })
  await layOutTokens(house, { meeting: ended, person: maria, by: sam.person })
  const open = await house.makeMeeting({ by: sam, network, people: asked })
  for (const person of [elenaId, maria])
    await inRoom(house, { meeting: open, person }).do({ do: 'arrive', way: 'notes' })
  const { reading } = await noor.browser.call('breakSeal', { address: network, ...duty, password })
  const guests = { sam, aino, admin, noor, elena, petra, maria: mariaHere }
  return {
    house,
    guests,
    browsers: {
      nobody: house.browser(),
      sam: sam.browser,
      aino: aino.browser,
      admin: admin.browser,
      noor: noor.browser,
      elena: elena.browser,
      petra: petra.browser,
      maria: mariaHere.browser,
    },
    network,
    maria,
    elena: elenaId,
    tomas,
    coming,
    ended,
    step,
    open,
    reading,
    link,
    other: { network: theirs.network, person: theirs.centre, meeting, link: await linkOf(house.db, theirs.centre) },
  }
}

async function layOutTokens(
  house: TestHouse,
  given: { readonly meeting: MeetingId; readonly person: PersonId; readonly by: PersonId },
): Promise<void> {
  const made_at = house.clock.now()
  const times = { made_at, expires_at: made_at + days(30) }
  const blank = { ...times, name: '', email: '', profession: '', used_at: null }
  await house.db
    .insertInto('staff_invitation')
    .values([
      { ...blank, token_hash: hashOfToken(tokens.setUp), kind: 'set-up', administrator: 1 },
      { ...blank, token_hash: hashOfToken(tokens.staff), kind: 'staff', administrator: 0, email: 'ravi2@example.org' },
    ])
    .execute()
  const { meeting, person, by } = given
  const id = newId<LinkId>(made_at, house.context.chance)
  const opened = { opened_at: null, revoked_at: null }
  await house.db
    .insertInto('link')
    .values({ ...times, ...opened, id, token_hash: hashOfToken(tokens.join), person, meeting, made_by: by })
    .execute()
}

async function linkOf(db: Db, person: PersonId): Promise<LinkId> {
  const row = await db.selectFrom('link').select('id').where('person', '=', person).executeTakeFirstOrThrow()
  return row.id
}

/** An id of the right shape that nothing bears. */
export const unknownId = (house: TestHouse): string => newId<EntryId>(house.clock.now(), house.context.chance)

/**
 * Every row of every table, as text: two of these are equal exactly when nothing has changed. What is written in notebooks
 * is asked of their log: when it moves from the journal into the tables, nothing has changed.
 */
export async function dump({ db, house }: TestHouse): Promise<Readonly<Record<string, string>>> {
  const tables = await db.introspection.getTables()
  const all: Record<string, string> = {}
  for (const { name } of tables) {
    const rows = await db
      .selectFrom(name as keyof Tables)
      .selectAll()
      .execute()
    all[name] = textOf(rows)
  }
  const { log } = house.store
  const meetings = await db.selectFrom('meeting').select('id').execute()
  const updates = await Promise.all(meetings.map(({ id }) => log.rows({ meeting: id, after: 0, limit: 100_000 })))
  const clients = await Promise.all(meetings.map(async ({ id }) => ({ id, of: [...(await log.load(id)).clients] })))
  return { ...all, notebook_update: textOf(updates.flat()), notebook_client: textOf(clients) }
}

const textOf = (rows: readonly object[]): string =>
  rows
    .map(row => JSON.stringify(row, (_, value: unknown) => (value instanceof Uint8Array ? [...value] : value)))
    .sort()
    .join('\n')
