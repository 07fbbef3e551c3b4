import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { systemClock } from '@polyphony/shared/domain/time'
import type { Me } from '@polyphony/shared/wire/views'
import { createPasswords } from '../auth/passwords.ts'
import { openSecrets } from '../auth/secrets.ts'
import { compose, patience } from '../compose.ts'
import type { House } from '../compose.ts'
import { readConfig } from '../config.ts'
import type { Environment } from '../config.ts'
import { createLogger } from '../log.ts'
import type { Context, Who } from '../meetings/context.ts'
import { makeLink } from '../meetings/links.ts'
import { arrangeMeeting } from '../meetings/arranging.ts'
import { addPerson, createNetwork } from '../meetings/networks.ts'
import type { Db } from '../store/open.ts'
import { createBrowser } from './browser.ts'
import type { Browser } from './browser.ts'

/** Somebody who is signed in, in a browser of their own. */
export interface Guest {
  readonly browser: Browser
  readonly who: Who
  readonly person: PersonId
  /** Origin and cookie: for a WebSocket that this person's browser would open. */
  headers(): Record<string, string>
}

export interface TestHouse {
  readonly url: string
  readonly port: number
  readonly dataDir: string
  readonly clock: Clock
  readonly context: Context
  readonly db: Db
  readonly house: House
  /** Every line of the log so far, as parsed JSON. */
  readonly logged: readonly Record<string, unknown>[]
  /** A browser in which nobody is signed in. */
  browser(): Browser
  /** password: for who proves again who they are; without it nobody signs in with this one. */
  signInAsStaff(given?: {
    name?: string
    profession?: string
    administrator?: boolean
    password?: string
  }): Promise<Guest>
  /** By a personal link of this meeting. */
  signInAsGuest(given: { meeting: MeetingId; person: PersonId; by: Guest }): Promise<Guest>
  makeNetwork(given: { by: Guest; centre?: string; people?: readonly { name: string; relation: string }[] }): Promise<{
    network: NetworkId
    centre: PersonId
    /** By name. */
    people: Readonly<Record<string, PersonId>>
  }>
  makePerson(given: { by: Guest; network: NetworkId; name: string; relation?: string }): Promise<PersonId>
  makeMeeting(given: {
    by: Guest
    network: NetworkId
    people: readonly PersonId[]
    startsAt?: number | null
  }): Promise<MeetingId>
  /** Closes in good order and opens again on the same port and the same data. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** A whole server on a port of its own, with a real file in a folder of its own. The only helper that starts things. */
export async function testHouse(
  options: { clock?: Clock; environment?: Environment; dataDir?: string } = {},
): Promise<TestHouse> {
  const { clock = systemClock } = options
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'polyphony-test-'))
  const logged: Record<string, unknown>[] = []
  const logger = createLogger({ level: 'debug', to: { write: line => void logged.push(JSON.parse(line)) } })
  let port = 0
  let house: House

  async function open(): Promise<void> {
    const server = createServer(patience)
    const isFirst = port === 0
    // The links need the port. Nobody knows it yet; later those who wait for it must find a house that is whole.
    if (isFirst) port = await listen(server, 0)
    const environment = { DATA_DIR: dataDir, PORT: String(port), PUBLIC_URL: url(), ...options.environment }
    try {
      house = await compose({ config: readConfig(environment), logger, clock, server })
    } catch (error) {
      server.close()
      throw error
    }
    if (!isFirst) await house.listen()
  }
  const url = (): string => `http://127.0.0.1:${port}`
  await open()

  let people = 0
  const context = (): Context => house.context
  const guest = async (session: Parameters<House['sessions']['open']>[0]): Promise<Guest> => {
    const browser = createBrowser(url())
    const { who, cookies } = await house.sessions.open(session, {})
    browser.take(cookies)
    browser.speakFor(who.label)
    return { browser, who, person: who.person, headers: () => browser.headers() }
  }

  return {
    get url() {
      return url()
    },
    get port() {
      return port
    },
    get context() {
      return house.context
    },
    get db() {
      return house.context.db
    },
    get house() {
      return house
    },
    dataDir,
    clock,
    logged,
    browser: () => createBrowser(url()),

    signInAsStaff: async ({ name = 'Sam', profession = 'nurse', administrator = false, password } = {}) => {
      const now = clock.now()
      const person = newId<PersonId>(now, context().chance)
      people += 1
      const email = `${people}.${person}@example.org`
      const { db, chance } = context()
      const hash = async (text: string) => {
        const { passwords } = await openSecrets({ dataDir, db, chance })
        return await createPasswords({ secret: passwords }).hash(text)
      }
      await db.insertInto('person').values({ id: person, name, made_at: now }).execute()
      await db
        .insertInto('staff')
        .values({
          person,
          email,
          password_hash: password === undefined ? 'nobody signs in with this one' : await hash(password),
          profession,
          administrator: administrator ? 1 : 0,
          made_at: now,
        })
        .execute()
      return guest({ as: 'staff', person })
    },
    signInAsGuest: async ({ meeting, person, by }) => {
      const { url: link } = await makeLink(context(), by.who, { meeting, person })
      const browser = createBrowser(url())
      const token = new URL(link).hash.slice(1)
      const me = (await browser.call('join', { token })) as Me
      if (!me.who) throw new Error('a link that was just made signs nobody in')
      return { browser, who: me.who, person, headers: () => browser.headers() }
    },
    makeNetwork: async ({ by, centre = 'Maria', people: others = [{ name: 'Elena', relation: 'mother' }] }) => {
      const { network } = await createNetwork(context(), by.who, { centre, people: others, team: [] })
      const rows = await context()
        .db.selectFrom('membership')
        .innerJoin('person', 'person.id', 'membership.person')
        .select(['person.id', 'person.name', 'membership.kind'])
        .where('membership.network', '=', network)
        .execute()
      const inCentre = rows.find(row => row.kind === 'centre')
      if (!inCentre) throw new Error('a network without anybody at its centre')
      return { network, centre: inCentre.id, people: Object.fromEntries(rows.map(row => [row.name, row.id])) }
    },
    makePerson: async ({ by, network, name, relation = '' }) =>
      (await addPerson(context(), by.who, { network, name, relation, kind: 'network' })).person,
    makeMeeting: async ({ by, network, people: invited, startsAt = null }) => {
      const when = { startsAt, zone: 'Europe/London', place: 'online' as const, placeWords: '' }
      const { meeting } = await arrangeMeeting(context(), by.who, { network, people: invited, ...when })
      return meeting as MeetingId
    },

    restart: async () => {
      await house.close()
      await open()
    },
    close: async () => {
      await house.close()
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}
