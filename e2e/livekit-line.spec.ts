import { writeFileSync } from 'node:fs'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { startUdpLine } from './support/bad-line.ts'
import type { UdpLine } from './support/bad-line.ts'
import { expect, liveKitStory as base } from './support/bodies.ts'
import { chromium } from './support/chromium.ts'
import { joinBy, seatOf } from './support/circle.ts'
import { startCoturn } from './support/coturn.ts'
import type { Coturn } from './support/coturn.ts'
import { flow } from './support/media.ts'
import { findCoturn, howToGetCoturn } from './support/media-servers.mjs'

/** pnpm chaos: as long as it takes. "npm test" leaves bad weather to it: sometimes coturn and LiveKit do not find each other here. */
const full = process.env['CHAOS'] === 'full'

/** Everybody reaches the LiveKit server through the house's own relay, over a line whose weather the story makes. */
const test = base.extend<{ coturn: Coturn; line: UdpLine }>({
  coturn: async ({ browserName: _none }, use, info) => {
    info.skip(findCoturn() === null, howToGetCoturn)
    const coturn = await startCoturn()
    await use(coturn)
    if (info.status !== info.expectedStatus) writeFileSync(info.outputPath('coturn.log'), coturn.said())
    await coturn.stop()
  },
  line: async ({ coturn }, use) => {
    const line = await startUdpLine(coturn.port)
    await use(line)
    line.stop()
  },
  settings: async ({ livekit, coturn, line }, use, info) => {
    const relay = { TURN_URLS: `turn:127.0.0.1:${line.port}`, TURN_SECRET: coturn.secret, RELAY_ONLY: 'yes' }
    await use({ ...livekit.env, ...relay })
    if (info.status !== info.expectedStatus) writeFileSync(info.outputPath('livekit.log'), livekit.said())
  },
})
test.use({ launchOptions: chromium({ voice: true }) })

test('over LiveKit too a bad line costs the movement, then the picture, and each is said on the tile; then all comes back', {
  tag: ['@livekit', '@chaos'],
}, async ({ house, livekit, line, somebody }) => {
  test.slow()
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const [maria, tomas] = [(await somebody('Maria')).page, (await somebody('Tomas')).page]
  await joinBy(maria, await link('Maria'))
  await joinBy(tomas, await link('Tomas'))
  const tile = seatOf(tomas, 'Maria')
  const before = (await flow(tomas)).framesDecoded
  await expect.poll(() => flow(tomas).then(now => now.framesDecoded - before), { timeout: 30_000 }).toBeGreaterThan(5)
  await expect.poll(() => flow(tomas).then(now => now.audioLevel), { timeout: 30_000 }).toBeGreaterThan(0)
  expect(line.carried()).toBeGreaterThan(50)

  line.weather({ loss: 0.2, jitter: 20 })
  const began = Date.now()
  await expect(tile.getByText('slow line, the picture stands still')).toBeVisible({ timeout: 40_000 })
  await expect(tile.getByText('slow line, sound only')).toBeVisible({ timeout: 40_000 })
  await expect(tile.locator('video')).toHaveCount(0)
  await expect.poll(() => flow(tomas).then(now => now.audioLevel), { timeout: 15_000 }).toBeGreaterThan(0.001)
  const mended = Date.now()
  process.stdout.write(`over LiveKit: down to sound in ${mended - began} ms\n`)
  if (!full) return
  line.weather({ loss: 0, jitter: 0 })
  await expect(tile.locator('video')).toHaveCount(1, { timeout: 60_000 })
  await expect(tile.getByText('slow line', { exact: false })).toHaveCount(0, { timeout: 60_000 })
  process.stdout.write(`over LiveKit: up again in ${Date.now() - mended} ms\n`)
  const then = (await flow(tomas)).framesDecoded
  await expect.poll(() => flow(tomas).then(now => now.framesDecoded - then), { timeout: 30_000 }).toBeGreaterThan(5)
})
