import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { days, minutes } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { FakeClock } from '../testing/clock.ts'
import { fakeClock } from '../testing/clock.ts'
import type { TestHouse } from '../testing/house.ts'
import { testHouse } from '../testing/house.ts'
import { refuseCommon } from './passwords.ts'

let clock: FakeClock
let house: TestHouse
beforeEach(async () => {
  clock = fakeClock()
  house = await testHouse({ clock })
})
afterEach(() => house.close())

const tokenOf = (url: string | null) => new URL(url ?? '').hash.slice(1)
const anna = { name: 'Anna', email: 'anna@example.org', password: 'a long walk by the sea' }
const refusal = (fault: string, field: string | null = null) => ({ refusal: { fault, field } })

async function setUp() {
  const browser = house.browser()
  const token = tokenOf(await house.house.setUpLink())
  const me = await browser.call('setUp', { token, ...anna })
  return { browser, token, me }
}
async function invite(browser: Awaited<ReturnType<typeof setUp>>['browser'], email = 'Sam@Example.org') {
  const person = { name: 'Sam', email, profession: 'nurse', administrator: false }
  return await browser.call('inviteStaff', person)
}

describe('set-up', () => {
  test('the link makes the first administrator, once', async () => {
    expect(await house.browser().call('service')).toMatchObject({ setUpDone: false })
    const { me, token } = await setUp()
    expect(me.who).toMatchObject({ name: 'Anna', staff: { administrator: true, profession: '' }, meeting: null })
    expect(await house.browser().call('service')).toMatchObject({ setUpDone: true })
    expect(await house.house.setUpLink()).toBeNull()
    await expect(house.browser().call('setUp', { token, ...anna })).rejects.toMatchObject(refusal('link-used'))
  })

  test('what the first one does stands beside their name; it may be left out', async () => {
    const token = tokenOf(await house.house.setUpLink())
    const me = await house.browser().call('setUp', { token, ...anna, profession: ' nurse ' })
    expect(me.who?.staff).toEqual({ administrator: true, profession: 'nurse' })
  })

  test('a link printed before a restart is still good, and using one ends them all', async () => {
    const first = tokenOf(await house.house.setUpLink())
    await house.restart()
    const second = tokenOf(await house.house.setUpLink())
    expect(second).not.toBe(first)
    await house.browser().call('setUp', { token: first, ...anna })
    await expect(house.browser().call('setUp', { token: second, ...anna })).rejects.toMatchObject(refusal('link-used'))
  })

  test('two at the same moment make one administrator', async () => {
    const token = tokenOf(await house.house.setUpLink())
    const other = { ...anna, email: 'other@example.org' }
    const both = await Promise.allSettled([anna, other].map(who => house.browser().call('setUp', { token, ...who })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await house.db.selectFrom('staff').selectAll().execute()).toHaveLength(1)
  })

  test('a wrong link, a short password and a common one are refused', async () => {
    const token = tokenOf(await house.house.setUpLink())
    const attempt = (more: object) => house.browser().call('setUp', { token, ...anna, ...more })
    await expect(attempt({ token: 'x'.repeat(43) })).rejects.toMatchObject(refusal('link-unknown'))
    await expect(attempt({ password: 'elevenchars' })).rejects.toMatchObject(refusal('not-understood', 'password'))
    await expect(attempt({ password: 'password123456' })).rejects.toMatchObject(refusal('not-understood', 'password'))
    expect(await house.db.selectFrom('staff').selectAll().execute()).toHaveLength(0)
  })

  test('what everybody tries first is refused, a long sentence is not', () => {
    const bad = ['aaaaaaaaaaaa', 'abcabcabcabc', '012345678901', '987654321098', 'Password-2026', 'qwertyuiop12']
    for (const password of [...bad, 'Anna@Example.org']) {
      expect(() => refuseCommon(password, 'anna@example.org'), password).toThrow()
    }
    for (const password of [anna.password, 'correct horse battery staple', 'Möwen über dem Hafen', 'k7$Zq!2pLw9x']) {
      expect(() => refuseCommon(password, 'anna@example.org'), password).not.toThrow()
    }
  })
})

describe('invitation', () => {
  test('is looked at, taken up once, and makes a practitioner', async () => {
    const { browser } = await setUp()
    const { url, qr, expiresAt } = await invite(browser)
    expect(qr).toMatch(/^<svg /)
    expect(expiresAt).toBe(clock.now() + days(7))
    const token = tokenOf(url)
    const look = { name: 'Sam', email: 'sam@example.org', profession: 'nurse' }
    expect(await house.browser().call('staffInvitation', { token })).toEqual(look)
    const mine = { token, name: 'Samuel', password: 'tea with milk at four' }
    const me = await house.browser().call('acceptStaffInvitation', mine)
    expect(me.who).toMatchObject({ name: 'Samuel', staff: { administrator: false, profession: 'nurse' } })
    for (const route of ['staffInvitation', 'acceptStaffInvitation'] as const) {
      await expect(house.browser().call(route, mine as never)).rejects.toMatchObject(
        route === 'staffInvitation' ? refusal('not-understood') : refusal('link-used'),
      )
    }
    await expect(house.browser().call('staffInvitation', { token })).rejects.toMatchObject(refusal('link-used'))
    expect(await house.browser().call('signIn', { email: 'SAM@example.org', password: mine.password })).toMatchObject({
      who: { name: 'Samuel' },
    })
  })

  test('ends after seven days', async () => {
    const { browser } = await setUp()
    const token = tokenOf((await invite(browser)).url)
    clock.pass(days(7))
    await expect(house.browser().call('staffInvitation', { token })).rejects.toMatchObject(refusal('link-expired'))
  })

  test('to somebody who works here already is refused; a set-up link is no invitation', async () => {
    const { browser, token } = await setUp()
    await expect(invite(browser, anna.email)).rejects.toMatchObject(refusal('already-there', 'email'))
    await expect(house.browser().call('staffInvitation', { token })).rejects.toMatchObject(refusal('link-unknown'))
  })

  test('a practitioner sees colleagues by first name, without their addresses', async () => {
    const { browser } = await setUp()
    const token = tokenOf((await invite(browser)).url)
    const sam = house.browser()
    await sam.call('acceptStaffInvitation', { token, name: 'Sam', password: 'tea with milk at four' })
    expect((await sam.call('staff')).map(({ name, email }) => [name, email])).toEqual([
      ['Anna', null],
      ['Sam', null],
    ])
    expect((await browser.call('staff')).map(({ email }) => email)).toEqual(['anna@example.org', 'sam@example.org'])
  })
})

describe('signing in', () => {
  test('nobody learns whether an address is known', async () => {
    await setUp()
    const attempt = (email: string) => house.browser().send('POST', '/api/sign-in', { body: { email, password: 'no' } })
    const [known, unknown] = [await attempt(anna.email), await attempt('nobody@example.org')]
    expect(unknown.status).toBe(401)
    expect(unknown.body).toEqual(known.body)
  })

  test('ten wrong passwords for one address in five minutes, and no more; others are not touched', async () => {
    const { browser } = await setUp()
    const token = tokenOf((await invite(browser)).url)
    const sam = { email: 'sam@example.org', password: 'tea with milk at four' }
    await house.browser().call('acceptStaffInvitation', { token, name: 'Sam', password: sam.password })
    const wrong = () => house.browser().call('signIn', { email: 'ANNA@example.org', password: 'not this one' })
    for (let i = 0; i < 10; i++) await expect(wrong()).rejects.toMatchObject(refusal('wrong-password'))
    await expect(wrong()).rejects.toMatchObject(refusal('too-many-tries'))
    const right = () => house.browser().call('signIn', { email: anna.email, password: anna.password })
    await expect(right()).rejects.toMatchObject(refusal('too-many-tries'))
    expect((await house.browser().call('signIn', sam)).who?.name).toBe('Sam')
    clock.pass(minutes(5))
    expect((await right()).who?.name).toBe('Anna')
  })

  test('twenty wrong ones at the same moment are twenty tries', async () => {
    await setUp()
    const wrong = { email: anna.email, password: 'not this one' }
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => house.browser().call('signIn', wrong)))
    const faults = all.map(one => (one.status === 'rejected' ? one.reason.refusal.fault : 'let in'))
    expect(faults.filter(fault => fault === 'wrong-password')).toHaveLength(10)
    expect(faults.filter(fault => fault === 'too-many-tries')).toHaveLength(10)
  })

  test('an administrator ends all sign-ins of a colleague at once', async () => {
    const { browser } = await setUp()
    const sam = await house.signInAsStaff({ name: 'Sam' })
    expect((await sam.browser.call('me')).who?.name).toBe('Sam')
    await browser.call('endStaffSessions', { person: sam.person })
    expect((await sam.browser.call('me')).who).toBeNull()
    await expect(sam.browser.call('networks')).rejects.toMatchObject(refusal('not-signed-in'))
  })
})

describe('the key', () => {
  const key = () => join(house.dataDir, 'secrets.key')

  test('is made on the first start, for its owner alone, and put right when somebody opened it up', async () => {
    expect(statSync(key()).mode & 0o777).toBe(0o600)
    const before = readFileSync(key(), 'utf8')
    chmodSync(key(), 0o644)
    await house.restart()
    expect(statSync(key()).mode & 0o777).toBe(0o600)
    expect(readFileSync(key(), 'utf8')).toBe(before)
  })

  test('lost or foreign, the house does not open instead of calling every password wrong', async () => {
    const before = readFileSync(key(), 'utf8')
    rmSync(key())
    await expect(house.restart()).rejects.toThrow('is missing')
    writeFileSync(key(), Buffer.alloc(64, 1).toString('base64'))
    await expect(house.restart()).rejects.toThrow('does not belong')
    writeFileSync(key(), before)
    await house.restart()
  })
})

test('no password, address, name or token stands in the log', async () => {
  const { browser, token } = await setUp()
  await invite(browser)
  await house
    .browser()
    .call('signIn', { email: anna.email, password: 'wrong words here' })
    .catch(() => {})
  const said = JSON.stringify(house.logged)
  for (const secret of [anna.password, anna.email, 'wrong words here', token, 'Anna'])
    expect(said).not.toContain(secret)
})
