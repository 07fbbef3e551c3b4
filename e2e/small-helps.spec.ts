import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { chromium } from './support/chromium.ts'
import { add, joinBy, notebook, part, seatOf, seesAndHears } from './support/circle.ts'
import { expect, test } from './support/story.ts'

test.use({ launchOptions: chromium({ voice: true }) })

declare global {
  interface Window {
    polyphonyAwake?: number
  }
}
const controls = (page: Page) => page.getByRole('region', { name: 'Microphone, camera and more' })
const microphone = (page: Page) => page.getByRole('button', { name: 'Microphone', exact: true })
/** As a phone does it when it rings: the track stays and gives nothing. */
const call = (page: Page, takes: boolean) =>
  page.evaluate(
    name => {
      for (const track of window.polyphonyTracks ?? []) if (track.kind === 'audio') track.dispatchEvent(new Event(name))
    },
    takes ? 'mute' : 'unmute',
  )

test('in the room: the screen stays on, the keys, speaking while off, a phone call', async ({ house, somebody }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria, context } = await somebody('Maria')
  // What is not granted in a story is denied; people's browsers ask nobody for this.
  await context.grantPermissions(['camera', 'microphone', 'screen-wake-lock'])
  await context.addInitScript(() => {
    const { wakeLock } = navigator
    const ask = wakeLock.request.bind(wakeLock)
    wakeLock.request = async kind => {
      const lock = await ask(kind)
      window.polyphonyAwake = (window.polyphonyAwake ?? 0) + 1
      return lock
    }
  })
  const { page: tomas } = await somebody('Tomas')
  await joinBy(maria, await link('Maria'), 'With sound')
  await joinBy(tomas, await link('Tomas'), 'With sound')
  await expect.poll(() => maria.title()).toBe('● Polyphony')
  await expect.poll(() => maria.evaluate(() => window.polyphonyAwake ?? 0)).toBeGreaterThan(0)

  // A letter alone is a letter; with Ctrl it is a key, and the list of keys says so.
  await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'true')
  await maria.keyboard.press('d')
  await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'true')
  await maria.getByRole('button', { name: 'More', exact: true }).click()
  await expect(maria.getByText('Ctrl + D turns the microphone on and off.')).toBeVisible()
  await maria.keyboard.press('Escape')
  await add(maria, 'Voices', 'I had a difficult day.')
  await maria.keyboard.press('Control+d')
  await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'false')
  await expect(seatOf(tomas, 'Maria')).toContainText('microphone off')
  await expect(part(maria, 'Voices')).toContainText('I had a difficult day.')

  await expect(maria.getByText('You are speaking, and your microphone is off.').first()).toBeVisible()
  await maria.keyboard.press('Control+d')
  await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'true')
  await expect(seatOf(tomas, 'Maria')).not.toContainText('microphone off')

  await call(maria, true)
  await expect(controls(maria).getByText('Something else took the microphone. Perhaps a phone call.')).toBeVisible()
  await expect(controls(maria).getByText('It comes back by itself when that ends.')).toBeVisible()
  await expect(notebook(maria)).toBeVisible()
  await call(maria, false)
  await expect(microphone(maria)).toHaveAttribute('aria-pressed', 'true')
  await expect(controls(maria).getByText('Something else took the microphone.', { exact: false })).toHaveCount(0)

  // The thumb that looks for the microphone does not find the way out: the farthest place, and a gap before it.
  const places = await controls(maria)
    .getByRole('button')
    .evaluateAll(all => all.map(one => ({ name: one.textContent, at: one.getBoundingClientRect() })))
  const last = places.at(-1)
  expect(last?.name).toBe('Leave')
  expect((last?.at.left ?? 0) - (places.at(-2)?.at.right ?? 0)).toBeGreaterThan(8)
  await maria.getByRole('button', { name: 'Leave', exact: true }).click()
  await maria.getByRole('button', { name: 'Leave the meeting' }).click()
  await expect.poll(() => maria.title()).not.toContain('●')
})

test('a page that was loaded again may not play: one tap, and everyone is heard', async ({ house, somebody }) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria, context } = await somebody('Maria')
  // As phones do it: nothing sounds before a tap on the page as it stands now.
  await context.addInitScript(() => {
    let tapped = false
    addEventListener(
      'pointerdown',
      () => {
        tapped = true
      },
      { capture: true },
    )
    const play = HTMLMediaElement.prototype.play
    HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
      const silent = this.muted || tapped
      return silent ? play.call(this) : Promise.reject(new DOMException('', 'NotAllowedError'))
    }
  })
  const { page: tomas } = await somebody('Tomas')
  await joinBy(maria, await link('Maria'))
  await joinBy(tomas, await link('Tomas'))
  await seesAndHears(tomas, 1)
  await maria.reload()
  await expect(maria.getByText('The browser waits for a tap before it plays sound.').first()).toBeVisible()
  await maria.getByRole('button', { name: 'Tap to hear' }).click()
  await expect(maria.getByRole('button', { name: 'Tap to hear' })).toBeHidden()
  await seesAndHears(maria, 1)
})
