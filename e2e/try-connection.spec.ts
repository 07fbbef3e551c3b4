import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { liveKitStory } from './support/bodies.ts'
import { chromium } from './support/chromium.ts'
import { startCoturn } from './support/coturn.ts'
import type { Coturn } from './support/coturn.ts'
import { look, tabTo } from './support/looking.ts'
import { findCoturn, howToGetCoturn } from './support/media-servers.mjs'
import { startNetwork } from './support/network.ts'
import { expect, test as base } from './support/story.ts'

const tomorrow = () => Date.now() + 86_400_000
const said = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name })

const test = base.extend<{ coturn: Coturn }>({
  coturn: async ({ browserName: _none }, use, info) => {
    info.skip(findCoturn() === null, howToGetCoturn)
    const coturn = await startCoturn()
    await use(coturn)
    await coturn.stop()
  },
})
test.use({ launchOptions: chromium({ voice: true }) })

test('the day before, behind a network that blocks WebSockets: what works, what does not, and a report to take along', async ({
  house,
  somebody,
}) => {
  const hospital = await startNetwork({ webSockets: false })
  const { link } = await arrangeMeeting(await setUpClinic(house), { startsAt: tomorrow() })
  const { page } = await somebody('Maria', { network: hospital })
  await page.goto(await link('Maria'))
  await page.getByRole('button', { name: 'Open my invitation' }).click()
  await page.getByRole('link', { name: 'Try your connection' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Try your connection' })).toBeVisible()
  await tabTo(page, page.getByRole('button', { name: 'Start' }))
  await page.keyboard.press('Enter')

  const verdict = 'You can take part from here. Something may be slow or missing. Look at the lines below.'
  await expect(page.getByText(verdict).first()).toBeVisible({ timeout: 30_000 })
  for (const [name, outcome] of [
    ['The quick line to the room', 'does not work'],
    ['The slow line to the room', 'works'],
    ['The line for the notes', 'does not work'],
    ['How quick an answer comes', 'works'],
    ['The way out of this network', 'not needed here'],
    ['The relay, the best way', 'not needed here'],
    ['The relay, the last way', 'not needed here'],
    ['The place where sound and picture meet', 'not needed here'],
  ] as const)
    await expect(said(page, name)).toContainText(`${name} ${outcome}`)
  expect(hospital.refused).toBeGreaterThanOrEqual(2)

  await page.getByRole('button', { name: 'Try my microphone' }).click()
  await expect(page.getByText('Your voice goes out of this device, and comes back to it.').first()).toBeVisible()
  await page.getByRole('button', { name: 'Turn them off' }).click()
  await page.getByRole('button', { name: 'Play a sound' }).click()
  await page.getByRole('button', { name: 'I heard it' }).click()

  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save it as a file' }).click()
  const file = await downloading
  expect(file.suggestedFilename()).toBe('polyphony-connection.txt')
  const report = readFileSync(await file.path(), 'utf8')
  expect(report).toBe(await page.locator('pre').evaluate(element => element.textContent))
  expect(report).toContain('The quick line to the room (websocket /live): does not work')
  expect(report).toContain('Your voice goes out (microphone, loopback): works')
  expect(report).toContain('You hear a sound (loudspeaker): works')
  expect(report).toMatch(/Browser: Chrome \d+, \w+\nMicrophones: \d+\. Cameras: \d+\. Loudspeakers: \d+\./)
  // Whoever gets it learns nobody's name, no address, no link and no label of a device.
  expect(report).not.toMatch(/Maria|Fake|\d+\.\d+\.\d+|[\da-f]{2,}:[\da-f]{2,}:|localhost|https?:|[A-Za-z0-9_-]{30,}/)
  await look(page, 'connection')
  await hospital.close()
})

test.describe('with a relay', () => {
  test.use({
    settings: async ({ coturn }, use) => {
      const at = `turn:127.0.0.1:${coturn.port}`
      await use({
        TURN_URLS: `${at},${at}?transport=tcp,turns:127.0.0.1:9`,
        TURN_SECRET: coturn.secret,
        RELAY_ONLY: 'yes',
      })
    },
  })

  test('each way to it is tried by a word that goes round, and a nurse sees that one of three is shut', async ({
    house,
    somebody,
  }) => {
    const { link } = await arrangeMeeting(await setUpClinic(house))
    const { page } = await somebody('Maria', { phone: true })
    await page.goto(await link('Maria'))
    await page.getByRole('button', { name: 'Open my invitation' }).click()
    await page.getByRole('link', { name: 'Try your connection' }).click()
    await page.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByText('You can take part with sound and picture from here.').first()).toBeVisible({
      timeout: 30_000,
    })
    for (const [name, outcome] of [
      ['The quick line to the room', 'works'],
      ['The line for the notes', 'works'],
      ['The way out of this network', 'works'],
      ['The relay, the best way', 'works'],
      ['The relay, the second way', 'works'],
      ['The relay, the last way', 'does not work'],
    ] as const)
      await expect(said(page, name)).toContainText(`${name} ${outcome}`)
    await page.getByRole('button', { name: 'Try my microphone' }).click()
    await expect(page.getByText('Your voice goes out of this device, and comes back to it.').first()).toBeVisible()
    // The own voice went over the relay too: no other way is allowed here.
    await expect(page.locator('pre')).toContainText('relay')
  })
})

liveKitStory(
  'with a media server: it is asked for an answer, and when it is down, what still works is said',
  {
    tag: ['@livekit'],
  },
  async ({ house, livekit, somebody }) => {
    const { link } = await arrangeMeeting(await setUpClinic(house))
    const { page } = await somebody('Maria')
    await page.goto(await link('Maria'))
    await page.getByRole('button', { name: 'Open my invitation' }).click()
    await page.getByRole('link', { name: 'Try your connection' }).click()
    await page.getByRole('button', { name: 'Start' }).click()
    await expect(page.getByText('You can take part with sound and picture from here.').first()).toBeVisible()
    await expect(said(page, 'The place where sound and picture meet')).toContainText('meet works')
    await livekit.stop()
    await page.getByRole('button', { name: 'Look again' }).click()
    await expect(
      page.getByText('Sound and picture may not come through from here.', { exact: false }).first(),
    ).toBeVisible()
    await expect(said(page, 'The place where sound and picture meet')).toContainText('meet does not work')
  },
)
