import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { look, tabTo } from './looking.ts'

/** A record, at the page of somebody who reads it larger, easier, on paper, and with their ears. */
export async function readsAsTheyLike(page: Page): Promise<void> {
  const record = page.getByRole('article', { name: 'What we said' })
  const larger = page.getByRole('button', { name: 'Larger letters' })
  const easy = page.getByRole('button', { name: 'Easy reading' })
  const aloud = page.getByRole('button', { name: 'Read it aloud' })
  const words = record.getByText('I am afraid at night', { exact: false })
  const letters = () => words.evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))

  const said = await record.textContent()
  expect(await letters()).toBe(18)
  await tabTo(page, larger)
  await page.keyboard.press('Space')
  await expect(larger).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(letters).toBe(26)
  await page.reload()
  await expect(larger).toHaveAttribute('aria-pressed', 'true')
  await expect.poll(letters).toBe(26)
  await look(page, 'record-larger')
  // 16 points are 21.3 pixels.
  await page.emulateMedia({ media: 'print' })
  await expect.poll(letters).toBeGreaterThan(21.3)
  await page.emulateMedia({ media: 'screen' })

  await larger.click()
  await easy.press('Enter')
  await expect(page.getByText('Who has looked')).toBeHidden()
  expect(await record.textContent()).toBe(said)
  await look(page, 'record-easy')

  // A voice that is elsewhere is none.
  await page.addInitScript(lendVoices, ['Elsewhere'])
  await page.reload()
  await expect(easy).toBeVisible()
  await expect(aloud).toHaveCount(0)
  await page.addInitScript(lendVoices, ['Elsewhere', 'Here'])
  await page.reload()
  await expect(easy).toHaveAttribute('aria-pressed', 'true')
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
  await expect(aloud).toBeVisible()
  expect(await heard()).toEqual([])
  await tabTo(page, aloud)
  await page.keyboard.press('Enter')
  await expect.poll(heard).toEqual(['Here: What we said'])
  await expect(page.locator('h1[data-aloud]')).toHaveText('What we said')
  await look(page, 'record-aloud')
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.evaluate(() => Object.assign(globalThis, { reads: true }))
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(aloud).toBeVisible()
  const all = (await heard()).join(' ')
  const order = [
    'Who was there',
    'Voices',
    'I want to sleep in my own bed',
    'In the words of Tomas',
    'I am afraid at night',
    'Reflections',
    'Decisions',
    'can live with it',
    'What stays open',
    'What happened in the spring?',
    'Next steps',
    'Ring the school',
    'Next meeting',
    'Said later',
  ].map(part => all.indexOf(part))
  expect(order).toEqual([...order].sort((a, b) => a - b))
  expect(order).not.toContain(-1)
  expect(all).not.toMatch(/Print|Its mark|How does it go|Read it aloud|Who has looked/)
  await expect(page.locator('[data-aloud]')).toHaveCount(0)

  // A second tap, leaving quickly and going elsewhere silence it.
  await page.evaluate(() => Object.assign(globalThis, { reads: false }))
  const hushed = () => page.evaluate(() => (globalThis as unknown as { hushed: number }).hushed)
  await aloud.click()
  const before = await hushed()
  await page.getByRole('button', { name: 'Stop reading' }).first().click()
  await expect(aloud).toBeFocused()
  expect(await hushed()).toBe(before + 1)
  await aloud.click()
  await page.evaluate(() => window.dispatchEvent(new Event('polyphony:leave-quickly')))
  expect(await hushed()).toBe(before + 3)
  await aloud.click()
  await page.getByRole('link', { name: 'The network around Maria' }).click()
  await expect(record).toBeHidden()
  await expect.poll(hushed).toBe(before + 5)
  await page.goBack()
  await easy.click()
  await expect(page.getByText('Who has looked')).toBeVisible()
}

/** The browser's own voices, as a device would have them: some elsewhere, some here. */
function lendVoices(names: string[]): void {
  const heard: string[] = []
  const house = Object.assign(globalThis as unknown as { reads: boolean; hushed: number }, {
    heard,
    reads: false,
    hushed: 0,
  })
  const voices = names.map(name => ({
    name,
    lang: 'en-GB',
    default: name === 'Elsewhere',
    localService: name === 'Here',
  }))
  class Utterance {
    voice: { name: string } | null = null
    lang = ''
    onend: (() => void) | null = null
    onerror: (() => void) | null = null
    readonly text: string
    constructor(text: string) {
      this.text = text
    }
  }
  const synthesis = Object.assign(new EventTarget(), {
    getVoices: () => voices,
    speak: (said: Utterance) => {
      heard.push(`${said.voice?.name}: ${said.text}`)
      if (house.reads) queueMicrotask(() => said.onend?.())
    },
    cancel: () => {
      house.hushed++
    },
  })
  Object.defineProperty(globalThis, 'speechSynthesis', { value: synthesis, configurable: true })
  Object.defineProperty(globalThis, 'SpeechSynthesisUtterance', { value: Utterance, configurable: true })
}
