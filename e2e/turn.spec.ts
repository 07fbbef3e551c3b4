import { writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { startUdpLine } from './support/bad-line.ts'
import type { UdpLine } from './support/bad-line.ts'
import { chromium } from './support/chromium.ts'
import { add, joinBy, part, seatOf, seesAndHears } from './support/circle.ts'
import { startCoturn } from './support/coturn.ts'
import type { Coturn } from './support/coturn.ts'
import { flow } from './support/media.ts'
import { findCoturn, howToGetCoturn } from './support/media-servers.mjs'
import { signIn } from './support/office.ts'
import { expect, test as base } from './support/story.ts'

/** pnpm chaos: as long as it takes. In "npm test" the short form. */
const full = process.env['CHAOS'] === 'full'

/** A house whose circles go over a real TURN server, through a line whose weather the story makes. */
const test = base.extend<{ coturn: Coturn; line: UdpLine; everybodyHides: boolean }>({
  everybodyHides: [true, { option: true }],
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
  settings: async ({ coturn, line, everybodyHides }, use) => {
    const relay = { TURN_URLS: `turn:127.0.0.1:${line.port}`, TURN_SECRET: coturn.secret }
    await use({ ...relay, RELAY_ONLY: everybodyHides ? 'yes' : 'no' })
  },
})
test.use({ launchOptions: chromium({ voice: true }) })

/** How each connection of a page goes, and what of its own addresses it tells the others. */
const ways = (page: Page) =>
  page.evaluate(async () => {
    const open = (window.polyphonyConnections ?? []).filter(({ connectionState }) => connectionState === 'connected')
    return Promise.all(
      open.map(async connection => {
        const stats = [...(await connection.getStats()).values()]
        const pair = stats.find(stat => stat.type === 'candidate-pair' && stat.nominated && stat.state === 'succeeded')
        const told = connection.localDescription?.sdp.match(/typ (\w+)/g) ?? []
        return {
          local: stats.find(stat => stat.id === pair?.localCandidateId)?.candidateType,
          remote: stats.find(stat => stat.id === pair?.remoteCandidateId)?.candidateType,
          told: [...new Set(told)],
          username: connection.getConfiguration().iceServers?.[0]?.username,
        }
      }),
    )
  })

test('relay only: a real coturn takes our credentials, nobody learns an address, and an hour changes nothing', async ({
  house,
  line,
  somebody,
}) => {
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const [maria, tomas] = [(await somebody('Maria')).page, (await somebody('Tomas')).page]
  await maria.clock.install()
  await joinBy(maria, await link('Maria'))
  await joinBy(tomas, await link('Tomas'))
  await Promise.all([seesAndHears(maria, 1), seesAndHears(tomas, 1)])
  const [before] = await ways(maria)
  for (const page of [maria, tomas]) {
    const [{ username: _one, ...way } = {}] = await ways(page)
    expect(way).toEqual({ local: 'relay', remote: 'relay', told: ['typ relay'] })
  }
  expect(line.carried()).toBeGreaterThan(100)

  await test.step('forty minutes later: fresh credentials, and the sound never stopped', async () => {
    await maria.clock.fastForward('41:00')
    await expect
      .poll(() => ways(maria).then(([now]) => now?.username ?? before?.username), { timeout: 40_000 })
      .not.toBe(before?.username)
    await Promise.all([seesAndHears(maria, 1), seesAndHears(tomas, 1)])
  })
})

test.describe('one of two hides', () => {
  test.use({ everybodyHides: false })

  test('her page is told no address but the relay’s, nor is his; and loading it again changes nothing', async ({
    house,
    somebody,
  }) => {
    const { link } = await arrangeMeeting(await setUpClinic(house))
    const [maria, tomas] = [await somebody('Maria'), await somebody('Tomas')]
    for (const { context } of [maria, tomas]) await context.addInitScript(keepWhatIsTold)
    await joinBy(tomas.page, await link('Tomas'))
    await maria.page.goto(await link('Maria'))
    await maria.page.getByRole('button', { name: 'Open my invitation' }).click()
    const hide = maria.page.getByRole('switch', { name: 'Hide where I am' })
    await hide.click()
    await expect(hide).toBeChecked()
    await maria.page.getByRole('button', { name: 'With picture and sound' }).click()
    await maria.page.getByRole('button', { name: 'Come in', exact: true }).click()

    const meets = async () => {
      await Promise.all([maria, tomas].map(({ page }) => seesAndHears(page, 1)))
      const [his] = await ways(maria.page)
      expect(his).toMatchObject({ local: 'relay', told: ['typ relay'] })
      for (const { page } of [tomas, maria]) {
        const { candidates, addresses } = await told(page)
        expect(candidates.length).toBeGreaterThan(0)
        for (const words of candidates) expect(words).toMatch(/ typ relay raddr 0\.0\.0\.0 rport 0(?: |$)/)
        for (const address of addresses) expect(address).toBe('0.0.0.0')
      }
      // What his browser met of her, whoever told it: every one a place on the relay.
      const { candidates, met } = await told(tomas.page)
      const places = candidates.map(words => Number(words.split(' ')[5]))
      expect(met.length).toBeGreaterThan(0)
      for (const { address, port } of met) {
        expect(address).toBe('127.0.0.1')
        expect(places).toContain(port)
      }
    }
    await meets()
    await maria.page.reload()
    await expect(maria.page.getByRole('heading', { level: 1, name: /^Meeting with/ })).toBeAttached()
    await meets()
  })
})

test('who looks after the place asks whether two people behind strict networks can meet, and is told in words', async ({
  house,
  somebody,
}) => {
  await setUpClinic(house)
  await expect.poll(() => house.said()).toContain('two people behind strict networks can meet')
  const { page } = await somebody('Sam')
  await signIn(page, 'sam@clinic.example')
  await page.goto('/staff')
  await page.getByRole('button', { name: 'Ask the relay now' }).click()
  await expect(page.getByText('Yes. Two people behind strict networks can meet.').first()).toBeVisible()
  await expect(page.getByText(/it works\. A word went through it\./)).toBeVisible()
})

test('3 % loss and 300 ms jitter: the sound goes on without a gap of a second', { tag: '@chaos' }, async ({
  house,
  line,
  somebody,
}) => {
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const [maria, tomas] = [(await somebody('Maria')).page, (await somebody('Tomas')).page]
  await joinBy(maria, await link('Maria'))
  await joinBy(tomas, await link('Tomas'))
  await Promise.all([seesAndHears(maria, 1), seesAndHears(tomas, 1)])
  line.weather({ loss: 0.03, jitter: 300 })
  const gaps = await Promise.all([maria, tomas].map(page => longestGap(page, full ? 20_000 : 10_000)))
  process.stdout.write(`longest gap in the sound: ${gaps.map(gap => `${gap.toFixed(0)} ms`).join(', ')}\n`)
  for (const gap of gaps) expect(gap).toBeLessThan(1000)
  expect(line.lost() / (line.lost() + line.carried())).toBeGreaterThan(0.01)
  for (const page of [maria, tomas]) expect((await flow(page)).connections).toBe(1)
})

test('a bad line costs the movement, then the picture, and each is said on the tile; then all comes back by itself', {
  tag: '@chaos',
}, async ({ house, line, somebody }) => {
  test.setTimeout(full ? 400_000 : 240_000)
  const staff = await setUpClinic(house)
  const { link } = await arrangeMeeting(staff)
  const [maria, tomas] = [(await somebody('Maria')).page, (await somebody('Tomas')).page]
  await joinBy(maria, await link('Maria'))
  await joinBy(tomas, await link('Tomas'))
  await Promise.all([seesAndHears(maria, 1), seesAndHears(tomas, 1)])
  const tile = seatOf(tomas, 'Maria')
  line.weather({ loss: 0.15, jitter: 20 })
  const began = Date.now()
  await expect(tile.getByText('slow line, the picture stands still')).toBeVisible({ timeout: 40_000 })
  await expect(tile.getByText('slow line, sound only')).toBeVisible({ timeout: 40_000 })
  await expect(tile.locator('video')).toHaveCount(0)
  await expect.poll(() => flow(tomas).then(now => now.audioLevel), { timeout: 15_000 }).toBeGreaterThan(0.001)
  const mended = Date.now()
  process.stdout.write(`down to sound in ${mended - began} ms\n`)
  if (!full) return
  await test.step('where not even words come through whole, it is said that writing works; and writing works', async () => {
    line.weather({ loss: 0.7, jitter: 20 })
    const words = /no sound comes through now, writing works|does not hear you now, writing works/
    await expect(tile.getByText(words)).toBeVisible({ timeout: 90_000 })
    await add(maria, 'Voices', 'I am still here.')
    await expect(part(tomas, 'Voices').getByText('I am still here.')).toBeVisible()
  })
  line.weather({ loss: 0, jitter: 0 })
  await expect(tile.locator('video')).toHaveCount(1, { timeout: 120_000 })
  await expect(tile.getByText(/slow line|writing works/)).toHaveCount(0, { timeout: 60_000 })
  process.stdout.write(`up again in ${Date.now() - mended} ms\n`)
  await seesAndHears(tomas, 1)
})

/** The longest time in which nothing could be heard, as the browser's player of that sound tells: a voice speaks all along. */
const longestGap = (page: Page, span: number): Promise<number> =>
  page.evaluate(async lasts => {
    const began = performance.now()
    let heardAt = began
    let packets = 0
    let longest = 0
    while (performance.now() - began < lasts) {
      await new Promise<void>(resolve => void setTimeout(resolve, 50))
      let loud = 0
      let came = 0
      for (const connection of window.polyphonyConnections ?? []) {
        if (connection.connectionState === 'closed') continue
        for (const [, stat] of await connection.getStats()) {
          if (stat.type !== 'inbound-rtp' || stat.kind !== 'audio') continue
          loud = Math.max(loud, stat.audioLevel ?? 0)
          came += stat.packetsReceived ?? 0
        }
      }
      const now = performance.now()
      // What a player invents for packets that do not come is loud for a moment too.
      if (loud > 0.001 && came > packets) heardAt = now
      packets = came
      longest = Math.max(longest, now - heardAt)
    }
    return longest
  }, span)

declare global {
  interface Window {
    /** Every candidate and description that the others' pages sent to this one. */
    polyphonyTold?: string[]
  }
}

function keepWhatIsTold(): void {
  const kept: string[] = []
  window.polyphonyTold = kept
  const { addIceCandidate, setRemoteDescription } = RTCPeerConnection.prototype
  RTCPeerConnection.prototype.addIceCandidate = function (this: RTCPeerConnection, ...given: unknown[]) {
    kept.push(`a=${(given[0] as RTCIceCandidateInit).candidate ?? ''}`)
    return (addIceCandidate as (...all: unknown[]) => Promise<void>).apply(this, given)
  }
  RTCPeerConnection.prototype.setRemoteDescription = function (this: RTCPeerConnection, ...given: unknown[]) {
    kept.push((given[0] as RTCSessionDescriptionInit).sdp ?? '')
    return (setRemoteDescription as (...all: unknown[]) => Promise<void>).apply(this, given)
  }
}

/** All that this page was told of where the others are, and all that it met. */
const told = (page: Page) =>
  page.evaluate(async () => {
    const lines = (window.polyphonyTold ?? []).flatMap(words => words.split(/\r?\n/))
    const met: { address: string; port: number }[] = []
    for (const connection of window.polyphonyConnections ?? []) {
      for (const [, stat] of await connection.getStats()) {
        if (stat.type === 'remote-candidate') met.push({ address: stat.address, port: stat.port })
      }
    }
    return {
      candidates: lines.filter(line => line.startsWith('a=candidate:')),
      addresses: lines.flatMap(line => /^(?:c|o|a=rtcp)[=:].*IN IP[46] (\S+)/.exec(line)?.[1] ?? []),
      met,
    }
  })
