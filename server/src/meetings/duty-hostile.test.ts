import { minutes } from '@polyphony/shared/domain/time'
import { livePath } from '@polyphony/shared/wire/live'
import { routes } from '@polyphony/shared/wire/rest'
import type { RouteName } from '@polyphony/shared/wire/rest'
import { tunnelNamespace } from '@polyphony/shared/wire/tunnel'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { cases } from '../testing/cases.ts'
import type { FakeClock } from '../testing/clock.ts'
import type { Guest } from '../testing/house.ts'
import { openLine, openNotes } from '../testing/wires.ts'
import { dump, duty, makeWorld, password, unknownId } from '../testing/world.ts'
import type { World } from '../testing/world.ts'

/** Whoever reads because of a duty and tries for more: a named fault each time, by every wire, and nothing has changed. */
let world: World
let noor: Guest
beforeAll(async () => {
  world = await makeWorld()
  noor = world.guests.noor
})
afterAll(() => world.house.close())
const breakSeal = async () => await noor.browser.call('breakSeal', { address: world.ended, ...duty, password })
/** But when somebody was seen last. */
async function everything() {
  const { session: _, ...rest } = await dump(world.house)
  return rest
}
async function refused(doing: () => Promise<unknown>, fault: string): Promise<void> {
  const before = await everything()
  await expect(doing()).rejects.toMatchObject({ refusal: { fault, field: null } })
  expect(await everything()).toEqual(before)
}

describe('with a broken seal in their hand they are refused everything else, and nothing changes', () => {
  let reading: World['reading']
  beforeEach(async () => {
    // The hour of the test before is over, and its tries are forgotten.
    ;(world.house.clock as FakeClock).pass(minutes(61))
    reading = (await breakSeal()).reading
  })

  it('records of another network, of a meeting that goes on or is to come, or of nothing', async () => {
    const { other, open, coming, house } = world
    for (const meeting of [other.meeting, open, coming, unknownId(house)]) {
      await refused(() => noor.browser.call('dutyRecord', { reading, meeting }), 'not-found')
    }
  })

  const own: readonly RouteName[] = ['dutyReadings', 'breakSeal', 'dutyPage', 'dutyRecord', 'endDutyReading']
  const ofNetwork = (Object.keys(routes) as RouteName[]).filter(
    name => /:(?:network|meeting)/.test(routes[name].path) && !own.includes(name),
  )
  it.each(ofNetwork)('%s', async name => {
    const input = cases[name].input(world) as never
    await refused(() => noor.browser.call(name, input), 'not-yours')
  })

  it('every file: no record to take away, no copy', async () => {
    const before = await everything()
    const { ended, network } = world
    for (const path of [
      `/api/meetings/${ended}/record.html`,
      `/api/meetings/${ended}/record.md`,
      `/api/networks/${network}/copy.html`,
      `/api/networks/${network}/copy.json`,
    ]) {
      expect(await noor.browser.send('GET', path), path).toMatchObject({ status: 403, body: { fault: 'not-yours' } })
    }
    expect(await everything()).toEqual(before)
  })

  it('the room, and sound and picture', async () => {
    for (const meeting of [world.open, world.coming, world.ended]) {
      const line = await openLine(world.house, { guest: noor, meeting })
      const before = await everything()
      await expect(line.enter()).rejects.toThrow('not-yours')
      await expect(line.deed({ do: 'arrive', way: 'notes' })).rejects.toThrow(/^not-/)
      expect(await line.media()).toMatchObject({ ok: false, fault: expect.stringMatching(/^not-/) as string })
      expect(await everything()).toEqual(before)
      line.close()
    }
  })

  it('the notes', async () => {
    for (const meeting of [world.open, world.ended]) {
      const before = await everything()
      const notes = openNotes(world.house, { guest: noor, meeting })
      await vi.waitFor(() => expect(notes.closed.length).toBeGreaterThan(0))
      expect([4403, 4410]).toContain(notes.closed[0])
      expect(notes.doc.store.clients.size).toBe(0)
      notes.close()
      expect(await everything()).toEqual(before)
    }
  })

  it('the notes through the tunnel', async () => {
    for (const meeting of [world.open, world.ended]) {
      const before = await everything()
      const socket = io(`${world.house.url}${tunnelNamespace}`, {
        path: livePath,
        transports: ['polling'],
        upgrade: false,
        extraHeaders: noor.headers(),
        forceNew: true,
        reconnection: false,
        auth: { meeting },
      })
      const pieces: unknown[] = []
      socket.on('piece', piece => void pieces.push(piece))
      const over = await new Promise<number>(resolve => void socket.once('over', resolve))
      expect([4403, 4410]).toContain(over)
      expect(pieces).toEqual([])
      socket.disconnect()
      expect(await everything()).toEqual(before)
    }
  })
})
