import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import { flow } from './media.ts'

/** What people do in a meeting, in the words and roles that they find there. */
export type Way = 'With picture and sound' | 'With sound' | 'With notes only'

/** From the message to the circle. Answers how many taps it took; opening the message's link is the first. */
export async function joinBy(page: Page, link: string, way: Way | null = 'With picture and sound'): Promise<number> {
  let taps = 0
  const tap = async (button: Locator) => {
    taps += 1
    await button.click()
  }
  await page.goto(link)
  await tap(page.getByRole('button', { name: 'Open my invitation' }))
  if (way !== null) await tap(page.getByRole('button', { name: way }))
  await tap(page.getByRole('button', { name: 'Come in', exact: true }))
  await expect(page.getByRole('heading', { level: 1, name: /^Meeting with/ })).toBeAttached()
  return taps
}

export const seatOf = (page: Page, name: string): Locator =>
  page
    .getByRole('region', { name: 'The people here' })
    .getByRole('listitem')
    .filter({ has: page.getByText(new RegExp(`^${name}( \\(you\\))?$`)) })

/** The names in the circle, in the order of this screen. */
export const circle = (page: Page): Promise<string[]> =>
  page
    .getByRole('region', { name: 'The people here' })
    .last()
    .getByRole('listitem')
    .evaluateAll(tiles => tiles.map(tile => tile.querySelector('p > span')?.textContent?.replace(' (you)', '') ?? ''))

export const notebook = (page: Page): Locator => page.getByRole('region', { name: 'What we write and decide' })

export type Part = 'Notes' | 'Voices' | 'Thinking aloud' | 'Decisions' | 'What stays open' | 'Next steps'
export const part = (page: Page, name: Part): Locator => notebook(page).getByRole('region', { name, exact: true })

export async function add(page: Page, where: Part, words: string): Promise<void> {
  const there = part(page, where)
  await there.getByLabel('Add in your own words').fill(words)
  await there.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(there.getByText(words)).toBeVisible()
}

/** Scrolls to words that somebody else wrote, as one does to read them. Only what is seen is an editor. */
export async function lookAt(page: Page, where: Part, words: string): Promise<void> {
  const there = part(page, where).getByText(words)
  await expect(there).toBeVisible()
  // What is seen becomes an editor, under the hand that scrolls to it.
  await expect(() => there.scrollIntoViewIfNeeded({ timeout: 2000 })).toPass({ timeout: 15_000 })
}

/** All that this page has written is durable. */
export const saved = (page: Page): Promise<void> =>
  expect(notebook(page).getByText('Saved', { exact: true })).toBeVisible()

/** "We have read this", one thing after the other, until this is seen. */
export async function readAll(page: Page, then: Locator): Promise<void> {
  const read = page.getByRole('button', { name: 'We have read this' })
  const shown = notebook(page).locator('[data-reading]')
  await expect(read.or(then)).toBeVisible()
  for (let left = 30; left > 0 && !(await then.isVisible()); left--) {
    const before = await shown.ariaSnapshot()
    await read.click()
    await expect.poll(() => shown.ariaSnapshot()).not.toBe(before)
  }
}

/** Pictures are decoded and somebody's voice is heard: as the browser itself counts it. */
export async function seesAndHears(page: Page, others: number): Promise<void> {
  await expect.poll(() => flow(page).then(now => now.connections), { timeout: 30_000 }).toBe(others)
  const before = (await flow(page)).framesDecoded
  await expect.poll(() => flow(page).then(now => now.framesDecoded - before), { timeout: 30_000 }).toBeGreaterThan(5)
  await expect.poll(() => flow(page).then(now => now.audioLevel), { timeout: 30_000 }).toBeGreaterThan(0)
}

/** Puts the cursor at one end of the words of an entry, as a tap and a key do. */
export async function cursorAt(words: Locator, end: 'Home' | 'End'): Promise<void> {
  await words.click()
  await drawn(words)
  await words.press(`Control+${end}`)
  await drawn(words)
}

/** The browser tells the editor where the cursor has gone with the next picture; no hand is quicker than that. */
const drawn = (words: Locator): Promise<void> =>
  words.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise(resolve => requestAnimationFrame(resolve))
  })

/** The words themselves, without the names on other people's cursors. */
export const wordsOf = (words: Locator): Promise<string> =>
  words.evaluate(box => {
    const copy = box.cloneNode(true) as Element
    for (const cursor of copy.querySelectorAll('[aria-hidden="true"]')) cursor.remove()
    return (copy.textContent ?? '').replaceAll('\u2060', '')
  })
