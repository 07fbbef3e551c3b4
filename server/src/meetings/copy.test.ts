import type { MeetingRecord } from '@polyphony/shared/domain/record'
import { minutes } from '@polyphony/shared/domain/time'
import type { AccessLine, RecordPage } from '@polyphony/shared/wire/views'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tables } from '../store/tables.ts'
import type { Browser } from '../testing/browser.ts'
import type { FakeClock } from '../testing/clock.ts'
import { holdMeeting, inRoom, writeEntry } from '../testing/meeting.ts'
import type { World } from '../testing/world.ts'
import { duty, makeWorld } from '../testing/world.ts'
import { noteCannotTalk } from './safety.ts'

/** What the copy holds of each table: these columns of every row of this network, or why nothing. */
const stands: { readonly [Name in keyof Tables]: readonly (keyof Tables[Name])[] | string } = {
  network: ['id'],
  membership: ['person', 'kind', 'relation', 'profession', 'since', 'until'],
  meeting: ['id', 'starts_at', 'zone', 'place', 'place_words', 'arranged_by', 'made_at', 'phase', 'ended_at', 'ending'],
  invited: ['meeting', 'person', 'kind', 'role', 'attended_at'],
  record: ['meeting', 'hash'],
  addition: ['id', 'meeting', 'person', 'at', 'words'],
  access_event: ['at', 'act', 'meeting'],
  person: ['name'],
  meeting_event: 'what it came to stands in the record, and in the steps as they stand today',
  notebook_update: 'the words stand in the record; how they came to be, on its page',
  notebook_snapshot: 'as notebook_update',
  notebook_checkpoint: 'as notebook_update',
  notebook_client: 'whose an entry is stands in the record',
  command_done: 'says only that nothing happens twice',
  duty_reading: 'why, and what was read, stand in who has looked',
  safety_event: 'F20: kept apart, and in no copy: whoever looks over her shoulder finds nothing',
  hidden_place: 'whoever looks over her shoulder reads nowhere that she hides; she sees it where she comes in',
  link: 'a way in, and no words',
  session: 'a way in, and no words',
  staff: 'about those who work here',
  staff_invitation: 'about those who work here',
  house: 'about the house',
}

interface CopyJson {
  readonly what: string
  readonly meetings: readonly {
    readonly meeting: string
    readonly record?: MeetingRecord
    readonly stepsToday?: RecordPage['steps']
  }[]
  readonly whoHasLooked: readonly AccessLine[]
}

let world: World
beforeAll(async () => {
  world = await makeWorld()
  const { house, maria, elena, guests, network, browsers } = world
  const clock = house.clock as FakeClock
  // A second meeting, with a decision that went to and fro.
  const people = [maria, guests.sam.person]
  const meeting = await house.makeMeeting({ by: guests.sam, network, people })
  const [hers, his] = people.map(person => inRoom(house, { meeting, person }))
  if (!hers || !his) throw new Error('nobody is here')
  for (const one of [hers, his]) await one.do({ do: 'arrive', way: 'sound' })
  const decision = await writeEntry(house, { meeting, kind: 'decision', author: maria, words: 'Maria sleeps at home' })
  const hash = (await house.context.notebooks.read(meeting)).entries.find(({ id }) => id === decision)?.hash ?? ''
  const settle = { do: 'settle-decision', decision, hash } as const
  await hers.do({ do: 'take-position', decision, position: 'not-yet', words: 'I am afraid at night', hash })
  await his.do({ ...settle, standing: 'left-open', lookAgain: null })
  clock.pass(minutes(3))
  await hers.do({ do: 'take-position', decision, position: 'can-live-with-it', words: 'With a light on', hash })
  await his.do({ ...settle, standing: 'agreed', lookAgain: { when: 'until-we-meet' } })
  await hers.do({ do: 'end-meeting', how: 'without-closing' })
  await browsers.elena.call('addToRecord', { meeting: world.ended, words: 'I see this differently now' })
  await browsers.elena.call('tellStep', { meeting: world.ended, step: world.step, how: 'done', words: 'he was kind' })
  await browsers.sam.call('record', { meeting: world.ended })
  await browsers.elena.call('record', { meeting: world.ended })
  await noteCannotTalk(house.context, { meeting, person: elena, shown: true })
})
afterAll(() => world.house.close())

const get = (browser: Browser, kind: string, network: string = world.network) =>
  browser.send('GET', `/api/networks/${network}/copy.${kind}`)
const asJson = async (browser: Browser) => (await get(browser, 'json')).body as CopyJson

describe('the full copy of the person at the centre', () => {
  it('holds every row of every table that is about her, or this test says why not', async () => {
    const copy = await asJson(world.browsers.maria)
    expect(copy.what).toBe('everything')
    const values = new Set<string>()
    JSON.stringify(copy, (_, value: unknown) => {
      if (typeof value === 'string' || typeof value === 'number') values.add(String(value))
      return value
    })
    let looked = 0
    for (const [table, columns] of Object.entries(stands) as [keyof Tables, string | string[]][]) {
      if (typeof columns === 'string') continue
      for (const row of await rowsOf(table)) {
        for (const column of columns) {
          const value = row[column]
          if (value === null || value === '') continue
          looked += 1
          expect(values.has(String(value)), `${table}.${column}: ${String(value)}`).toBe(true)
        }
      }
    }
    expect(looked).toBeGreaterThan(60)
  })

  it('each record as it was sealed, and the steps as they stand today', async () => {
    const copy = await asJson(world.browsers.maria)
    const rows = (await rowsOf('record')) as unknown as Tables['record'][]
    expect(rows).toHaveLength(2)
    for (const { meeting, body } of rows) {
      expect(copy.meetings.find(one => one.meeting === meeting)?.record).toEqual(JSON.parse(body))
    }
    const held = copy.meetings.find(({ meeting }) => meeting === world.ended)
    expect(held?.stepsToday?.[world.step]?.told).toMatchObject([{ words: 'he was kind' }])
  })

  it('says who has looked: all of the team’s looks and her own, no other’s', async () => {
    const { whoHasLooked } = await asJson(world.browsers.maria)
    expect(new Set(whoHasLooked.map(({ name }) => name))).toEqual(new Set(['Sam', 'Maria', 'Noor']))
    // Why somebody from outside has read goes with her, word for word.
    expect(whoHasLooked.find(({ act }) => act === 'broke-seal')).toMatchObject({ role: 'social worker', why: duty })
    const html = String((await get(world.browsers.maria, 'html')).body)
    expect(html).toContain('Noor, social worker, broke the seal to read the record: Tuesday 12 January 2027, 18:00')
    expect(html).toContain('Why: Someone may be in danger. The school is afraid for the little sister.')
  })

  it('opens offline: one page without script or address, with decisions and how they came about', async () => {
    const { body, headers } = await get(world.browsers.maria, 'html')
    const html = String(body)
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename=copy-2027-01-12\.html$/)
    expect(html).not.toMatch(/<script|<link|<img|<iframe|https?:|src=|href=|\son\w+=/i)
    for (const words of [
      'I sleep badly since March',
      'What happened in March?',
      'I see this differently now',
      'With a light on',
      'he was kind',
    ])
      expect(html).toContain(words)
    expect(html.replaceAll('\n', ' ')).toMatch(/Left open\. Said by Sam\..*Agreed for now\. Said by Sam\./)
    expect(html).toContain('Sam, nurse, read the record: Tuesday 12 January 2027, 18:03, London time.')
    expect(html).toContain('This meeting has not ended.')
    expect(html).not.toMatch(/\d+ (?:of|from) \d+|%|\b\d+ (?:meetings|looks|people|times)\b/)
    expect(html.trim()).toMatch(/<\/html>$/)
  })

  it('leaves its line', async () => {
    await get(world.browsers.maria, 'html')
    const [newest] = await world.browsers.maria.call('accessLog', { network: world.network })
    expect(newest).toMatchObject({ act: 'downloaded-copy', name: 'Maria', meeting: null })
  })
})

describe('a meeting that nobody has ended', () => {
  const words = { elena: 'We wait for the doctor', maria: 'I want to go home' }
  const begun = async (from: World) => {
    const { house, maria, elena, guests, network } = from
    const meeting = await house.makeMeeting({ by: guests.sam, network, people: [maria, elena] })
    const [hers, mothers] = [maria, elena].map(person => inRoom(house, { meeting, person }))
    if (!hers || !mothers) throw new Error('nobody is here')
    for (const one of [hers, mothers]) await one.do({ do: 'arrive', way: 'sound' })
    await writeEntry(house, { meeting, kind: 'voice', author: elena, speaker: elena, words: words.elena })
    await writeEntry(house, { meeting, kind: 'voice', author: maria, speaker: maria, words: words.maria })
    return { meeting, hers, mothers }
  }
  const both = async (browser: Browser, from: World) => ({
    json: JSON.stringify((await get(browser, 'json', from.network)).body),
    html: String((await get(browser, 'html', from.network)).body),
  })

  it('stands in the copy as it is, and says that nobody has closed it; others have their own words', async () => {
    const fresh = await makeWorld()
    const { meeting, hers, mothers } = await begun(fresh)
    for (const one of [hers, mothers]) await one.do({ do: 'leave' })
    const everything = await both(fresh.browsers.maria, fresh)
    for (const file of Object.values(everything)) for (const said of Object.values(words)) expect(file).toContain(said)
    expect(everything.html).toContain('Nobody has closed this meeting.')
    const found = (JSON.parse(everything.json) as CopyJson).meetings.find(one => one.meeting === meeting)
    expect(found).toMatchObject({ phase: 'paused', endedAt: null, notClosed: { meeting, next: null } })
    expect(found).not.toHaveProperty('record')
    expect(found).not.toHaveProperty('hash')
    for (const file of Object.values(await both(fresh.browsers.elena, fresh))) {
      expect(file).toContain(words.elena)
      expect(file).not.toContain(words.maria)
    }
    await fresh.house.close()
  })

  it('is not read from outside while others sit in it, and is while she sits there too', async () => {
    const fresh = await makeWorld()
    const { hers } = await begun(fresh)
    expect((await both(fresh.browsers.maria, fresh)).json).toContain(words.elena)
    await hers.do({ do: 'leave' })
    for (const file of Object.values(await both(fresh.browsers.maria, fresh))) {
      expect(file).not.toContain(words.elena)
      expect(file).not.toContain(words.maria)
    }
    await hers.do({ do: 'arrive', way: 'sound' })
    expect((await both(fresh.browsers.maria, fresh)).json).toContain(words.elena)
    await fresh.house.close()
  })
})

describe('whoever else is of the network', () => {
  it('has their own words, and nobody else’s', async () => {
    const copy = await asJson(world.browsers.elena)
    expect(copy.what).toBe('own-words')
    const text = JSON.stringify(copy)
    for (const mine of ['I sleep badly since March', 'I see this differently now', 'he was kind'])
      expect(text).toContain(mine)
    for (const other of ['afraid at night', 'With a light on', 'Maria sleeps at home'])
      expect(text).not.toContain(other)
    const html = String((await get(world.browsers.elena, 'html')).body)
    expect(html).toContain('I sleep badly since March')
    expect(html).not.toContain('With a light on')
  })

  it('a practitioner too: no more than what they wrote, and the network can read that they took it', async () => {
    const text = JSON.stringify(await asJson(world.browsers.sam))
    expect(text).not.toContain('I sleep badly since March')
    const lines = await world.browsers.elena.call('accessLog', { network: world.network })
    expect(lines[0]).toMatchObject({ name: 'Sam', act: 'downloaded-copy' })
  })

  it('strangers, administrators and whoever is not signed in get nothing', async () => {
    const { browsers } = world
    for (const browser of [browsers.aino, browsers.admin, browsers.petra])
      expect((await get(browser, 'json')).body).toMatchObject({ fault: 'not-yours' })
    expect((await get(browsers.nobody, 'json')).body).toMatchObject({ fault: 'not-signed-in' })
    expect((await get(browsers.maria, 'pdf')).status).toBe(404)
    expect((await get(browsers.maria, 'json', world.other.network)).body).toMatchObject({ fault: 'not-yours' })
  })
})

it('a long life is sent in parts, and whole', async () => {
  const { house, maria, guests, network } = world
  for (let n = 0; n < 6; n++) {
    const meeting = await house.makeMeeting({ by: guests.sam, network, people: [maria] })
    await writeEntry(house, { meeting, kind: 'voice', author: maria, speaker: maria, words: 'w'.repeat(60_000) })
    await holdMeeting(house, { meeting, people: [maria], owner: maria })
  }
  const { body, headers } = await get(world.browsers.maria, 'json')
  expect(headers.get('content-length')).toBe(null)
  expect((body as CopyJson).meetings.filter(({ record }) => record)).toHaveLength(8)
})

async function rowsOf(table: keyof Tables): Promise<readonly Record<string, unknown>[]> {
  const rows = await world.house.db.selectFrom(table).selectAll().execute()
  const meetings = await world.house.db
    .selectFrom('meeting')
    .select('id')
    .where('network', '=', world.network)
    .execute()
  const ours = new Set<unknown>([world.network, ...meetings.map(({ id }) => id)])
  const people = await world.house.db
    .selectFrom('membership')
    .select('person')
    .where('network', '=', world.network)
    .execute()
  const mine = await world.house.db
    .selectFrom('access_event')
    .select('seq')
    .where('network', '=', world.network)
    .where(or => or.or([or('staff', '=', 1), or('person', '=', world.maria)]))
    .execute()
  return (rows as Record<string, unknown>[]).filter(row => {
    if (table === 'person') return people.some(({ person }) => person === row.id)
    if (table === 'network') return row.id === world.network
    if (table === 'meeting') return row.network === world.network
    if (table === 'access_event') return row.network === world.network && mine.some(({ seq }) => seq === row.seq)
    return ours.has(row.network ?? row.meeting)
  })
}
