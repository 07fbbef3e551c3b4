import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { testHouse } from '../../src/testing/house.ts'
import type { Guest } from '../../src/testing/house.ts'
import { startHouse } from './process.ts'
import type { Running, StartGiven } from './process.ts'
import { openSeat } from './seat.ts'
import type { Seat } from './seat.ts'
import { until } from './waiting.ts'

/** A house with a meeting in it and people who are signed in, and the process that serves it. */
export interface Home {
  readonly dataDir: string
  readonly port: number
  readonly meeting: MeetingId
  /** Another meeting, of another network: nothing of it may ever be seen here (I7). */
  readonly other: MeetingId
  readonly nurse: Guest
  readonly centre: PersonId
  readonly guests: readonly Guest[]
  running(): Running
  start(given?: Partial<StartGiven>): Promise<Running>
  /** Everybody comes in, and the door is open. */
  comeIn(): Promise<void>
  readonly seats: Seat[]
  end(): Promise<void>
}

/** people: how many of the network come, the person at the centre first. */
export async function makeHome(given: { readonly people: number; readonly dataDir?: string }): Promise<Home> {
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'polyphony-faults-'))
  // Arranged by the house's own functions, on the very port that the process will have: links and cookies hold there.
  const house = await testHouse({ dataDir })
  const { port } = house
  const nurse = await house.signInAsStaff({ name: 'Sam' })
  const names = Array.from({ length: given.people - 1 }, (_, i) => ({ name: `Guest ${i + 1}`, relation: 'friend' }))
  const { network, centre } = await house.makeNetwork({ by: nurse, people: names.slice(0, 8) })
  const rest: PersonId[] = []
  for (const { name } of names.slice(8)) rest.push(await house.makePerson({ by: nurse, network, name }))
  const members = await house.db.selectFrom('membership').select('person').where('network', '=', network).execute()
  const people = [centre, ...members.map(({ person }) => person).filter(id => id !== centre && id !== nurse.person)]
  const meeting = await house.makeMeeting({ by: nurse, network, people: [...people, nurse.person] })
  const guests: Guest[] = []
  for (const person of people) guests.push(await house.signInAsGuest({ meeting, person, by: nurse }))
  const aino = await house.signInAsStaff({ name: 'Aino' })
  const theirs = await house.makeNetwork({ by: aino, centre: 'Petra' })
  const other = await house.makeMeeting({ by: aino, network: theirs.network, people: [theirs.centre, aino.person] })
  await house.close()

  let running: Running | null = null
  const seats: Seat[] = []
  const home: Home = {
    dataDir,
    port,
    meeting,
    other,
    nurse,
    centre,
    guests,
    seats,
    running: () => {
      if (!running) throw new Error('the house has not been started')
      return running
    },
    start: async (how = {}) => {
      running = await startHouse({ dataDir, port, ...how })
      return running
    },
    comeIn: async () => {
      for (const guest of [...guests, nurse]) seats.push(openSeat({ port, guest, meeting }))
      for (const seat of seats) {
        await until(`${seat.guest.who.name} is connected`, () => seat.entered())
        await seat.deed({ do: 'arrive', way: 'notes' })
      }
    },
    end: async () => {
      for (const seat of seats.splice(0)) seat.close()
      await running?.kill()
      if (!given.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return home
}
