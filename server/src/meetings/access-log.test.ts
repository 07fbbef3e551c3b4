import type { Tables } from '../store/tables.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { minutes } from '@polyphony/shared/domain/time'
import type { FakeClock } from '../testing/clock.ts'
import type { World } from '../testing/world.ts'
import { makeWorld } from '../testing/world.ts'
import { checkChains, verifyAccessLog } from './access-log.ts'

type Row = Tables['access_event']

describe('who has looked (F18)', () => {
  let world: World
  let since: number
  beforeAll(async () => {
    world = await makeWorld()
  })
  afterAll(() => world.house.close())
  beforeEach(() => {
    // Whatever was looked at in the test before is no longer of this hour.
    ;(world.house.clock as FakeClock).pass(minutes(61))
    since = world.house.clock.now()
  })
  const rows = async () =>
    await world.house.db
      .selectFrom('access_event')
      .select(['act', 'staff', 'person', 'meeting', 'seq'])
      .where('network', '=', world.network)
      .where('at', '>=', since)
      .orderBy('seq')
      .execute()

  it('every way a practitioner reads leaves its line', async () => {
    const { sam } = world.browsers
    const meeting = world.ended
    await sam.call('network', { network: world.network })
    await sam.call('record', { meeting })
    await sam.send('GET', `/api/meetings/${meeting}/record.html`)
    await sam.send('GET', `/api/meetings/${meeting}/record.md`)
    await sam.call('meeting', { meeting })
    expect((await rows()).map(({ act, staff, person }) => [act, staff, person])).toEqual(
      ['read-network', 'read-record', 'downloaded-record', 'downloaded-record', 'read-meeting'].map(act => [
        act,
        1,
        world.guests.sam.person,
      ]),
    )
  })

  it('what was refused was not seen, and leaves no line', async () => {
    await expect(world.browsers.admin.call('record', { meeting: world.ended })).rejects.toThrow('not-yours')
    await expect(world.browsers.aino.call('network', { network: world.network })).rejects.toThrow('not-yours')
    expect(await rows()).toEqual([])
  })

  it('a practitioner who comes by a personal link looks as staff', async () => {
    const { url } = await world.browsers.sam.call('makeLink', { meeting: world.ended, person: world.guests.sam.person })
    const browser = world.house.browser()
    await browser.call('join', { token: new URL(url).hash.slice(1) })
    await browser.call('record', { meeting: world.ended })
    expect((await rows()).at(-1)).toMatchObject({ act: 'read-record', staff: 1 })
  })

  it('every member sees what staff have read; what a member reads is seen by that member alone', async () => {
    const { sam, elena } = world.browsers
    const maria = await world.house.signInAsGuest({ meeting: world.ended, person: world.maria, by: world.guests.sam })
    await sam.call('record', { meeting: world.ended })
    await elena.call('record', { meeting: world.ended })
    const seenBy = async (browser: typeof sam) =>
      (await browser.call('accessLog', { network: world.network }))
        .filter(({ at }) => at >= since)
        .map(({ name, act }) => `${name} ${act}`)
    expect(await seenBy(elena)).toEqual(['Elena read-record', 'Sam read-record'])
    expect(await seenBy(maria.browser)).toEqual(['Sam read-record'])
    expect(await seenBy(sam)).toEqual(['Sam read-record'])
  })

  it('says who it was in plain words, when, and which meeting', async () => {
    await world.browsers.sam.call('record', { meeting: world.ended })
    const [line] = await world.browsers.elena.call('accessLog', { network: world.network })
    const at = world.house.clock.now()
    expect(line).toEqual({ at, name: 'Sam', role: 'nurse', act: 'read-record', meeting: world.ended, why: null })
  })

  it('the meeting page, which is looked at again and again, is one look an hour', async () => {
    const look = () => world.browsers.sam.call('meeting', { meeting: world.coming })
    const { pass } = world.house.clock as FakeClock
    await look()
    pass(minutes(30))
    await look()
    expect(await rows()).toHaveLength(1)
    pass(minutes(31))
    await look()
    expect(await rows()).toHaveLength(2)
  })

  it('many looks at once make one unbroken chain', async () => {
    const looks = Array.from({ length: 20 }, (_, at) =>
      world.browsers[at % 2 === 0 ? 'sam' : 'elena'].call('network', { network: world.network }),
    )
    await Promise.all(looks)
    const seqs = (await rows()).map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, at) => (seqs[0] ?? 0) + at))
    expect(await verifyAccessLog(world.house.context)).toMatchObject({ whole: true })
  })

  it('nobody changes or takes away a line, not even whoever holds the database open', async () => {
    await world.browsers.sam.call('record', { meeting: world.ended })
    const { db } = world.house
    await expect(db.updateTable('access_event').set({ act: 'read-meeting' }).execute()).rejects.toThrow()
    await expect(db.deleteFrom('access_event').execute()).rejects.toThrow()
    expect(await rows()).toHaveLength(1)
  })
})

describe('the check of the log finds one changed byte', () => {
  let world: World
  let honest: readonly Row[]
  beforeAll(async () => {
    world = await makeWorld()
    for (const browser of [world.browsers.sam, world.browsers.elena]) {
      await browser.call('network', { network: world.network })
      await browser.call('record', { meeting: world.ended })
    }
    await world.browsers.petra.call('network', { network: world.other.network })
    honest = await world.house.db.selectFrom('access_event').selectAll().orderBy('network').orderBy('seq').execute()
  })
  afterAll(() => world.house.close())
  /** As somebody would leave it who has the file in their hands and the guards taken off. */
  const check = (rows: readonly Row[]) => {
    const heads = new Map(honest.map(row => [row.network, row.hash]))
    const sorted = [...rows].sort((a, b) => (a.network === b.network ? a.seq - b.seq : a.network < b.network ? -1 : 1))
    return checkChains({ rows: sorted, heads })
  }

  it('is whole as it was written', async () => {
    expect(await verifyAccessLog(world.house.context)).toEqual({ whole: true, rows: 6 })
    expect(check(honest)).toEqual({ whole: true, rows: 6 })
  })

  it('in every column of every row', () => {
    const { guests, coming } = world
    const changes: readonly Partial<Row>[] = [
      { at: 1 },
      { person: guests.aino.person },
      { staff: 0 },
      { staff: 1 },
      { act: 'read-meeting' },
      { meeting: coming },
      { seq: 77 },
      { previous: 'a'.repeat(64) },
      { hash: 'a'.repeat(64) },
      { network: world.other.network, seq: 78 },
      { duty: null },
      { duty: '' },
      { duty: '{}' },
    ]
    let changed = 0
    for (const row of honest) {
      for (const change of changes) {
        if (Object.entries(change).every(([key, value]) => row[key as keyof Row] === value)) continue
        const tampered = honest.map(one => (one === row ? { ...one, ...change } : one))
        expect(check(tampered), JSON.stringify(change)).toMatchObject({ whole: false })
        changed += 1
      }
    }
    expect(changed).toBeGreaterThan(40)
  })

  it('in every single letter of why somebody from outside read', () => {
    const row = honest.find(({ duty }) => duty !== null)
    if (!row?.duty) throw new Error('nobody has read because of a duty')
    const { duty } = row
    for (let at = 0; at < duty.length; at++) {
      const letter = String.fromCharCode(duty.charCodeAt(at) ^ 1)
      const changed = { ...row, duty: duty.slice(0, at) + letter + duty.slice(at + 1) }
      expect(check(honest.map(one => (one === row ? changed : one)))).toMatchObject({ whole: false })
    }
    expect(duty.length).toBeGreaterThan(60)
  })

  it('a row taken out, from the beginning, the middle or the end, or all of them', () => {
    for (const row of honest) {
      expect(check(honest.filter(one => one !== row))).toMatchObject({ whole: false })
    }
    expect(check([])).toMatchObject({ whole: false })
  })

  it('two rows that changed places', () => {
    const [first, second, ...rest] = honest.filter(row => row.network === world.network) as [Row, Row, ...Row[]]
    expect(check([{ ...first, seq: second.seq }, { ...second, seq: first.seq }, ...rest])).toMatchObject({
      whole: false,
      broken: { network: world.network, seq: 1 },
    })
  })
})
