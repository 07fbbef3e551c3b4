import type { MeetingId } from '@polyphony/shared/domain/ids'
import { minutes } from '@polyphony/shared/domain/time'
import { livePath } from '@polyphony/shared/wire/live'
import { filePaths, routes } from '@polyphony/shared/wire/rest'
import type { RouteName } from '@polyphony/shared/wire/rest'
import { tunnelNamespace } from '@polyphony/shared/wire/tunnel'
import { io } from 'socket.io-client'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLogger } from '../log.ts'
import type { Browser } from '../testing/browser.ts'
import { cases } from '../testing/cases.ts'
import type { FakeClock } from '../testing/clock.ts'
import type { Guest } from '../testing/house.ts'
import type { Statement } from '../testing/looks.ts'
import { fileLooks, frameLooks, heardLooks, routeLooks, saidLooks } from '../testing/looks.ts'
import { openLine, openNotes } from '../testing/wires.ts'
import type { World } from '../testing/world.ts'
import { duty, makeWorld } from '../testing/world.ts'
import { createApp } from './app.ts'

/** Every way there is to read (F18): what a practitioner looks at stands in the log that the network can read. */
let world: World
let open: MeetingId
let since = 0
/** Said in the meeting that has ended. Where it is shown, a line stands in the log. */
const words = ['I sleep badly since March', 'What happened in March?', 'Ring the landlord']
beforeAll(async () => {
  world = await makeWorld()
  const { house, network, maria, elena, guests } = world
  open = await house.makeMeeting({ by: guests.sam, network, people: [maria, elena, guests.sam.person] })
})
afterAll(() => world.house.close())
beforeEach(() => {
  // What was looked at within the hour is the same look.
  ;(world.house.clock as FakeClock).pass(minutes(61))
  since = world.house.clock.now()
})

const lines = async () =>
  await world.house.db
    .selectFrom('access_event')
    .select(['act', 'staff', 'person', 'meeting'])
    .where('network', '=', world.network)
    .where('at', '>=', since)
    .orderBy('seq')
    .execute()
const seenBy = async (browser: Browser) =>
  (await browser.call('accessLog', { network: world.network })).filter(({ at }) => at >= since)
const actOf = (statement: Statement) => ('leaves' in statement ? statement.leaves : null)

/** The line stands there as staff; Maria reads it in plain words. A relative's own is for the relative alone. */
async function leftBy(guest: Guest, act: string | null): Promise<void> {
  const asStaff = guest.who.staff === null ? 0 : 1
  const left = act === null ? [] : [{ act, staff: asStaff, person: guest.person }]
  expect((await lines()).map(({ act: one, staff, person }) => ({ act: one, staff, person }))).toEqual(left)
  const shown = (await seenBy(world.browsers.maria)).map(({ name, role, act: one }) => ({ name, role, act: one }))
  expect(shown).toEqual(act !== null && asStaff === 1 ? [{ name: 'Sam', role: 'nurse', act }] : [])
  if (asStaff === 0 && act !== null) expect((await seenBy(guest.browser))[0]?.act).toBe(act)
}

async function ask(name: RouteName, browser: Browser, from: World = world): Promise<{ status: number; body: unknown }> {
  const rest: Record<string, unknown> = { ...(cases[name].input(from) as Record<string, unknown>) }
  const path = routes[name].path.replace(/:(\w+)/g, (_, key: string) => {
    const value = String(rest[key])
    delete rest[key]
    return value
  })
  const hasBody = routes[name].method !== 'GET' && routes[name].method !== 'DELETE'
  return await browser.send(routes[name].method, path, hasBody ? { body: rest } : {})
}

const names = Object.keys(routes) as RouteName[]
const isDuty = (name: RouteName) => 'as' in routeLooks[name]
const reading = names.filter(name => actOf(routeLooks[name]) !== null && !isDuty(name))
const byDuty = names.filter(isDuty)
const others = names.filter(name => actOf(routeLooks[name]) === null && routes[name].method === 'GET')

it.each(reading)('%s leaves its line, once for a practitioner and once for a relative', async name => {
  expect((await ask(name, world.browsers.sam)).status).toBe(200)
  await leftBy(world.guests.sam, actOf(routeLooks[name]))
  ;(world.house.clock as FakeClock).pass(minutes(61))
  since = world.house.clock.now()
  expect((await ask(name, world.browsers.elena)).status).toBe(200)
  await leftBy(world.guests.elena, actOf(routeLooks[name]))
})

it.each(byDuty)('%s leaves its line with the reason, for everybody of the network', async name => {
  const { noor } = world.guests
  const { reading } = (await ask('breakSeal', noor.browser)).body as { reading: World['reading'] }
  if (name !== 'breakSeal') expect((await ask(name, noor.browser, { ...world, reading })).status).toBe(200)
  const act = actOf(routeLooks[name])
  expect((await lines()).at(-1)).toMatchObject({ act, staff: 1, person: noor.person })
  for (const who of ['maria', 'elena', 'sam'] as const) {
    const [line] = await seenBy(world.browsers[who])
    expect(line).toMatchObject({ name: 'Noor', role: 'social worker', act, why: duty })
  }
})

it.each(others)('%s shows nobody’s words', async name => {
  const answer = await ask(name, world.browsers.sam)
  for (const said of words) expect(JSON.stringify(answer.body)).not.toContain(said)
  await leftBy(world.guests.sam, null)
})

it('and these are all the addresses that the house answers', () => {
  const nothing = undefined as never
  const app = createApp({
    context: nothing,
    handlers: {} as never,
    recordFile: nothing,
    copyFile: nothing,
    sessions: nothing,
    origins: { publicUrl: 'http://localhost', publicUrlGiven: true },
    elsewhere: [],
    logger: createLogger({ level: 'fatal', to: { write: () => undefined } }),
    clientFolder: '/nowhere',
    leaving: () => false,
  })
  const answered = (app.router.stack as { route?: { path: string } }[]).flatMap(({ route }) => route?.path ?? [])
  const told = [...names.map(name => routes[name].path), ...Object.values(filePaths), '/{*screen}']
  expect([...answered].sort()).toEqual([...told].sort())
  expect(byDuty).toHaveLength(4)
  expect(reading.length).toBeGreaterThan(5)
})

describe('files', () => {
  const kinds = { record: ['html', 'md'], copy: ['html', 'json'] } as const
  const all = (Object.keys(filePaths) as (keyof typeof filePaths)[]).flatMap(file =>
    kinds[file].map(kind => [file, kind] as const),
  )
  it.each(all)('%s.%s leaves its line', async (file, kind) => {
    const path = filePaths[file].replace(':meeting', world.ended).replace(':network', world.network)
    for (const guest of [world.guests.sam, world.guests.elena]) {
      expect((await guest.browser.send('GET', path.replace(':kind', kind))).status).toBe(200)
      await leftBy(guest, actOf(fileLooks[file]))
      ;(world.house.clock as FakeClock).pass(minutes(61))
      since = world.house.clock.now()
    }
  })
})

describe('sockets', () => {
  it('entering shows nothing before one sits down; then the line stands there, whichever way they came', async () => {
    const maria = await openLine(world.house, { guest: world.guests.maria, meeting: open })
    await maria.enter()
    await maria.deed({ do: 'arrive', way: 'sound' })
    const sam = await openLine(world.house, { guest: world.guests.sam, meeting: open })
    await sam.enter()
    expect((await lines()).filter(({ person }) => person === world.guests.sam.person)).toEqual([])
    await sam.deed({ do: 'arrive', way: 'sound' })
    const his = async () => (await lines()).filter(({ person }) => person === world.guests.sam.person)
    expect(await his()).toMatchObject([{ act: actOf(saidLooks.do), staff: 1, meeting: open }])
    ;(world.house.clock as FakeClock).pass(minutes(61))
    since = world.house.clock.now()
    await sam.enter()
    expect(await his()).toMatchObject([{ act: actOf(saidLooks.enter), staff: 1, meeting: open }])
    expect(await seenBy(world.browsers.elena)).toMatchObject([{ name: 'Sam', act: 'read-notes' }])
    expect(actOf(heardLooks.happened)).toBe('read-notes')
    for (const line of [maria, sam]) line.close()
  })

  it('the notes, by WebSocket and through the tunnel', async () => {
    const line = await openLine(world.house, { guest: world.guests.sam, meeting: open })
    await line.enter()
    await line.deed({ do: 'arrive', way: 'sound' })
    for (const way of ['websocket', 'tunnel'] as const) {
      ;(world.house.clock as FakeClock).pass(minutes(61))
      since = world.house.clock.now()
      const close = way === 'tunnel' ? tunnel() : websocket()
      await vi.waitFor(async () =>
        expect(await lines(), way).toMatchObject([{ act: actOf(frameLooks.sync), staff: 1, meeting: open }]),
      )
      close()
    }
    line.close()
  })

  function websocket(): () => void {
    return openNotes(world.house, { guest: world.guests.sam, meeting: open }).close
  }
  function tunnel(): () => void {
    const socket = io(`${world.house.url}${tunnelNamespace}`, {
      path: livePath,
      transports: ['polling'],
      upgrade: false,
      extraHeaders: world.guests.sam.headers(),
      forceNew: true,
      auth: { meeting: open },
    })
    return () => void socket.disconnect()
  }
})
