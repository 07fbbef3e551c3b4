import type { BrowserContext } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { joinBy, notebook, seatOf } from './support/circle.ts'
import { findLiveKit, howToGetOne, startLiveKit } from './support/livekit.ts'
import type { LiveKit } from './support/livekit.ts'
import { flow } from './support/media.ts'
import { signIn } from './support/office.ts'
import { expect, test as base } from './support/story.ts'

const server = findLiveKit()
if (server === null) process.stdout.write(`${howToGetOne}\n`)

const test = base.extend<{ livekit: LiveKit }>({
  livekit: async ({ browserName: _none }, use, info) => {
    const livekit = await startLiveKit(server ?? '')
    await use(livekit)
    if (info.status !== info.expectedStatus) writeFileSync(info.outputPath('livekit.log'), livekit.said())
    await livekit.stop()
  },
  settings: async ({ livekit }, use) => {
    await use(livekit.env)
  },
})

/** Every origin that the pages of this browser speak to from now on. */
function originsOf(context: BrowserContext): ReadonlySet<string> {
  const seen = new Set<string>()
  const add = (url: string) => /^(?:data|blob|about):/.test(url) || seen.add(new URL(url).origin)
  context.on('request', request => add(request.url()))
  context.on('page', page => page.on('websocket', socket => add(socket.url())))
  for (const page of context.pages()) page.on('websocket', socket => add(socket.url()))
  return seen
}

test('D2, D3: two people meet over LiveKit; Maria goes, and the practitioner is out of its room', async ({
  house,
  livekit,
  somebody,
}) => {
  test.skip(server === null, howToGetOne)
  const staff = await setUpClinic(house)
  const { link, meeting } = await arrangeMeeting(staff)
  const [sam, maria] = [await somebody('Sam'), await somebody('Maria', { phone: true })]
  const asked = [sam, maria].map(({ context }) => originsOf(context))
  const hearsAndSees = async (page: typeof sam.page) => {
    const before = (await flow(page)).framesDecoded
    await expect.poll(() => flow(page).then(now => now.framesDecoded - before), { timeout: 30_000 }).toBeGreaterThan(5)
    await expect.poll(() => flow(page).then(now => now.audioLevel), { timeout: 30_000 }).toBeGreaterThan(0)
  }

  await test.step('Sam waits alone: not one byte goes to the media server', async () => {
    await signIn(sam.page, 'sam@clinic.example')
    await sam.page.goto(`/meetings/${meeting}`)
    await sam.page.getByRole('button', { name: 'With picture and sound' }).click()
    await sam.page.getByRole('button', { name: 'Come in', exact: true }).click()
    await expect(sam.page.getByRole('heading', { name: 'We wait for Maria or their people.' })).toBeVisible()
    const now = await flow(sam.page)
    expect({ connections: now.connections, sent: now.bytesSent }).toEqual({ connections: 0, sent: 0 })
    expect(await livekit.whoIsIn(meeting)).toEqual([])
  })

  await test.step('Maria comes: they see and hear each other', async () => {
    await joinBy(maria.page, await link('Maria'))
    await expect(notebook(sam.page)).toBeVisible()
    await expect(seatOf(sam.page, 'Maria')).toBeVisible()
    await Promise.all([hearsAndSees(sam.page), hearsAndSees(maria.page)])
    expect(await livekit.whoIsIn(meeting)).toHaveLength(2)
    for (const [page, name] of [
      [sam.page, 'Maria'],
      [maria.page, 'Sam'],
    ] as const) {
      const picture = seatOf(page, name).locator('video')
      await expect.poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth)).toBeGreaterThan(0)
    }
  })

  await test.step('Maria turns her microphone off and on: Sam hears nothing, then her', async () => {
    await maria.page.getByRole('button', { name: /^Microphone/ }).click()
    await expect.poll(() => flow(sam.page).then(now => now.audioLevel), { timeout: 15_000 }).toBe(0)
    await maria.page.getByRole('button', { name: /^Microphone/ }).click()
    await expect.poll(() => flow(sam.page).then(now => now.audioLevel), { timeout: 15_000 }).toBeGreaterThan(0)
  })

  await test.step('Maria’s phone goes dark: Sam is out of the media server’s room', async () => {
    await maria.page.close()
    await expect(sam.page.getByRole('heading', { name: 'We wait for the family and friends' })).toBeVisible({
      timeout: 12_000,
    })
    await expect.poll(() => livekit.whoIsIn(meeting)).toEqual([])
    await expect.poll(() => flow(sam.page).then(now => now.connections)).toBe(0)
  })

  await test.step('nobody’s page spoke to anybody else', () => {
    const sockets = house.url.replace(/^http/, 'ws')
    const allowed = [house.url, sockets, ...livekit.origins]
    for (const origins of asked) {
      expect([...origins].filter(origin => !allowed.includes(origin))).toEqual([])
      expect(origins).toContain(livekit.origins[0])
    }
  })
})
