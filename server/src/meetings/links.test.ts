import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { days, hours, minutes } from '@polyphony/shared/domain/time'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { RefusedAnswer } from '../testing/browser.ts'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { holdMeeting } from '../testing/meeting.ts'
import { openNotes } from './hand.ts'

describe('a personal link', () => {
  let clock: FakeClock
  let house: TestHouse
  let sam: Guest
  let network: NetworkId
  let maria: PersonId
  let elena: PersonId
  let meeting: MeetingId
  beforeAll(async () => {
    clock = fakeClock()
    house = await testHouse({ clock })
  })
  afterAll(() => house.close())
  beforeEach(async () => {
    sam = await house.signInAsStaff()
    const made = await house.makeNetwork({ by: sam })
    network = made.network
    maria = made.centre
    elena = made.people.Elena as PersonId
    meeting = await house.makeMeeting({
      by: sam,
      network,
      people: [maria, elena, sam.person],
      startsAt: clock.now() + hours(2),
    })
  })

  const make = async (person = elena) => await sam.browser.call('makeLink', { meeting, person })
  const tokenOf = (url: string) => new URL(url).hash.slice(1)
  const open = async (url: string, browser = house.browser()) => {
    await browser.call('join', { token: tokenOf(url) })
    return browser
  }
  const fault = (name: string) => ({ refusal: { fault: name } })
  const page = async () => (await sam.browser.call('meeting', { meeting })).links

  it('is an address with the secret after the #, and a picture of it', async () => {
    const { url, qr } = await make()
    expect(url).toMatch(new RegExp(`^${house.url}/join#[A-Za-z0-9_-]{43}$`))
    expect(qr).toMatch(/^<svg[\s\S]*<\/svg>\s*$/)
    expect(tokenOf((await make()).url)).not.toBe(tokenOf(url))
  })

  it('is nowhere in the data or the log: only its hash is', async () => {
    const token = tokenOf((await make()).url)
    await open(`${house.url}/join#${token}`)
    const files = readdirSync(house.dataDir).filter(name => name.startsWith('polyphony.db'))
    expect(files).toContain('polyphony.db')
    for (const file of files) expect(readFileSync(join(house.dataDir, file), 'latin1')).not.toContain(token)
    expect(JSON.stringify(await house.db.selectFrom('link').selectAll().execute())).not.toContain(token)
    expect(JSON.stringify(house.logged)).not.toContain(token)
  })

  it('opens the meeting for its person, on several devices, without an account', async () => {
    const { url } = await make()
    for (const device of [await open(url), await open(url)]) {
      const { who } = await device.call('me')
      expect(who).toMatchObject({ person: elena, name: 'Elena', staff: null, meeting, network })
      expect((await device.call('meeting', { meeting })).you).toMatchObject({ person: elena, kind: 'network' })
    }
  })

  it('opened again in the same browser it is the same sign-in', async () => {
    const { url } = await make()
    const browser = await open(url)
    await open(url, browser)
    expect(browser.cookies().size).toBe(1)
    expect(await house.db.selectFrom('session').select('label').where('person', '=', elena).execute()).toHaveLength(1)
  })

  it('the team sees who has opened theirs, and when; the family does not see links', async () => {
    const { url, link } = await make()
    expect((await page())?.[elena]).toMatchObject({ link, openedAt: null, madeAt: clock.now() })
    clock.pass(minutes(10))
    const opened = clock.now()
    const browser = await open(url)
    clock.pass(minutes(10))
    await open(url)
    expect((await page())?.[elena]?.openedAt).toBe(opened)
    expect((await browser.call('meeting', { meeting })).links).toBeNull()
  })

  it('made anew, the one before is over: it says so, and whoever was in by it is out', async () => {
    const old = (await make()).url
    const before = await open(old)
    const fresh = (await make()).url
    await expect(open(old)).rejects.toMatchObject(fault('link-revoked'))
    await expect(before.call('meeting', { meeting })).rejects.toMatchObject(fault('not-signed-in'))
    const after = await open(fresh)
    expect((await after.call('meeting', { meeting })).meeting).toBe(meeting)
  })

  it('made anew for one, leaves the links of the others', async () => {
    const { url } = await make(maria)
    const browser = await open(url)
    await make(elena)
    expect((await browser.call('me')).who?.name).toBe('Maria')
  })

  it('revoked, it is over on every device; revoking twice changes nothing', async () => {
    const { url, link } = await make()
    const devices = [await open(url), await open(url)]
    await sam.browser.call('revokeLink', { link })
    await sam.browser.call('revokeLink', { link })
    for (const device of devices) await expect(device.call('networks')).rejects.toMatchObject(fault('not-signed-in'))
    await expect(open(url)).rejects.toMatchObject(fault('link-revoked'))
    expect((await page())?.[elena]).toBeUndefined()
  })

  it('tells a wrong link from one that is over and one that was taken back', async () => {
    await expect(open(`${house.url}/join#${'A'.repeat(43)}`)).rejects.toMatchObject(fault('link-unknown'))
    const { url } = await make()
    clock.pass(days(91))
    await expect(open(url)).rejects.toMatchObject(fault('link-expired'))
  })

  it('lasts 90 days from the meeting, and moves when the meeting moves', async () => {
    const { url, expiresAt } = await make()
    expect(expiresAt).toBe(clock.now() + hours(2) + days(90))
    const startsAt = clock.now() + days(30)
    await sam.browser.call('moveMeeting', { meeting, startsAt, zone: 'Europe/London', place: 'online', placeWords: '' })
    expect((await page())?.[elena]?.expiresAt).toBe(startsAt + days(90))
    clock.pass(days(100))
    expect((await (await open(url)).call('me')).who?.person).toBe(elena)
  })

  it('afterwards the same link leads to the record', async () => {
    const { url } = await make()
    await holdMeeting(house, { meeting, people: [maria, elena, sam.person], owner: elena })
    clock.pass(days(60))
    const { record, you } = await (await open(url)).call('record', { meeting })
    expect([record.meeting, you]).toEqual([meeting, elena])
  })

  it('a practitioner may come by one too, with the rights of a link and not of a sign-in', async () => {
    const { who } = await (await open((await make(sam.person)).url)).call('me')
    expect(who).toMatchObject({ person: sam.person, staff: null })
  })

  it('of a practitioner opens this network and none of the others they are in', async () => {
    const other = await house.makeNetwork({ by: sam, centre: 'Jonas' })
    const theirs = await house.makeMeeting({ by: sam, network: other.network, people: [other.centre, sam.person] })
    await holdMeeting(house, { meeting: theirs, people: [other.centre, sam.person], owner: other.centre })
    const browser = await open((await make(sam.person)).url)
    expect((await browser.call('networks')).map(one => one.centre)).toEqual(['Maria'])
    const refused = await Promise.allSettled([
      browser.call('network', { network: other.network }),
      browser.call('accessLog', { network: other.network }),
      browser.call('meeting', { meeting: theirs }),
      browser.call('whoIsHere', { meeting: theirs }),
      browser.call('record', { meeting: theirs }),
      browser.call('addToRecord', { meeting: theirs, words: 'x' }),
    ])
    expect(refused.map(one => one.status === 'rejected' && (one.reason as RefusedAnswer).refusal.fault)).toEqual(
      refused.map(() => 'not-yours'),
    )
    const { who } = await browser.call('me')
    expect(await openNotes(house.context, { ...sam.who, staff: null, meeting: who?.meeting ?? null }, theirs)).toBe(
      'not-yours',
    )
    // By their own sign-in they see both.
    expect((await sam.browser.call('networks')).map(one => one.centre)).toEqual(['Jonas', 'Maria'])
  })

  it('asks what to call you, and keeps it', async () => {
    const browser = await open((await make()).url)
    expect((await browser.call('callMe', { name: 'Leni' })).who?.name).toBe('Leni')
    expect((await sam.browser.call('meeting', { meeting })).people.map(({ name }) => name)).toContain('Leni')
  })

  it('looking at the address opens nothing: mail scanners only look', async () => {
    const { url } = await make()
    await house.browser().send('GET', `/join`)
    const answer = await house.browser().send('GET', `/api/join?token=${tokenOf(url)}`)
    expect(answer.status).toBe(404)
    expect((await page())?.[elena]?.openedAt).toBeNull()
  })
})
