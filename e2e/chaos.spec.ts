import type { CDPSession, Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { startTcpLine, startUdpLine } from './support/bad-line.ts'
import type { TcpLine, UdpLine } from './support/bad-line.ts'
import { add, circle, joinBy, part, saved } from './support/circle.ts'
import { startCoturn } from './support/coturn.ts'
import type { Coturn } from './support/coturn.ts'
import { flow, pairsThatFlow } from './support/media.ts'
import { findCoturn, howToGetCoturn } from './support/media-servers.mjs'
import { expect, test as base } from './support/story.ts'

/** pnpm chaos: every cause as long as people meet it. In "npm test" the short form. */
const full = process.env['CHAOS'] === 'full'
const cuts = full ? [1, 10, 60] : [1, 10]
/** A promise of the house: media is back in this time after the cause has ended, in every pair. */
const backIn = 10_000

/** Everybody's words go through one line, everybody's sound and picture through another: both can be cut. */
const test = base.extend<{ words: TcpLine; coturn: Coturn; media: UdpLine }>({
  words: async ({ browserName: _none }, use) => {
    const line = await startTcpLine()
    await use(line)
    line.stop()
  },
  coturn: async ({ browserName: _none }, use, info) => {
    info.skip(findCoturn() === null, howToGetCoturn)
    const coturn = await startCoturn()
    await use(coturn)
    await coturn.stop()
  },
  media: async ({ coturn }, use) => {
    const line = await startUdpLine(coturn.port)
    await use(line)
    line.stop()
  },
  settings: async ({ words, coturn, media }, use) => {
    const relay = { TURN_URLS: `turn:127.0.0.1:${media.port}`, TURN_SECRET: coturn.secret, RELAY_ONLY: 'yes' }
    await use({ PUBLIC_URL: words.url, ...relay })
  },
})

const moment = (span: number) => new Promise<void>(resolve => void setTimeout(resolve, span))

/** Bytes of sound and picture. What a browser says to keep a line open is not among them. */
async function sentInASecond(page: Page): Promise<number> {
  const before = (await flow(page)).bytesSent
  await moment(1000)
  return (await flow(page)).bytesSent - before
}

const restartsIce = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const connection of window.polyphonyConnections ?? []) {
      if (connection.connectionState !== 'closed') connection.restartIce()
    }
  })

/** The names that this side gave to its ways: new ones with every restart. */
const waysOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    (window.polyphonyConnections ?? [])
      .filter(({ connectionState }) => connectionState !== 'closed')
      .map(({ localDescription }) => /a=ice-ufrag:(\S+)/.exec(localDescription?.sdp ?? '')?.[1] ?? ''),
  )

async function sleepingTab(page: Page): Promise<CDPSession> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' })
  return devtools
}

test('whatever happens to a line, everybody hears and sees everybody again within ten seconds', {
  tag: '@chaos',
}, async ({ house, words, media, somebody }) => {
  test.setTimeout(full ? 400_000 : 240_000)
  words.to(Number(new URL(house.url).port))
  const staff = await setUpClinic({ ...house, url: words.url })
  const people = [
    { name: 'Elena', relation: 'mother' },
    { name: 'Tomas', relation: 'brother' },
  ]
  const { link } = await arrangeMeeting(staff, { people })
  const names = ['Maria', 'Elena', 'Tomas']
  const pages: Page[] = []
  for (const name of names) {
    const { page } = await somebody(name)
    await joinBy(page, await link(name))
    pages.push(page)
  }
  const [maria, elena, tomas] = pages as [Page, Page, Page]
  const told: string[] = []

  /** Every pair, both ways. Answers after how many milliseconds. */
  async function allFlow(within: number): Promise<number> {
    const began = Date.now()
    await Promise.all(
      pages.map(page =>
        expect.poll(() => pairsThatFlow(page), { timeout: within, intervals: [250] }).toBe(pages.length - 1),
      ),
    )
    return Date.now() - began
  }
  async function after(cause: string, make: () => Promise<void>): Promise<void> {
    await test.step(cause, async () => {
      await make()
      // What flows is measured over half a second, and the measure itself takes its time on a busy machine.
      const took = await allFlow(backIn + 1500)
      told.push(`${cause}: ${(took / 1000).toFixed(1)} s`)
      expect(took).toBeLessThanOrEqual(backIn + 1000)
    })
  }
  const cutFor = async (span: number) => {
    words.cut()
    await moment(span)
    words.mend()
  }

  await allFlow(40_000)
  await add(maria, 'Voices', 'I have not slept for three nights.')
  await saved(maria)
  for (const page of pages) await page.evaluate(() => Object.assign(window, { neverReloaded: true }))

  await test.step('words gone for longer than anybody waits: nothing is sent any more, and it is said', async () => {
    words.cut()
    for (const page of pages) {
      await expect(page.getByText('Nobody hears or sees you until your line is back.').first()).toBeVisible()
    }
    await expect
      .poll(async () => Math.max(...(await Promise.all(pages.map(sentInASecond)))), { timeout: 15_000 })
      .toBeLessThan(300)
    words.mend()
    told.push(`sending again after the grace: ${((await allFlow(backIn + 1500)) / 1000).toFixed(1)} s`)
  })
  await after('both sides of every pair ask anew at the same moment, five times', async () => {
    for (let again = 0; again < 5; again++) await Promise.all(pages.map(restartsIce))
  })
  await test.step('a browser that says its network has changed: every pair looks for a new way at once', async () => {
    const before = await waysOf(maria)
    await maria.evaluate(() => dispatchEvent(new Event('online')))
    await expect.poll(() => waysOf(maria).then(now => now.filter(way => before.includes(way)))).toEqual([])
    await allFlow(backIn)
  })
  for (const seconds of cuts) await after(`words cut for ${seconds} s`, () => cutFor(seconds * 1000))
  await after('the server falls and comes back', () => house.crashAndRestart())
  await after('another network: everything comes from another place', async () => media.change())
  await after('no packet gets through for 5 s', async () => {
    media.weather({ loss: 1, jitter: 0 })
    await moment(5000)
    media.weather({ loss: 0, jitter: 0 })
  })
  await after(`a tab sleeps for ${full ? 30 : 12} s`, async () => {
    const devtools = await sleepingTab(tomas)
    await moment(full ? 30_000 : 12_000)
    await devtools.send('Page.setWebLifecycleState', { state: 'active' })
  })
  for (const page of pages) expect(await page.evaluate(() => 'neverReloaded' in window)).toBe(true)

  await after('a browser is killed, and its person comes back by the same link', async () => {
    await tomas.close()
    const again = (await somebody('Tomas again')).page
    pages[2] = again
    await joinBy(again, await link('Tomas'))
  })

  await test.step('who came again took the place of who was there: no connection more than people', async () => {
    for (const page of [maria, elena]) await expect.poll(() => flow(page).then(now => now.connections)).toBe(2)
  })

  await test.step('seats are kept, and not a letter is lost', async () => {
    for (const page of [maria, elena, pages[2] as Page]) {
      expect((await circle(page)).toSorted()).toEqual(names.toSorted())
      await expect(part(page, 'Voices').getByText('I have not slept for three nights.')).toHaveCount(1)
    }
  })
  process.stdout.write(`media back after:\n  ${told.join('\n  ')}\n`)
})
