import type { DeviceId, MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import { createBrowser } from '../src/testing/browser.ts'
import type { Browser } from '../src/testing/browser.ts'

export type Side = 'network' | 'practitioner'

/** Somebody who has come in: by a personal link, or, of the team, by their own sign-in. */
export interface Person {
  readonly name: string
  readonly side: Side
  readonly person: PersonId
  /** Which sign-in speaks: the ?who= of an address, or the header polyphony-who. */
  readonly who: SessionLabel
  readonly cookie: string
  /** A personal link to this meeting. */
  readonly link: string
}

export interface Meeting {
  readonly meeting: MeetingId
  readonly people: readonly Person[]
  /** Where the first of them sits, and keeps the door open. */
  readonly device: DeviceId
}

const password = 'a long enough sentence for a bench'
const names = ['Elena', 'Tomas', 'Rosa', 'Ida', 'Jonas', 'Petra', 'Ravi', 'Lena', 'Anton', 'Mira', 'Pavel', 'Nora']
/** A team of two meets this many families, as a team does. */
const familiesPerTeam = 10

/** Makes meetings through the doors of a house that was just set up: administrator, teams, networks, links, sign-ins. */
export async function makeMeetings(given: {
  readonly url: string
  readonly setUp: string
  readonly rooms: number
  readonly people: number
  readonly newDevice: () => DeviceId
}): Promise<readonly Meeting[]> {
  const { url, rooms } = given
  const admin = createBrowser(url)
  const email = 'admin@bench.invalid'
  await admin.call('setUp', { token: tokenOf(given.setUp), name: 'Ada', email, password })
  const teamSize = Math.min(2, Math.max(1, given.people - 1))
  const teams = await inTurns(range(Math.ceil(rooms / familiesPerTeam)), 2, team =>
    inTurns(range(teamSize), 1, nth => makePractitioner({ url, admin, name: ['Sam', 'Aino'][nth] ?? 'Sam', team })),
  )
  return await inTurns(range(rooms), 4, async nth => {
    const team = teams[Math.floor(nth / familiesPerTeam)] ?? []
    return await makeMeeting({ ...given, team })
  })
}

interface Practitioner {
  readonly name: string
  readonly browser: Browser
  readonly person: PersonId
}

async function makePractitioner(given: {
  url: string
  admin: Browser
  name: string
  team: number
}): Promise<Practitioner> {
  const { url, admin, name, team } = given
  const email = `${name}.${team}@bench.invalid`.toLowerCase()
  const invited = await admin.call('inviteStaff', { name, email, profession: 'nurse', administrator: false })
  const browser = createBrowser(url)
  const me = await browser.call('acceptStaffInvitation', { token: tokenOf(invited.url), name, password })
  if (!me.who) throw new Error('nobody is signed in')
  return { name, browser, person: me.who.person }
}

async function makeMeeting(given: {
  url: string
  people: number
  team: readonly Practitioner[]
  newDevice: () => DeviceId
}): Promise<Meeting> {
  const { team } = given
  const ofTeam = given.people > 1 ? team : []
  const [by] = team
  if (!by) throw new Error('nobody can arrange a meeting')
  const others = range(given.people - ofTeam.length - 1).map(nth => names[nth % names.length] ?? 'Elena')
  const { network } = await by.browser.call('createNetwork', {
    centre: 'Maria',
    people: others.map((name, nth) => ({ name: `${name}${nth < names.length ? '' : ` ${nth}`}`, relation: 'friend' })),
    team: team.map(({ person }) => person),
  })
  const page = await by.browser.call('network', { network })
  const ofNetwork = page.members.filter(({ kind }) => kind === 'centre' || kind === 'network')
  const all = [...ofNetwork.map(({ person }) => person), ...ofTeam.map(({ person }) => person)]
  const { meeting } = await by.browser.call('arrangeMeeting', {
    network,
    startsAt: null,
    zone: 'Europe/Helsinki',
    place: 'online',
    placeWords: '',
    people: all,
  })
  const linkOf = async (person: PersonId): Promise<string> =>
    (await by.browser.call('makeLink', { meeting, person })).url
  const people: Person[] = []
  for (const { person, name } of ofNetwork) {
    const link = await linkOf(person)
    const browser = createBrowser(given.url)
    await browser.call('join', { token: tokenOf(link) })
    people.push({ name, side: 'network', person, link, ...signInOf(browser) })
  }
  for (const { person, name, browser } of ofTeam) {
    people.push({ name, side: 'practitioner', person, link: await linkOf(person), ...signInOf(browser) })
  }
  return { meeting: meeting as MeetingId, people, device: given.newDevice() }
}

function signInOf(browser: Browser): { who: SessionLabel; cookie: string } {
  const who = browser.label()
  const { cookie } = browser.headers()
  if (who === null || cookie === undefined) throw new Error('nobody is signed in')
  return { who, cookie }
}

const tokenOf = (link: string): string => new URL(link).hash.slice(1)
export const range = (count: number): number[] => Array.from({ length: Math.max(0, count) }, (_none, nth) => nth)

/** Does the work for each, so many at once; answers in the order of the items. */
export async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, nth: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const one = async (): Promise<void> => {
    for (let nth = next++; nth < items.length; nth = next++) results[nth] = await work(items[nth] as T, nth)
  }
  await Promise.all(range(Math.min(atOnce, items.length)).map(one))
  return results
}
