import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { whoHeader } from '@polyphony/shared/wire/paths'
import { syncPath } from '@polyphony/shared/wire/sync'
import { everybodyComes, newDevice } from './door.ts'
import { houseCommand, start, until } from './house.ts'
import { makeMeetings } from './meetings.ts'
import type { Meeting, Person } from './meetings.ts'

/** A data folder with meetings in it, and who may come into them. */
export interface Prepared {
  readonly rooms: number
  readonly people: number
  readonly meetings: readonly Meeting[]
}

const fileIn = (dataDir: string): string => join(dataDir, 'fixture.json')

/** Makes the meetings in this folder with the house itself, which is closed again; or finds them there. */
export async function prepare(given: { dataDir: string; rooms: number; people: number }): Promise<Prepared> {
  const { dataDir, rooms, people } = given
  const there = existsSync(fileIn(dataDir)) ? (JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Prepared) : null
  if (there && there.rooms >= rooms && there.people === people) return there
  if (there) throw new Error(`${dataDir} holds ${there.rooms} meetings of ${there.people}; take another folder`)
  const house = await start(houseCommand, { dataDir })
  try {
    const { url } = house
    await until('the set-up link of a new house', () => house.setUp !== null, 5000)
    const meetings = await makeMeetings({ url, setUp: house.setUp ?? '', rooms, people, newDevice })
    const door = await everybodyComes(url, meetings)
    await house.stop()
    door.close()
    const made: Prepared = { rooms, people, meetings }
    writeFileSync(fileIn(dataDir), JSON.stringify(made), { mode: 0o600 })
    return made
  } catch (error) {
    await house.stop('SIGKILL')
    throw error
  }
}

/** What is printed: everything somebody else's load generator needs to come in as these people. */
export interface Fixture {
  readonly url: string
  readonly pid: number
  readonly origin: string
  readonly rooms: readonly {
    readonly meeting: string
    readonly path: string
    readonly people: readonly (Person & {
      readonly ws: string
      readonly headers: Readonly<Record<string, string>>
    })[]
  }[]
}

export function fixtureOf(prepared: Prepared, at: { url: string; pid: number }): Fixture {
  const { url, pid } = at
  return {
    url,
    pid,
    origin: url,
    rooms: prepared.meetings.map(({ meeting, people }) => ({
      meeting,
      path: `${syncPath}/${meeting}`,
      people: people.map(person => ({
        ...person,
        link: new URL(new URL(person.link).hash, `${url}/join`).href,
        ws: `${url.replace('http', 'ws')}${syncPath}/${meeting}?who=${person.who}`,
        headers: { origin: url, cookie: person.cookie, [whoHeader]: person.who },
      })),
    })),
  }
}
