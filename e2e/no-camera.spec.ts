import { networkInterfaces } from 'node:os'
import type { BrowserContext, Page, PlaywrightWorkerArgs } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { startTcpLine } from './support/bad-line.ts'
import { chromium } from './support/chromium.ts'
import { add, notebook } from './support/circle.ts'
import { expect, test } from './support/story.ts'

/** Whatever a browser refuses, the person is in the meeting, and is told within this. */
const toldIn = 2000

async function isToldAndIn(page: Page, link: string, words: RegExp): Promise<void> {
  await page.goto(link)
  await page.getByRole('button', { name: 'Open my invitation' }).click()
  const way = page.getByRole('button', { name: 'With picture and sound' })
  await way.waitFor()
  const asked = Date.now()
  await way.click()
  await expect(page.getByText(words).first()).toBeVisible({ timeout: toldIn })
  const took = Date.now() - asked
  process.stdout.write(`told after ${took} ms\n`)
  expect(took).toBeLessThanOrEqual(toldIn)
  await expect(page.getByText('You can come in all the same.', { exact: false }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Come in', exact: true }).click()
  await expect(notebook(page)).toBeVisible()
  await add(page, 'Voices', 'I am here without a camera.')
}

/** What every camera and microphone of these pages answers. */
const answers = (context: BrowserContext, name: string) =>
  context.addInitScript(fault => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', fault))
  }, name)

/** A browser as people have it: it asks the person, or has no device. */
async function real(playwright: PlaywrightWorkerArgs['playwright'], without: string, permissions: string[]) {
  const { args, ...found } = chromium()
  const browser = await playwright.chromium.launch({ ...found, args: args.filter(flag => !flag.includes(without)) })
  return { page: await browser.newPage({ permissions }), close: () => browser.close() }
}

test('the person said no, or a rule of the browser did', async ({ house, playwright }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  // What is not granted here is denied.
  const { page, close } = await real(playwright, 'fake-ui', ['notifications'])
  await isToldAndIn(page, await link('Maria'), /keeps the camera and the microphone closed to this page/)
  await close()
})

test('there is neither microphone nor camera', async ({ house, playwright }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page, close } = await real(playwright, 'fake-device', ['camera', 'microphone'])
  await isToldAndIn(page, await link('Maria'), /We did not find the camera and the microphone on this device/)
  await close()
})

test('another app has them', async ({ house, somebody }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page, context } = await somebody('Maria')
  await answers(context, 'NotReadableError')
  await isToldAndIn(page, await link('Maria'), /Another app has the camera and the microphone right now/)
})

test('a browser that is too old for it', async ({ house, somebody }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page, context } = await somebody('Maria')
  await context.addInitScript(() => Object.defineProperty(navigator, 'mediaDevices', { value: undefined }))
  await isToldAndIn(page, await link('Maria'), /This browser cannot give us the camera and the microphone/)
})

const outside = Object.values(networkInterfaces())
  .flat()
  .find(one => one?.family === 'IPv4' && !one.internal)?.address

test.describe('an address without TLS', () => {
  test.skip(outside === undefined, 'skipped: this machine has no address but its own.')
  const line = startTcpLine(outside)
  test.use({
    settings: async ({ browserName: _none }, use) => {
      await use({ PUBLIC_URL: (await line).url })
    },
  })
  test.afterAll(async () => (await line).stop())

  test('the browser gives nothing there, and it is said why', async ({ house, somebody }) => {
    const { url, to } = await line
    to(Number(new URL(house.url).port))
    const { link } = await arrangeMeeting(await setUpClinic({ ...house, url }))
    const { page } = await somebody('Maria')
    await isToldAndIn(page, await link('Maria'), /This address is not a safe one/)
  })
})
