import { days, hours, minutes, seconds } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../testing/browser.ts'
import type { FakeClock } from '../testing/clock.ts'
import type { Guest } from '../testing/house.ts'
import { dump, duty, makeWorld, password, unknownId } from '../testing/world.ts'
import type { World } from '../testing/world.ts'
import { verifyAccessLog } from './access-log.ts'

/** Reading because of a duty: who may, for how long, what of, and who comes to know of it. */
let world: World
let noor: Guest
let since = 0
const pass = (span: number) => (world.house.clock as FakeClock).pass(span)
beforeAll(async () => {
  world = await makeWorld()
  noor = world.guests.noor
})
afterAll(() => world.house.close())
beforeEach(() => {
  // The hour of the test before is over, and its tries are forgotten.
  pass(minutes(61))
  since = world.house.clock.now()
})

const asked = (address: string = world.ended) => ({ address, ...duty, password })
const breakSeal = async (browser: Browser = noor.browser) => await browser.call('breakSeal', asked())
const lookedAt = async (browser: Browser) =>
  (await browser.call('accessLog', { network: world.network })).filter(({ at }) => at >= since)
const fault = (name: string, field: string | null = null) => ({ refusal: { fault: name, field } })

/** But when somebody was seen last. */
async function everything() {
  const { session: _, ...rest } = await dump(world.house)
  return rest
}
/** Refused, and no table has changed. */
async function refused(doing: () => Promise<unknown>, with_: object): Promise<void> {
  const before = await everything()
  await expect(doing()).rejects.toMatchObject(with_)
  expect(await everything()).toEqual(before)
}

describe('breaking the seal', () => {
  it('opens the sealed records of one network for an hour, and nothing else of it', async () => {
    const opened = await breakSeal()
    const { reading } = opened
    expect(opened).toEqual({ reading, centre: 'Maria', until: since + hours(1) })
    expect(await noor.browser.call('dutyReadings')).toEqual([opened])
    const page = await noor.browser.call('dutyPage', { reading })
    const record = { meeting: world.ended, startsAt: expect.any(Number) as number, zone: 'Europe/London' }
    expect(page).toEqual({ ...opened, now: since, why: duty, records: [record] })
    const read = await noor.browser.call('dutyRecord', { reading, meeting: world.ended })
    const { brokenSeals, ...sealed } = await world.browsers.elena.call('record', { meeting: world.ended })
    expect(brokenSeals[0]).toMatchObject({ name: 'Noor', role: 'social worker' })
    expect(read).toEqual({ ...opened, now: since, page: { ...sealed, you: noor.person } })
  })

  it('everybody of the network reads who, what they do, when, and why, of each look', async () => {
    const { reading } = await breakSeal()
    await noor.browser.call('dutyPage', { reading })
    await noor.browser.call('dutyRecord', { reading, meeting: world.ended })
    await noor.browser.call('endDutyReading', { reading })
    for (const who of ['maria', 'elena', 'sam'] as const) {
      const lines = await lookedAt(world.browsers[who])
      const line = { at: since, name: 'Noor', role: 'social worker', why: duty }
      expect(lines).toEqual([
        { ...line, act: 'ended-duty', meeting: null },
        { ...line, act: 'duty-record', meeting: world.ended },
        { ...line, act: 'duty-network', meeting: null },
        { ...line, act: 'broke-seal', meeting: world.ended },
      ])
    }
    expect(await verifyAccessLog(world.house.context)).toMatchObject({ whole: true })
  })

  it('who it was stays who it was: another name or other work afterwards changes no line', async () => {
    await breakSeal()
    await noor.browser.call('callMe', { name: 'Somebody' })
    await noor.browser.call('changeProfession', { profession: 'neighbour' })
    expect(await lookedAt(world.browsers.maria)).toMatchObject([{ name: 'Noor', role: 'social worker' }])
    await noor.browser.call('callMe', { name: 'Noor' })
    await noor.browser.call('changeProfession', { profession: 'social worker' })
  })

  it('a reason is a sentence, and it is asked for before anything else', async () => {
    for (const reason of ['', 'x'.repeat(19), '  \n '.repeat(20)]) {
      await refused(() => noor.browser.call('breakSeal', { ...asked(), reason }), fault('reason-needed', 'reason'))
    }
    const reason = 'x'.repeat(1001)
    await refused(() => noor.browser.call('breakSeal', { ...asked(), reason }), fault('not-understood', 'reason'))
    await noor.browser.call('breakSeal', { ...asked(), reason: 'x'.repeat(20) })
  })

  it('nobody learns what is there: unknown, not theirs, without a record, all are the same answer', async () => {
    const { house, network, coming, open, other, link, elena } = world
    const unopened = [unknownId(house), coming, open, other.network, other.meeting, link, elena]
    for (const address of unopened) {
      await refused(() => noor.browser.call('breakSeal', asked(address)), fault('seal-holds', 'address'))
      pass(minutes(2))
    }
    await refused(() => world.browsers.sam.call('breakSeal', asked(network)), fault('seal-holds', 'address'))
    for (const address of ['Maria', `${house.url}/join#${'J'.repeat(43)}`]) {
      await refused(() => noor.browser.call('breakSeal', asked(address)), fault('not-understood', 'address'))
    }
  })

  it('so many tries and no more, also with the right password', async () => {
    const guess = () => noor.browser.call('breakSeal', { ...asked(), password: 'four calm words' })
    for (let turn = 0; turn < 6; turn++) await refused(guess, fault('wrong-password', 'password'))
    await refused(guess, fault('too-many-tries'))
    await refused(breakSeal, fault('too-many-tries'))
    pass(minutes(10))
    await breakSeal()
  })

  it('a log of the house keeps who and which network, and not a word of why', async () => {
    await breakSeal()
    const said = world.house.logged.filter(({ msg }) => msg === 'a seal was broken because of a duty')
    expect(said.at(-1)).toMatchObject({ person: noor.person, network: world.network })
    expect(JSON.stringify(world.house.logged)).not.toContain('school')
  })
})

describe('who may not', () => {
  it('whoever has left out what they do: a name alone says nothing to the people', async () => {
    const blank = await world.house.signInAsStaff({ name: 'Ada', profession: '', password })
    await refused(() => breakSeal(blank.browser), fault('role-needed'))
    await blank.browser.call('changeProfession', { profession: 'doctor' })
    await breakSeal(blank.browser)
  })

  it('a practitioner by a personal link: that is no sign-in of the staff', async () => {
    const guest = await world.house.signInAsGuest({
      meeting: world.coming,
      person: world.guests.sam.person,
      by: world.guests.sam,
    })
    await refused(() => breakSeal(guest.browser), fault('not-yours'))
  })

  it('a relative who works here, now or once; an interpreter who works here', async () => {
    const { house, network, ended } = world
    const member = { network, since, relation: 'uncle', profession: '', child: 0 as const }
    for (const [kind, until, ended_by] of [
      ['network', null, null],
      ['network', since, null],
      ['network', since, world.maria],
      ['guest', since, null],
    ] as const) {
      const { person, browser } = await house.signInAsStaff({ name: 'Igor', password })
      await house.db
        .insertInto('membership')
        .values({ ...member, person, kind, until, ended_by })
        .execute()
      await refused(() => breakSeal(browser), fault('seal-holds', 'address'))
    }
    const helper = await house.signInAsStaff({ name: 'Ivo', password })
    const asHelper = {
      meeting: ended,
      person: helper.person,
      kind: 'interpreter',
      role: '',
      attended_at: null,
    } as const
    await house.db.insertInto('invited').values(asHelper).execute()
    await refused(() => breakSeal(helper.browser), fault('seal-holds', 'address'))
  })

  it('staff who have left the network read nothing by having been there, and may say why like all others', async () => {
    const { house, network, ended } = world
    const former = await house.signInAsStaff({ name: 'Otto', password })
    await world.browsers.sam.call('addToTeam', { network, person: former.person })
    await refused(() => breakSeal(former.browser), fault('seal-holds', 'address'))
    await former.browser.call('leaveNetwork', { network })
    await refused(() => former.browser.call('record', { meeting: ended }), fault('not-yours'))
    const { reading } = await breakSeal(former.browser)
    await former.browser.call('dutyRecord', { reading, meeting: ended })
    await world.browsers.sam.call('addToTeam', { network, person: former.person })
    await refused(() => former.browser.call('dutyRecord', { reading, meeting: ended }), fault('reading-over'))
  })
})

describe('the hour', () => {
  it('ends by itself, to the second', async () => {
    const { reading } = await breakSeal()
    const read = () => noor.browser.call('dutyRecord', { reading, meeting: world.ended })
    pass(hours(1) - seconds(1))
    await read()
    pass(seconds(1))
    await refused(read, fault('reading-over'))
    await refused(() => noor.browser.call('dutyPage', { reading }), fault('reading-over'))
    await refused(() => noor.browser.call('endDutyReading', { reading }), fault('reading-over'))
    expect(await noor.browser.call('dutyReadings')).toEqual([])
  })

  it('is over when the one who reads says so', async () => {
    const { reading } = await breakSeal()
    await noor.browser.call('endDutyReading', { reading })
    await refused(() => noor.browser.call('dutyPage', { reading }), fault('reading-over'))
    expect(await noor.browser.call('dutyReadings')).toEqual([])
  })

  it('holds for the sign-in that proved who it is, and for no other of the same person', async () => {
    const { reading } = await breakSeal()
    const { who, cookies } = await world.house.house.sessions.open({ as: 'staff', person: noor.person }, {})
    const elsewhere = world.house.browser()
    elsewhere.take(cookies)
    elsewhere.speakFor(who.label)
    expect(await elsewhere.call('dutyReadings')).toEqual([])
    await refused(() => elsewhere.call('dutyPage', { reading }), fault('reading-over'))
  })

  it('is nobody else’s: to other staff it is not there', async () => {
    const { reading } = await breakSeal()
    for (const who of ['sam', 'aino', 'admin'] as const) {
      for (const name of ['dutyPage', 'endDutyReading'] as const) {
        await refused(() => world.browsers[who].call(name, { reading }), fault('not-found'))
      }
    }
  })

  it('is never made longer, nor taken away, by whoever holds the database open', async () => {
    const { reading } = await breakSeal()
    const { db } = world.house
    const longer = db.updateTable('duty_reading').set({ until: since + days(1) })
    await expect(longer.where('id', '=', reading).execute()).rejects.toThrow()
    await expect(db.deleteFrom('duty_reading').execute()).rejects.toThrow()
    await noor.browser.call('endDutyReading', { reading })
    await expect(db.updateTable('duty_reading').set({ ended_at: null }).execute()).rejects.toThrow()
  })
})

describe('the network is told', () => {
  /** What stands above their page at this visit, in a sign-in of today. */
  async function toldTo(who: 'maria' | 'elena' | 'sam') {
    const browser = who === 'sam' ? await signedIn(world.guests.sam) : world.browsers[who]
    return (await browser.call('network', { network: world.network })).brokenSeals
  }
  async function signedIn({ person }: Guest): Promise<Browser> {
    const { who, cookies } = await world.house.house.sessions.open({ as: 'staff', person }, {})
    const browser = world.house.browser()
    browser.take(cookies)
    browser.speakFor(who.label)
    return browser
  }

  it('at the next visit of each of them, and for a month', async () => {
    pass(days(40))
    for (const who of ['maria', 'elena', 'sam'] as const) await toldTo(who)
    for (const who of ['maria', 'elena', 'sam'] as const) expect(await toldTo(who)).toEqual([])
    const line = { at: world.house.clock.now(), name: 'Noor', role: 'social worker' }
    await breakSeal(await signedIn(noor))
    for (const who of ['maria', 'sam', 'maria'] as const) expect(await toldTo(who)).toEqual([line])
    pass(days(29))
    expect(await toldTo('maria')).toEqual([line])
    pass(days(2))
    expect(await toldTo('maria')).toEqual([])
    // Elena has not been here since.
    expect(await toldTo('elena')).toEqual([line])
    expect(await toldTo('elena')).toEqual([])
  })

  it('also whoever comes to a record and to no other page', async () => {
    const { house, ended, elena: person, guests, network } = world
    const elena = (await house.signInAsGuest({ meeting: ended, person, by: guests.sam })).browser
    const read = async () => (await elena.call('record', { meeting: ended })).brokenSeals
    await breakSeal(await signedIn(noor))
    const at = world.house.clock.now()
    pass(days(31))
    expect(await read()).toEqual([{ at, name: 'Noor', role: 'social worker' }])
    expect(await read()).toEqual([])
    // Told once is told, wherever it stood.
    expect((await elena.call('network', { network })).brokenSeals).toEqual([])
  })
})
