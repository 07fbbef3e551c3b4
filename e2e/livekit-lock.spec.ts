import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { expect, liveKitStory as test } from './support/bodies.ts'
import { chromium } from './support/chromium.ts'
import { joinBy, seatOf } from './support/circle.ts'
import { keepKeys, keysOf, silences, withoutLock } from './support/keys.ts'
import { flow } from './support/media.ts'
import { signIn } from './support/office.ts'

test.use({ launchOptions: chromium({ voice: true }) })

async function meets(page: Page): Promise<void> {
  const before = (await flow(page)).framesDecoded
  await expect.poll(() => flow(page).then(now => now.framesDecoded - before), { timeout: 30_000 }).toBeGreaterThan(5)
  await expect.poll(() => flow(page).then(now => now.audioLevel), { timeout: 30_000 }).toBeGreaterThan(0)
}

/** Packets come, and not one of them can be opened. */
async function opensNothing(page: Page, bytes = 20_000): Promise<void> {
  await expect.poll(() => flow(page).then(now => now.audioLevel), { timeout: 10_000 }).toBe(0)
  const before = await flow(page)
  await expect
    .poll(() => flow(page).then(now => now.bytesReceived - before.bytesReceived), { timeout: 15_000 })
    .toBeGreaterThan(bytes)
  const after = await flow(page)
  expect({ frames: after.framesDecoded - before.framesDecoded, level: after.audioLevel }).toEqual({
    frames: 0,
    level: 0,
  })
}

async function comesIn(page: Page, meeting: string): Promise<void> {
  await signIn(page, 'sam@clinic.example')
  await page.goto(`/meetings/${meeting}`)
  await page.getByRole('button', { name: 'With picture and sound' }).click()
  await page.getByRole('button', { name: 'Come in', exact: true }).click()
}

test('only who has the key opens sound and picture; who goes for good cannot open what comes next', {
  tag: '@livekit',
}, async ({ house, livekit, somebody }) => {
  test.slow()
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const people = ['Tomas', 'Elena'].map(name => ({ name, relation: 'family' }))
  const { link, meeting } = await arrangeMeeting(staff, { people })
  const [sam, maria, tomas, elena] = [
    await somebody('Sam'),
    await somebody('Maria'),
    await somebody('Tomas'),
    await somebody('Elena'),
  ] as const
  for (const { context } of [sam, maria]) await keepKeys(context, 'true')
  await keepKeys(tomas.context, 'kept')
  await keepKeys(elena.context, 'wrong')

  await test.step('with the key: seen and heard, and locked as the LiveKit server sees it', async () => {
    await comesIn(sam.page, meeting)
    await joinBy(maria.page, await link('Maria'))
    await joinBy(tomas.page, await link('Tomas'))
    for (const { page } of [sam, maria, tomas]) await meets(page)
    expect(await livekit.locks(meeting)).toEqual(['locked'])
  })

  await test.step('a place in the room and a true token, but not the key: packets come, and nothing is seen or heard', async () => {
    await joinBy(elena.page, await link('Elena'))
    await expect.poll(() => livekit.whoIsIn(meeting)).toHaveLength(4)
    await opensNothing(elena.page)
  })

  await test.step('Elena goes for good: who keeps the old key opens nothing more, the others go on', async () => {
    const keys = await keysOf(maria.page)
    const heard = await silences(maria.page, async () => {
      await elena.page.getByRole('button', { name: 'Leave', exact: true }).click()
      await elena.page.getByRole('button', { name: 'Leave the meeting' }).click()
      await expect.poll(() => keysOf(maria.page)).toBe(keys + 1)
      await opensNothing(tomas.page, 100_000)
    })
    process.stdout.write(`a new key: the longest silence from Sam ${heard[0]} ms, from Tomas ${heard.at(-1)} ms\n`)
    expect(heard[0]).toBeLessThan(2000)
    // He sends with the key of before: nobody opens that either.
    expect(heard.at(-1)).toBeGreaterThan(2000)
    for (const { page } of [sam, maria]) await meets(page)
  })

  await test.step('the house starts anew: another key, nobody reloads, all go on', async () => {
    const keys = await keysOf(maria.page)
    const loads = await maria.page.evaluate(() => performance.timeOrigin)
    const heard = await silences(maria.page, async () => {
      await house.crashAndRestart()
      for (const { page } of [sam, maria]) await expect.poll(() => keysOf(page), { timeout: 20_000 }).toBe(keys + 1)
    })
    process.stdout.write(`a house that starts anew: the longest silence from Sam ${heard[0]} ms\n`)
    expect(heard[0]).toBeLessThan(2000)
    for (const { page } of [sam, maria]) await meets(page)
    expect(await maria.page.evaluate(() => performance.timeOrigin)).toBe(loads)
  })
})

test('a device that is too old to lock: nobody is shut out, all are told, and it is locked again without it', {
  tag: '@livekit',
}, async ({ house, livekit, somebody }) => {
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const { link, meeting } = await arrangeMeeting(staff)
  const [sam, maria, tomas] = [await somebody('Sam'), await somebody('Maria'), await somebody('Tomas')] as const
  await withoutLock(tomas.context)
  const notice = (page: Page) => page.getByRole('region', { name: 'Microphone, camera and more' }).getByText(told)
  const told = 'One device here is too old to lock sound and picture.'
  await comesIn(sam.page, meeting)
  await joinBy(maria.page, await link('Maria'))
  await meets(sam.page)
  await joinBy(tomas.page, await link('Tomas'))
  for (const { page } of [sam, maria, tomas]) {
    await expect(notice(page)).toBeVisible({ timeout: 15_000 })
    await meets(page)
  }
  await expect.poll(() => livekit.locks(meeting)).toEqual(['open'])
  await tomas.page.getByRole('button', { name: 'Leave', exact: true }).click()
  await tomas.page.getByRole('button', { name: 'Leave the meeting' }).click()
  for (const { page } of [sam, maria]) {
    await expect(notice(page)).toBeHidden({ timeout: 15_000 })
    await meets(page)
  }
  await expect.poll(() => livekit.locks(meeting)).toEqual(['locked'])
  await expect(seatOf(sam.page, 'Maria')).toBeVisible()
})
