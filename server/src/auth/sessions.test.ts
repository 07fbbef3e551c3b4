import type { SessionLabel } from '@polyphony/shared/domain/ids'
import { days, hours, minutes } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { Guest, TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'

let clock: FakeClock
let house: TestHouse
let sam: Guest
beforeEach(async () => {
  clock = fakeClock()
  house = await testHouse({ clock })
  sam = await house.signInAsStaff()
})
afterEach(() => house.close())

const speaksFor = async (browser: Guest['browser']) => (await browser.call('me')).who?.name ?? null

async function family() {
  const { network, centre, people } = await house.makeNetwork({ by: sam })
  const mother = people.Elena
  if (!mother) throw new Error('no mother')
  const meeting = await house.makeMeeting({ by: sam, network, people: [centre, mother] })
  clock.pass(1)
  const maria = await house.signInAsGuest({ meeting, person: centre, by: sam })
  clock.pass(1)
  const elena = await house.signInAsGuest({ meeting, person: mother, by: sam })
  return { meeting, maria, elena, centre }
}

describe('sign-ins that are over', () => {
  const rows = async () => await house.db.selectFrom('session').select(['label', 'person']).execute()

  test('are forgotten by a job; those that hold are left alone, and the job goes on', async () => {
    const { maria, elena } = await family()
    await house.house.sessions.end(elena.who)
    clock.pass(minutes(6))
    await vi.waitFor(async () => expect((await rows()).map(({ person }) => person)).not.toContain(elena.person))
    expect((await rows()).map(({ label }) => label).sort()).toEqual([sam.who.label, maria.who.label].sort())
    expect(await speaksFor(maria.browser)).toBe('Maria')
    clock.pass(days(2))
    await vi.waitFor(async () => expect((await rows()).map(({ label }) => label)).toEqual([maria.who.label]))
    expect(await speaksFor(sam.browser)).toBeNull()
    expect(await speaksFor(maria.browser)).toBe('Maria')
    clock.pass(days(61))
    await vi.waitFor(async () => expect(await rows()).toEqual([]))
  })
})

describe('several sign-ins in one browser', () => {
  test('each tab speaks for its own; a fresh one for the newest', async () => {
    const { maria, elena } = await family()
    const tablet = house.browser()
    for (const guest of [sam, maria]) {
      tablet.take([...guest.browser.cookies()].map(([name, value]) => `${name}=${value}`))
    }
    tablet.take([...elena.browser.cookies()].map(([name, value]) => `${name}=${value}`))
    expect(tablet.cookies().size).toBe(3)
    const tabs = [sam, maria, elena].map(guest => {
      const tab = tablet.tab()
      tab.speakFor(guest.who.label)
      return tab
    })
    expect(await Promise.all(tabs.map(speaksFor))).toEqual(['Sam', 'Maria', 'Elena'])
    expect(await speaksFor(tablet.tab())).toBe('Elena')
    const asked = await tablet.tab().send('GET', `/api/me?who=${sam.who.label}`)
    expect(asked.body).toMatchObject({ who: { name: 'Sam' } })
  })

  test('a label whose cookie is not there is nobody, even when somebody else is signed in', async () => {
    const tab = sam.browser.tab()
    tab.speakFor('0123456789ab' as SessionLabel)
    expect(await speaksFor(tab)).toBeNull()
  })

  test('a secret under another label is nobody', async () => {
    const [secret = ''] = sam.browser.cookies().values()
    const headers = { cookie: `s-0123456789ab=${secret}` }
    const answer = await house.browser().send('GET', '/api/me', { headers })
    expect(answer.body).toEqual({ who: null })
  })

  test('signing out ends one and leaves the others', async () => {
    const { maria } = await family()
    const tablet = maria.browser
    tablet.take([...sam.browser.cookies()].map(([name, value]) => `${name}=${value}`))
    const stolen = [...tablet.cookies()].map(([name, value]) => `${name}=${value}`).join('; ')
    const tab = tablet.tab()
    tab.speakFor(sam.who.label)
    await tab.call('signOut', {})
    expect(tablet.cookies().size).toBe(1)
    expect(await speaksFor(tablet.tab())).toBe('Maria')
    const headers = { cookie: stolen, 'polyphony-who': sam.who.label }
    expect((await house.browser().send('GET', '/api/me', { headers })).body).toEqual({ who: null })
  })

  test('a link opened again in the same browser goes on with the sign-in it has', async () => {
    const { meeting, centre } = await family()
    const { url } = await sam.browser.call('makeLink', { meeting, person: centre })
    const token = new URL(url).hash.slice(1)
    const phone = house.browser()
    const first = await phone.call('join', { token })
    const second = await phone.call('join', { token })
    expect(second).toEqual(first)
    expect(phone.cookies().size).toBe(1)
    const laptop = house.browser()
    expect((await laptop.call('join', { token })).who?.label).not.toBe(first.who?.label)
  })
})

test('one link opens at most thirty sign-ins in five minutes', async () => {
  const { meeting, centre } = await family()
  const { url } = await sam.browser.call('makeLink', { meeting, person: centre })
  const token = new URL(url).hash.slice(1)
  for (let i = 0; i < 30; i++) await house.browser().call('join', { token })
  await expect(house.browser().call('join', { token })).rejects.toMatchObject({ refusal: { fault: 'too-many-tries' } })
  clock.pass(minutes(5))
  expect((await house.browser().call('join', { token })).who?.name).toBe('Maria')
})

describe('a sign-in ends', () => {
  test('when nobody has been seen for a day; being seen keeps it', async () => {
    for (let i = 0; i < 3; i++) {
      clock.pass(hours(20))
      expect(await speaksFor(sam.browser)).toBe('Sam')
    }
    clock.pass(hours(25))
    expect(await speaksFor(sam.browser)).toBeNull()
  })

  test('after fourteen days, however busy', async () => {
    for (let i = 0; i < 27; i++) {
      clock.pass(hours(12))
      expect(await speaksFor(sam.browser)).toBe('Sam')
    }
    clock.pass(hours(12) + 1)
    expect(await speaksFor(sam.browser)).toBeNull()
  })

  test('for a guest with the link: weeks later it still leads to the record, after its end not', async () => {
    const { maria, meeting } = await family()
    clock.pass(days(40))
    expect(await speaksFor(maria.browser)).toBe('Maria')
    const link = await house.db
      .selectFrom('link')
      .select('expires_at')
      .where('meeting', '=', meeting)
      .executeTakeFirst()
    clock.pass((link?.expires_at ?? 0) - clock.now())
    expect(await speaksFor(maria.browser)).toBeNull()
  })

  test('at once when the link is revoked', async () => {
    const { maria, centre, meeting } = await family()
    const row = await house.db.selectFrom('link').select('id').where('person', '=', centre).executeTakeFirstOrThrow()
    await sam.browser.call('makeLink', { meeting, person: centre })
    expect(row.id).toBeTruthy()
    expect(await speaksFor(maria.browser)).toBeNull()
  })

  test('cookies of ended sign-ins leave the browser at the next one', async () => {
    const { meeting, centre } = await family()
    clock.pass(days(15))
    const newer = await house.signInAsStaff({ name: 'Aino' })
    await house.db
      .insertInto('membership')
      .columns(['network', 'person', 'kind', 'relation', 'profession', 'since', 'until'])
      .expression(from =>
        from
          .selectFrom('membership')
          .select(row => [
            'network',
            row.val(newer.person).as('person'),
            'kind',
            'relation',
            'profession',
            'since',
            'until',
          ])
          .where('person', '=', sam.person),
      )
      .execute()
    await house.db
      .insertInto('invited')
      .values({ meeting, person: newer.person, kind: 'practitioner', role: '', attended_at: null })
      .execute()
    const { url } = await newer.browser.call('makeLink', { meeting, person: centre })
    const tablet = sam.browser.tab()
    await tablet.call('join', { token: new URL(url).hash.slice(1) })
    expect([...tablet.cookies().keys()]).toEqual([`s-${tablet.label()}`])
  })
})

test('being seen is written at most every ten minutes', async () => {
  const seen = async () => (await house.db.selectFrom('session').select('seen_at').executeTakeFirstOrThrow()).seen_at
  const first = await seen()
  clock.pass(minutes(9))
  await speaksFor(sam.browser)
  expect(await seen()).toBe(first)
  clock.pass(minutes(1))
  await speaksFor(sam.browser)
  expect(await seen()).toBe(clock.now())
})

test('only hashes are kept: nobody who reads the file can sign in', async () => {
  const [secret = ''] = sam.browser.cookies().values()
  const everything = JSON.stringify(await house.db.selectFrom('session').selectAll().execute())
  expect(secret).toHaveLength(43)
  expect(everything).not.toContain(secret)
})
