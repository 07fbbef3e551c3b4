import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { joinBy, notebook, part, seatOf } from './support/circle.ts'
import { flow, originsOf } from './support/media.ts'
import { signIn } from './support/office.ts'
import { expect, liveKitStory as test } from './support/bodies.ts'

async function seesAndHears(page: Page): Promise<void> {
  const before = (await flow(page)).framesDecoded
  await expect.poll(() => flow(page).then(now => now.framesDecoded - before), { timeout: 30_000 }).toBeGreaterThan(5)
  await expect.poll(() => flow(page).then(now => now.audioLevel), { timeout: 30_000 }).toBeGreaterThan(0)
}

test('D2, D3: two people meet over LiveKit; Maria goes, and the practitioner is out of its room', {
  tag: '@livekit',
}, async ({ house, livekit, somebody }) => {
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const { link, meeting } = await arrangeMeeting(staff)
  const [sam, maria] = [await somebody('Sam'), await somebody('Maria', { phone: true })]
  const asked = [sam, maria].map(({ context }) => originsOf(context))

  await test.step('Sam waits alone: not one byte goes to the media server', async () => {
    await signIn(sam.page, 'sam@clinic.example')
    await sam.page.goto(`/meetings/${meeting}`)
    await sam.page.getByRole('button', { name: 'With picture and sound' }).click()
    await sam.page.getByRole('button', { name: 'Come in', exact: true }).click()
    await expect(sam.page.getByRole('heading', { name: 'We wait for Maria or their people.' })).toBeVisible()
    const now = await flow(sam.page)
    const { connections, bytesSent, bytesReceived } = now
    expect({ connections, bytesSent, bytesReceived }).toEqual({ connections: 0, bytesSent: 0, bytesReceived: 0 })
    expect(await livekit.whoIsIn(meeting)).toEqual([])
  })

  await test.step('Maria comes: they see and hear each other', async () => {
    await joinBy(maria.page, await link('Maria'))
    await expect(notebook(sam.page)).toBeVisible()
    await expect(seatOf(sam.page, 'Maria')).toBeVisible()
    await Promise.all([seesAndHears(sam.page), seesAndHears(maria.page)])
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

  await test.step('the house is told of it by signed words of the LiveKit server', async () => {
    await expect.poll(() => livekit.said()).toMatch(/sent webhook.*participant_joined/)
    expect(house.said()).not.toContain('came without its signature')
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

test('S10: a link is taken back, and its device is out of the LiveKit room for good', { tag: '@livekit' }, async ({
  house,
  livekit,
  somebody,
}) => {
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const { link, meeting, person } = await arrangeMeeting(staff)
  const [maria, tomas] = [await somebody('Maria'), await somebody('Tomas')]
  const joined: string[] = []
  tomas.page.on('websocket', socket => {
    if (livekit.origins.some(origin => socket.url().startsWith(origin))) joined.push(socket.url())
  })

  await joinBy(maria.page, await link('Maria'))
  await expect.poll(() => livekit.whoIsIn(meeting), { timeout: 30_000 }).toHaveLength(1)
  const [mariasDevice = ''] = await livekit.whoIsIn(meeting)
  await joinBy(tomas.page, await link('Tomas'))
  await Promise.all([seesAndHears(maria.page), seesAndHears(tomas.page)])
  expect(await livekit.whoIsIn(meeting)).toHaveLength(2)

  await test.step('taken back: out, and the others stay', async () => {
    const { links } = await staff.call('meeting', { meeting })
    const began = Date.now()
    await staff.call('revokeLink', { link: links?.[person('Tomas')]?.link ?? '' })
    await expect.poll(() => livekit.whoIsIn(meeting), { timeout: 5_000, intervals: [50] }).toEqual([mariasDevice])
    const took = Date.now() - began
    process.stdout.write(`taken back and out of the LiveKit room: ${took} ms\n`)
    expect(took).toBeLessThan(1000)
    await expect.poll(() => flow(tomas.page).then(now => now.connections)).toBe(0)
  })

  await test.step('his old token opens nothing that lasts', async () => {
    expect(joined[0]).toMatch(/access_token=/)
    const again = new WebSocket(joined[0] ?? '')
    const tried = Date.now()
    await new Promise(resolve => {
      for (const event of ['message', 'error', 'close']) again.addEventListener(event, resolve, { once: true })
    })
    await expect.poll(() => livekit.whoIsIn(meeting), { timeout: 10_000, intervals: [50] }).toEqual([mariasDevice])
    process.stdout.write(`an old token was in the LiveKit room for ${Date.now() - tried} ms\n`)
    again.close()
  })
})

test('R3: while others think aloud a listener sends no sound, as the LiveKit server itself says', {
  tag: '@livekit',
}, async ({ house, livekit, somebody }) => {
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const { link, meeting } = await arrangeMeeting(staff)
  const [sam, maria] = [(await somebody('Sam')).page, (await somebody('Maria')).page]
  const voices = () => livekit.voices(meeting)

  await joinBy(maria, await link('Maria'))
  await signIn(sam, 'sam@clinic.example')
  await sam.goto(`/meetings/${meeting}`)
  await sam.getByRole('button', { name: 'With picture and sound' }).click()
  await sam.getByRole('button', { name: 'Come in', exact: true }).click()
  await Promise.all([seesAndHears(sam), seesAndHears(maria)])
  expect(await voices()).toBe(2)

  await part(sam, 'Thinking aloud').getByText('Ask to think aloud').click()
  await sam.getByRole('button', { name: 'Ask everyone' }).click()
  await maria.getByRole('button', { name: 'Yes, you may' }).click()
  await expect.poll(voices, { timeout: 10_000 }).toBe(1)
  await expect.poll(() => flow(sam).then(now => now.audioLevel), { timeout: 15_000 }).toBe(0)
  expect(await livekit.whoIsIn(meeting)).toHaveLength(2)

  await maria.getByRole('button', { name: 'Open my microphone' }).click()
  await expect.poll(voices, { timeout: 10_000 }).toBe(2)
  await expect.poll(() => flow(sam).then(now => now.audioLevel), { timeout: 15_000 }).toBeGreaterThan(0)
})
