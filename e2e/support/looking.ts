import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { root } from './sources.ts'

const folder = join(root, 'test-results', 'screens')
const sizes = [
  { width: 390, height: 844 },
  { width: 1280, height: 800 },
]

/** Looks at a screen small and large, light and dark: a picture of each, and nothing for axe to find (WCAG 2.2 AA). */
export async function look(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const called = `${name} ${size.width} ${colorScheme}`
      await page.screenshot({ path: join(folder, `${called.replaceAll(' ', '-')}.png`), fullPage: true })
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze()
      const found: string[] = []
      for (const { id, help, nodes } of violations) {
        for (const { target } of nodes) {
          const place = target.join(' ')
          if (id !== 'target-size' || (await isSmallInSight(page, place))) found.push(`${id} (${help}): ${place}`)
        }
      }
      expect.soft(found, called).toEqual([])
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect.soft(over, `${called} is wider than the screen`).toBeLessThanOrEqual(0)
    }
  }
}

/** A button that has gone half under the bar above it is cut off there, and as large as ever a finger's breadth below. */
async function isSmallInSight(page: Page, place: string): Promise<boolean> {
  await page
    .locator(place)
    .first()
    .evaluate(element => element.scrollIntoView({ block: 'center' }))
  const { violations } = await new AxeBuilder({ page }).include(place).withRules(['target-size']).analyze()
  return violations.length > 0
}

/** Walks with the Tab key until the thing has the focus: what cannot be reached so is not there for many. */
export async function tabTo(page: Page, thing: Locator): Promise<void> {
  const there = () =>
    thing.evaluate(element => element === document.activeElement || element.contains(document.activeElement))
  for (let step = 0; step < 120; step++) {
    if (await there()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key does not reach ${thing}.`)
}
