import type { Locator, Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import type { BodyName } from './support/bodies.ts'
import { expect, story as test } from './support/bodies.ts'
import { chromium } from './support/chromium.ts'
import { joinBy, notebook, seatOf } from './support/circle.ts'
import { flow, openTracks, originsOf, picturesSent, unplug } from './support/media.ts'
import { signIn } from './support/office.ts'

/** What a MediaSession promises, whichever body it has. The same steps, the same page, the same browser. */
const bodies: readonly BodyName[] = ['mesh', 'livekit']

test.use({ launchOptions: chromium({ voice: true }) })

const soon = { timeout: 20_000 }
const heard = (page: Page) => flow(page).then(now => now.audioLevel)
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })

async function comes(page: Page, what: 'framesDecoded' | 'bytesReceived'): Promise<void> {
  const before = (await flow(page))[what]
  await expect.poll(() => flow(page).then(now => now[what] - before), soon).toBeGreaterThan(5)
}

/** Bytes a second, over two seconds. */
async function rates(page: Page): Promise<{ comes: number; goes: number }> {
  const before = await flow(page)
  await page.evaluate(() => new Promise<void>(resolve => void setTimeout(resolve, 2000)))
  const after = await flow(page)
  return {
    comes: (after.bytesReceived - before.bytesReceived) / 2,
    goes: (after.bytesSent - before.bytesSent) / 2,
  }
}

async function fromMore<T>(page: Page, then: (dialog: Locator) => Promise<T>): Promise<T> {
  await button(page, 'More').click()
  const dialog = page.getByRole('dialog')
  const got = await then(dialog)
  if (await dialog.isVisible()) await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  return got
}

/** Another device of the kind, as one chooses it in the middle of a conversation. */
const chooseOther = (page: Page, label: string) =>
  fromMore(page, async dialog => {
    await dialog.getByText('Choose another microphone or camera').click()
    const choice = dialog.getByLabel(label)
    const labels = await choice.locator('option').allTextContents()
    const now = await choice.locator('option:checked').textContent()
    const other = labels.findLast(one => one !== now) ?? ''
    await choice.selectOption({ label: other })
    return other
  })

for (const body of bodies) {
  test.describe(`one MediaSession, over ${body}`, { tag: body === 'livekit' ? ['@livekit'] : [] }, () => {
    test.use({ body })

    test('join, mute, camera, devices, plugs, screen, quality, leave', async ({ house, livekit, somebody }) => {
      test.slow()
      const staff = await setUpClinic(house)
      const { link, meeting } = await arrangeMeeting(staff)
      const [{ page: sam, context: his }, { page: maria, context: hers }] = [
        await somebody('Sam'),
        await somebody('Maria'),
      ]
      const asked = [his, hers].map(originsOf)

      await test.step('D2, rights only from the server: alone Sam sends and receives not one byte', async () => {
        await signIn(sam, 'sam@clinic.example')
        await sam.goto(`/meetings/${meeting}`)
        await button(sam, 'With picture and sound').click()
        await sam.getByRole('button', { name: 'Come in', exact: true }).click()
        await expect(sam.getByRole('heading', { name: 'We wait for Maria or their people.' })).toBeVisible()
        const { connections, bytesSent, bytesReceived } = await flow(sam)
        expect({ connections, bytesSent, bytesReceived }).toEqual({ connections: 0, bytesSent: 0, bytesReceived: 0 })
        if (livekit) expect(await livekit.whoIsIn(meeting)).toEqual([])
      })

      await test.step('join and publish: each sees and hears the other, and a word says who speaks', async () => {
        await joinBy(maria, await link('Maria'))
        await expect(notebook(sam)).toBeVisible()
        for (const page of [sam, maria]) {
          await comes(page, 'framesDecoded')
          await expect.poll(() => heard(page), soon).toBeGreaterThan(0.01)
        }
        await expect(seatOf(sam, 'Maria').getByText('speaking')).toBeVisible()
      })

      await test.step('quality: two people send 360 lines', async () => {
        await expect
          .poll(() => picturesSent(maria).then(all => Math.max(0, ...all.map(one => one.height ?? 0))), soon)
          .toBe(360)
      })

      await test.step('less data: a fraction comes and goes, it is said, the sound stays; and back', async () => {
        const usual = await rates(maria)
        await fromMore(maria, dialog => dialog.getByRole('switch', { name: 'Use less data' }).click())
        await expect.poll(() => rates(maria).then(now => now.comes / usual.comes), soon).toBeLessThan(0.5)
        await expect.poll(() => rates(maria).then(now => now.goes / usual.goes), soon).toBeLessThan(0.5)
        await expect(seatOf(maria, 'Sam').getByText('less data, the picture stands still')).toBeVisible()
        for (const page of [sam, maria]) await expect.poll(() => heard(page), soon).toBeGreaterThan(0.01)
        await fromMore(maria, dialog => dialog.getByRole('switch', { name: 'Use less data' }).click())
        await expect.poll(() => rates(maria).then(now => now.goes / usual.goes), soon).toBeGreaterThan(0.5)
      })

      await test.step('mute: silence there, the track stays; and back', async () => {
        await button(maria, /^Microphone/).click()
        await expect.poll(() => heard(sam), soon).toBeLessThan(0.001)
        await expect(seatOf(sam, 'Maria').getByText('microphone off')).toBeVisible()
        expect((await openTracks(maria)).microphone).not.toEqual([])
        await button(maria, /^Microphone/).click()
        await expect.poll(() => heard(sam), soon).toBeGreaterThan(0.01)
      })

      await test.step('camera off: the light goes out and the picture is gone; and back', async () => {
        await button(maria, /^Camera/).click()
        await expect.poll(() => openTracks(maria).then(({ camera }) => camera)).toEqual([])
        await expect(seatOf(sam, 'Maria').locator('video')).toHaveCount(0)
        await button(maria, /^Camera/).click()
        await expect(seatOf(sam, 'Maria').locator('video')).toHaveCount(1)
        await comes(sam, 'framesDecoded')
      })

      await test.step('another camera and another microphone, in the middle of it', async () => {
        const camera = await chooseOther(maria, 'Which camera')
        await expect.poll(() => openTracks(maria).then(now => now.camera)).toEqual([camera])
        await comes(sam, 'framesDecoded')
        const microphone = await chooseOther(maria, 'Which microphone')
        await expect.poll(() => openTracks(maria).then(now => new Set(now.microphone))).toEqual(new Set([microphone]))
        await expect.poll(() => heard(sam), soon).toBeGreaterThan(0.01)
      })

      await test.step('a plug is pulled: another takes its place, it is said, and Maria is still heard', async () => {
        await unplug(maria, 'audio')
        await expect(maria.getByText('Your microphone was unplugged.').first()).toBeVisible()
        await button(maria, 'All right').click()
        await expect.poll(() => heard(sam), soon).toBeGreaterThan(0.01)
        await unplug(maria, 'video')
        await expect(maria.getByText('Your camera was unplugged.').first()).toBeVisible()
        await comes(sam, 'framesDecoded')
      })

      await test.step('a screen is shown, beside the faces, and taken away', async () => {
        await fromMore(maria, dialog => dialog.getByRole('button', { name: 'Show my screen' }).click())
        const shown = sam.getByRole('figure').filter({ hasText: 'Maria shows a screen' })
        const video = shown.locator('video')
        await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.videoWidth), soon).toBeGreaterThan(0)
        await expect(seatOf(sam, 'Maria').locator('video')).toHaveCount(1)
        await button(maria, 'Stop showing it').click()
        await expect(shown).toBeHidden()
      })

      await test.step('leave: everything is let go of at once', async () => {
        await maria.getByRole('button', { name: 'Leave', exact: true }).click()
        await button(maria, 'Leave the meeting').click()
        await expect.poll(() => openTracks(maria)).toEqual({ camera: [], microphone: [] })
        await expect.poll(() => flow(maria).then(now => now.connections)).toBe(0)
        await expect.poll(() => flow(sam).then(now => now.connections), soon).toBe(0)
        if (livekit) await expect.poll(() => livekit.whoIsIn(meeting)).toEqual([])
      })

      await test.step('nobody’s page spoke to anybody but the house, and the house’s own media server', () => {
        const ours = [house.url, house.url.replace(/^http/, 'ws'), ...(livekit?.origins ?? [])]
        for (const origins of asked) expect([...origins].filter(origin => !ours.includes(origin))).toEqual([])
      })
    })
  })
}
