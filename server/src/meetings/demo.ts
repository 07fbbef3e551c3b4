import { hash } from '@node-rs/argon2'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import { hours } from '@polyphony/shared/domain/time'
import { arrangeMeeting } from './arranging.ts'
import type { Context, Who } from './context.ts'
import { makeLink } from './links.ts'
import { coming, createNetwork, makePerson } from './networks.ts'
import { invitedPeople } from './people.ts'

/** Where the house remembers which network it made for trying out. */
const key = 'demo-network'

/**
 * A network to try a meeting with: Maria, her mother Elena, her brother Tomas, her neighbour Rosa, and two
 * practitioners. Answers one line per person: name and personal link. Asked again it makes new links for the same
 * meeting, or arranges the next one when that has ended. Everybody comes by a link: nobody can sign in as Sam or Aino.
 */
export async function seedDemo(context: Context): Promise<readonly string[]> {
  const sam = (await demoTeam(context)) ?? (await makeDemo(context))
  const meeting = (await demoMeeting(context, sam)) ?? (await arrangeNow(context, sam))
  const people = await invitedPeople(context.db, meeting)
  const lines: string[] = ['', 'A meeting to try out. One link for each person; open each in a window of its own:']
  for (const person of people) {
    const { url } = await makeLink(context, sam.who, { meeting, person: person.id })
    lines.push(`  ${person.name.padEnd(6)} ${called(person).padEnd(28)} ${url}`)
  }
  return lines
}

const called = (person: { readonly kind: Kind; readonly role: string }): string =>
  person.kind === 'centre' ? 'person at the centre' : person.role

interface Demo {
  readonly who: Who
  readonly network: Awaited<ReturnType<typeof createNetwork>>['network']
}

/** null on new data. */
async function demoTeam(context: Context): Promise<Demo | null> {
  const row = await context.db
    .selectFrom('house')
    .innerJoin('network', join => join.onRef('network.id', '=', 'house.value'))
    .select(['network.id', 'network.made_by'])
    .where('house.key', '=', key)
    .executeTakeFirst()
  return row ? { network: row.id, who: practitioner(row.made_by) } : null
}

async function makeDemo(context: Context): Promise<Demo> {
  const sam = await makePractitioner(context, { name: 'Sam', profession: 'nurse' })
  const aino = await makePractitioner(context, { name: 'Aino', profession: 'peer practitioner' })
  const who = practitioner(sam)
  const { network } = await createNetwork(context, who, {
    centre: 'Maria',
    people: [
      { name: 'Elena', relation: 'mother' },
      { name: 'Tomas', relation: 'brother' },
      { name: 'Rosa', relation: 'neighbour' },
    ],
    team: [sam, aino],
  })
  await context.db.insertInto('house').values({ key, value: network }).execute()
  return { network, who }
}

/** Their password is a secret that is thrown away at once. */
async function makePractitioner(
  context: Context,
  given: { readonly name: string; readonly profession: string },
): Promise<PersonId> {
  const { name, profession } = given
  const password_hash = await hash(Buffer.from(context.chance.fill(new Uint8Array(32))))
  const person = await makePerson(context, context.db, name)
  const email = `${name.toLowerCase()}.${person}@demo.invalid`
  const made_at = context.clock.now()
  await context.db
    .insertInto('staff')
    .values({ person, email, password_hash, profession, administrator: 0, made_at })
    .execute()
  return person
}

/** The demo acts as Sam would. */
const practitioner = (person: PersonId): Who => ({
  label: '000000000000' as Who['label'],
  person,
  name: 'Sam',
  staff: { administrator: false, profession: 'nurse' },
  meeting: null,
})

/** One that has not ended and is not of last week. */
async function demoMeeting(context: Context, demo: Demo): Promise<MeetingId | null> {
  const rows = await context.db
    .selectFrom('meeting')
    .selectAll()
    .where('network', '=', demo.network)
    .where('phase', '!=', 'ended')
    .execute()
  const now = context.clock.now()
  return coming(rows, now).find(row => row.starts_at < now + hours(1))?.id ?? null
}

async function arrangeNow(context: Context, { network, who }: Demo): Promise<MeetingId> {
  const members = await context.db.selectFrom('membership').select('person').where('network', '=', network).execute()
  const { meeting } = await arrangeMeeting(context, who, {
    network,
    startsAt: null,
    zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
    place: 'online',
    placeWords: '',
    people: members.map(({ person }) => person),
  })
  return meeting
}
