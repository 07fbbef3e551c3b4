import { writeFileSync } from 'node:fs'
import { test as base, devices } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import { startHouse } from './house.ts'
import type { House } from './house.ts'
import { watchConnections } from './media.ts'
import type { Network } from './network.ts'

export interface Somebody {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
}

interface Story {
  /** Settings of the house, over the usual ones. */
  readonly settings: Readonly<Record<string, string>>
  readonly house: House
  /** A browser of their own for somebody; a phone where that is what they have. */
  readonly somebody: (
    name: string,
    given?: { phone?: boolean; media?: boolean; network?: Network },
  ) => Promise<Somebody>
}

/** Every story has a house of its own, and fails when any page of it breaks. */
export const test = base.extend<Story>({
  // Playwright reads from the first parameter what a fixture needs: nothing here.
  settings: async ({ browserName: _none }, use) => {
    await use({})
  },
  house: async ({ settings }, use, info) => {
    const house = await startHouse({ SERVICE_NAME: 'North Clinic', SERVICE_PHONE: '+353 1 555 0100', ...settings })
    await use(house)
    if (info.status !== info.expectedStatus) writeFileSync(info.outputPath('server.log'), house.said())
    await house.stop()
  },
  somebody: async ({ browser, house }, use, info) => {
    const contexts: BrowserContext[] = []
    const broken: string[] = []
    await use(async (name, { phone = false, media = true, network } = {}) => {
      const context = await browser.newContext({
        ...(phone ? devices['Pixel 7'] : devices['Desktop Chrome']),
        baseURL: house.url,
        locale: 'en-GB',
        timezoneId: 'Europe/Dublin',
        permissions: media ? ['camera', 'microphone'] : [],
        ...(network && { proxy: network.proxy }),
      })
      contexts.push(context)
      await watchConnections(context)
      context.on('page', opened => {
        opened.on('pageerror', error => broken.push(`${name}: ${error.stack ?? error.message}`))
      })
      return { name, context, page: await context.newPage() }
    })
    if (info.status !== info.expectedStatus) {
      for (const [at, context] of contexts.entries()) {
        for (const page of context.pages()) {
          await page.screenshot({ path: info.outputPath(`at-the-end-${at}.png`) }).catch(() => null)
        }
      }
    }
    for (const context of contexts) await context.close()
    if (broken.length > 0) throw new Error(`A page broke.\n${broken.join('\n')}`)
  },
})

export { expect } from '@playwright/test'
