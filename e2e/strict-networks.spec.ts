import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { startTcpLine } from './support/bad-line.ts'
import { joinBy, seesAndHears } from './support/circle.ts'
import { startCoturn } from './support/coturn.ts'
import { startHouse } from './support/house.ts'
import { watchConnections } from './support/media.ts'
import { findCoturn, howToGetCoturn } from './support/media-servers.mjs'
import { layNetworks, whyNoNetworks } from './support/networks.ts'
import { expect, test } from './support/story.ts'

const whyNot = whyNoNetworks() ?? (findCoturn() === null ? howToGetCoturn : null)
test.skip(whyNot !== null, whyNot ?? '')

for (const by of ['udp', 'tcp'] as const) {
  test(`two homes that cannot reach each other meet through the relay, over ${by.toUpperCase()}`, async ({
    playwright,
  }) => {
    const networks = layNetworks()
    const ends: (() => unknown)[] = [networks.take]
    try {
      const { address, inside } = networks.relay
      const coturn = await startCoturn({ address, inside, udp: by === 'udp' })
      ends.unshift(coturn.stop)
      const line = await startTcpLine(networks.house)
      ends.unshift(line.stop)
      const turn = { TURN_URLS: `turn:${address}:3478?transport=${by}`, TURN_SECRET: coturn.secret }
      const house = await startHouse({ PUBLIC_URL: line.url, ...turn })
      ends.unshift(house.stop)
      line.to(Number(new URL(house.url).port))
      const { link } = await arrangeMeeting(await setUpClinic({ ...house, url: line.url }))

      const comes = async (home: 0 | 1, name: string): Promise<Page> => {
        const browser = await playwright.chromium.launch(networks.at(home, line.url))
        ends.unshift(() => browser.close())
        const context = await browser.newContext({ permissions: ['camera', 'microphone'] })
        await watchConnections(context)
        const page = await context.newPage()
        await joinBy(page, await link(name))
        return page
      }
      const pages = [await comes(0, 'Maria'), await comes(1, 'Tomas')]
      await Promise.all(pages.map(page => seesAndHears(page, 1)))
      for (const page of pages) expect(await wayOf(page)).toEqual(['relay'])
    } finally {
      for (const end of ends) await end()
    }
  })
}

/** What kind of place this page's sound and picture leave from. */
const wayOf = (page: Page): Promise<(string | undefined)[]> =>
  page.evaluate(async () => {
    const open = (window.polyphonyConnections ?? []).filter(({ connectionState }) => connectionState === 'connected')
    return Promise.all(
      open.map(async connection => {
        const stats = [...(await connection.getStats()).values()]
        const pair = stats.find(stat => stat.type === 'candidate-pair' && stat.nominated && stat.state === 'succeeded')
        const places = stats.filter(({ id }) => id === pair?.localCandidateId || id === pair?.remoteCandidateId)
        return places.find(({ candidateType }) => candidateType === 'relay')?.candidateType
      }),
    )
  })
