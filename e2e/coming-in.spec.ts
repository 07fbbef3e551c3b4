import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { chromium } from './support/chromium.ts'
import { joinBy, notebook, seatOf } from './support/circle.ts'
import { look } from './support/looking.ts'
import { openTracks } from './support/media.ts'
import { expect, test } from './support/story.ts'

test.use({ launchOptions: chromium({ voice: true }) })

const open = async (page: Page, link: string) => {
  await page.goto(link)
  await page.getByRole('button', { name: 'Open my invitation' }).click()
}
const microphoneInUse = (page: Page) =>
  page.evaluate(() => {
    const live = (window.polyphonyTracks ?? []).filter(
      ({ kind, readyState }) => kind === 'audio' && readyState === 'live',
    )
    return live[0]?.getSettings().deviceId ?? null
  })

test('see yourself, speak and the bar moves, hear a sound, your name: each can be left out', async ({
  house,
  somebody,
}) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page } = await somebody('Maria', { phone: true })
  await open(page, await link('Maria'))
  const comeIn = page.getByRole('button', { name: 'Come in', exact: true })
  await expect(comeIn).toBeEnabled()

  await page.getByRole('button', { name: 'With picture and sound' }).click()
  const mirror = page.getByLabel('You, as in a mirror')
  await expect.poll(() => mirror.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0)
  await expect(page.getByText('They see you and hear you.')).toBeVisible()
  await expect
    .poll(() => page.getByLabel('How loud you are').evaluate((bar: HTMLMeterElement) => bar.value))
    .toBeGreaterThan(0.1)
  await expect(comeIn).toBeEnabled()

  await page.getByRole('button', { name: 'Play a sound' }).click()
  await page.getByRole('button', { name: 'I heard nothing' }).click()
  await expect(page.getByText('Turn up the sound of this device.', { exact: false }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Play it again' }).click()
  await page.getByRole('button', { name: 'I heard it' }).click()
  await expect(page.getByText('Good. You will hear the others.').first()).toBeVisible()

  await page.getByRole('button', { name: 'Change it' }).click()
  await page.getByLabel('Your first name, or what you like to be called').fill('Mari')
  await page.getByRole('button', { name: 'Call me this' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Hello Mari' })).toBeVisible()
  await look(page, 'coming-in')

  // Another microphone, remembered on this device; one that is gone keeps nobody out.
  await page.getByText('Choose another microphone or camera').click()
  const choice = page.getByLabel('Which microphone')
  const other = await choice.locator('option').nth(1).getAttribute('value')
  await choice.selectOption(other)
  await expect.poll(() => microphoneInUse(page)).toBe(other)
  await page.reload()
  await page.getByRole('button', { name: 'With sound', exact: false }).first().click()
  await expect.poll(async () => (await openTracks(page)).microphone.length).toBeGreaterThan(0)
  await page.evaluate(() => localStorage.setItem('polyphony.kits', JSON.stringify({ microphone: 'a headset at work' })))
  await page.reload()
  await page.getByRole('button', { name: 'With picture and sound' }).click()
  await expect(page.getByText('They see you and hear you.')).toBeVisible()
  await comeIn.click()
  await expect(notebook(page)).toBeVisible()
  await expect(seatOf(page, 'Mari')).toBeVisible()
})

test('nothing of it need be done: three taps from the message to the circle', async ({ house, somebody }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page } = await somebody('Maria')
  await open(page, await link('Maria'))
  await page.getByRole('button', { name: 'Come in', exact: true }).click()
  await expect(notebook(page)).toBeVisible()
  expect((await openTracks(page)).microphone).toEqual([])
})

test('a link that opens inside another app says so, how to get out, and gives the link to take along', async ({
  house,
  somebody,
}) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page, context } = await somebody('Maria', { phone: true })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await context.addInitScript(() => {
    const inside = 'Mozilla/5.0 (Linux; Android 13; wv) Chrome/130.0 Mobile Safari/537.36 Instagram 350.0'
    Object.defineProperty(navigator, 'userAgent', { get: () => inside })
  })
  const marias = await link('Maria')
  await page.goto(marias)
  await expect(page.getByText('You are inside another app.', { exact: false }).first()).toBeVisible()
  await expect(page.getByText('Tap the three dots at the edge, and choose “Open in browser”.')).toBeVisible()
  await page.getByRole('button', { name: 'Copy my link' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(marias)
  // And on from here in writing.
  await joinBy(page, marias, 'With notes only')
  await expect(notebook(page)).toBeVisible()
})
