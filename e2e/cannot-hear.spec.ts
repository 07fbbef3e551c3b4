import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { joinBy, seatOf, seesAndHears } from './support/circle.ts'
import { look } from './support/looking.ts'
import { flow } from './support/media.ts'
import { expect, test } from './support/story.ts'

const control = (page: Page) => page.getByRole('button', { name: 'I cannot hear' })

test('Maria cannot hear: one tap, everyone knows, small steps help her, and one tap more when she hears again', async ({
  house,
  somebody,
}) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria } = await somebody('Maria', { phone: true })
  const { page: tomas } = await somebody('Tomas')
  await joinBy(maria, await link('Maria'), 'With picture and sound')
  await joinBy(tomas, await link('Tomas'), 'With picture and sound')
  await expect(seatOf(tomas, 'Maria')).toBeVisible()

  await control(maria).click()
  await expect(maria.getByRole('dialog', { name: 'You cannot hear' })).toContainText(
    'Everyone sees that you cannot hear right now.',
  )
  await expect(seatOf(tomas, 'Maria')).toContainText('cannot hear right now')
  await expect(tomas.getByRole('status').filter({ hasText: 'Maria cannot hear right now.' })).toBeAttached()
  await look(maria, 'cannot-hear')
  await maria.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
  await expect(control(maria)).toHaveAttribute('aria-pressed', 'true')
  await look(maria, 'room-cannot-hear')
  await look(tomas, 'room-other-cannot-hear')

  // A lost line takes it from nobody; a page that is loaded again still shows it.
  await tomas.reload()
  await expect(seatOf(tomas, 'Maria')).toContainText('cannot hear right now')
  await control(maria).click()
  await expect(control(maria)).toHaveAttribute('aria-pressed', 'false')
  await expect(seatOf(tomas, 'Maria')).not.toContainText('cannot hear')
})

/** What stands in the small window, and whether its pictures move. */
const small = (page: Page) =>
  page.evaluate(async () => {
    const { documentPictureInPicture } = window as unknown as { documentPictureInPicture: { window: Window | null } }
    const there = documentPictureInPicture.window
    if (there === null) return null
    const main = there.document.querySelector('main')
    if (main === null) return null
    const videos = [...there.document.querySelectorAll('video')]
    return {
      text: there.document.body.textContent,
      moving: videos.length > 0 && videos.every(video => video.readyState >= 2 && video.videoWidth > 0),
      microphone: there.document.querySelector('button')?.getAttribute('aria-pressed') ?? null,
      paper: there.getComputedStyle(main).backgroundColor,
      // Of the button's own rules and not of the browser's: the layers stand in the same order as on the page.
      bold: there.getComputedStyle(there.document.querySelector('button') as Element).fontWeight,
    }
  })

test('the faces in a small window: opened by a tap, over whatever else is on the screen, and gone with the meeting', async ({
  house,
  somebody,
}) => {
  const { link } = await arrangeMeeting(await setUpClinic(house))
  const { page: maria } = await somebody('Maria')
  const { page: tomas } = await somebody('Tomas')
  await joinBy(maria, await link('Maria'), 'With picture and sound')
  await joinBy(tomas, await link('Tomas'), 'With picture and sound')
  await seesAndHears(maria, 1)
  await maria.getByRole('button', { name: 'More', exact: true }).click()
  const open = maria.getByRole('button', { name: 'Faces in a small window' })
  await expect(open).toBeVisible()
  await open.click()
  await expect.poll(async () => (await small(maria))?.moving ?? false).toBe(true)
  const shown = await small(maria)
  expect(shown?.text).toContain('Tomas')
  expect(shown?.text).not.toContain('Maria')
  expect(shown?.paper).not.toBe('rgba(0, 0, 0, 0)')
  expect(shown?.bold).toBe('600')
  expect(shown?.microphone).toBe('true')

  // The microphone there is the same one.
  await maria.evaluate(() => {
    const { documentPictureInPicture } = window as unknown as { documentPictureInPicture: { window: Window } }
    documentPictureInPicture.window.document.querySelector('button')?.click()
  })
  await expect(maria.getByRole('button', { name: 'Microphone' })).toHaveAttribute('aria-pressed', 'false')
  // One more look at the same pictures: no line was made anew, and nothing stopped.
  const { connections, framesDecoded } = await flow(maria)
  expect(connections).toBe(1)
  await expect.poll(async () => (await flow(maria)).framesDecoded).toBeGreaterThan(framesDecoded + 5)
  await maria.getByRole('button', { name: 'Leave', exact: true }).click()
  await maria.getByRole('button', { name: 'Leave the meeting' }).click()
  await expect.poll(() => small(maria)).toBe(null)
})
