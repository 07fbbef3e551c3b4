import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { arrangeMeeting, setUpClinic } from './support/arranged.ts'
import { expect, liveKitStory as test } from './support/bodies.ts'
import { chromium } from './support/chromium.ts'
import { joinBy, notebook, seatOf } from './support/circle.ts'
import type { House } from './support/house.ts'
import { flow, watchConnections } from './support/media.ts'
import { signIn } from './support/office.ts'
import { root } from './support/sources.ts'

test.use({ launchOptions: chromium({ voice: true }) })

interface Caller {
  ring(given: { url: string; token: string }): Promise<void>
  /** How loud it is in the telephone, 0 to 1. */
  loud(): Promise<number>
}

declare global {
  interface Window {
    LivekitClient?: {
      Room: new () => {
        connect(url: string, token: string): Promise<void>
        on(what: 'trackSubscribed', then: (track: { attach(): HTMLElement }) => void): void
        readonly localParticipant: { setMicrophoneEnabled(on: boolean): Promise<unknown> }
      }
    }
  }
}

/** What LiveKit's own telephone service does when a call comes in: a place in the room, of the kind SIP, and its sound. */
async function telephone(page: Page, house: House): Promise<Caller> {
  await page.goto(`${house.url}/help.html`)
  await page.addScriptTag({ path: join(root, 'client/node_modules/livekit-client/dist/livekit-client.umd.js') })
  return {
    ring: given =>
      page.evaluate(async ({ url, token }) => {
        const kit = window.LivekitClient
        if (!kit) throw new Error('no library')
        const room = new kit.Room()
        room.on('trackSubscribed', track => document.body.append(track.attach()))
        await room.connect(url, token)
        await room.localParticipant.setMicrophoneEnabled(true).catch(() => undefined)
      }, given),
    loud: () => flow(page).then(now => now.audioLevel),
  }
}

/** How many different voices are heard on this page now. */
const voices = (page: Page) =>
  page.evaluate(async () => {
    let loud = 0
    for (const connection of window.polyphonyConnections ?? []) {
      if (connection.connectionState === 'closed') continue
      for (const [, stat] of await connection.getStats()) {
        if (stat.type === 'inbound-rtp' && stat.kind === 'audio' && (stat.audioLevel ?? 0) > 0.001) loud += 1
      }
    }
    return loud
  })

test('by phone: nobody rings in unasked; said to be with us by phone, Elena is heard, and all know that nothing is locked', {
  tag: '@livekit',
}, async ({ house, livekit, somebody, browser }) => {
  livekit.tells(house.url)
  const staff = await setUpClinic(house)
  const { link, meeting } = await arrangeMeeting(staff, { people: [{ name: 'Elena', relation: 'mother' }] })
  const [sam, maria] = [(await somebody('Sam')).page, (await somebody('Maria')).page]
  const outside = await browser.newContext({ bypassCSP: true, permissions: ['microphone'] })
  await watchConnections(outside)
  const elena = await telephone(await outside.newPage(), house)
  const [url = ''] = livekit.origins
  const told = 'Somebody rings in by phone.'
  const notice = (page: Page) => page.getByRole('region', { name: 'Microphone, camera and more' }).getByText(told)

  await joinBy(maria, await link('Maria'))
  await signIn(sam, 'sam@clinic.example')
  await sam.goto(`/meetings/${meeting}`)
  await sam.getByRole('button', { name: 'With picture and sound' }).click()
  await sam.getByRole('button', { name: 'Come in', exact: true }).click()
  await expect(notebook(sam)).toBeVisible()
  await expect.poll(() => livekit.locks(meeting)).toEqual(['locked'])
  await expect.poll(() => livekit.whoIsIn(meeting), { timeout: 15_000 }).toHaveLength(2)
  const devices = (await livekit.whoIsIn(meeting)).toSorted()

  await test.step('unasked: out again at once, and nobody’s lock is opened', async () => {
    await elena.ring({ url, token: await livekit.phone(meeting) }).catch(() => undefined)
    await expect.poll(async () => (await livekit.whoIsIn(meeting)).toSorted()).toEqual(devices)
    expect(await livekit.locks(meeting)).toEqual(['locked'])
  })

  await test.step('Sam says that she is with us by phone: she rings again, hears and is heard, and all are told', async () => {
    await sam.getByRole('button', { name: 'More' }).click()
    await sam.getByRole('button', { name: 'With me here' }).click()
    const dialog = sam.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Someone sits with me' }).click()
    await dialog.getByText('Elena').click()
    await dialog.getByText('They are with us by phone').click()
    await dialog.getByRole('button', { name: 'They are here' }).click()
    await sam.keyboard.press('Escape')
    await expect(seatOf(maria, 'Elena').getByText('by phone')).toBeVisible()
    await elena.ring({ url, token: await livekit.phone(meeting) })
    for (const page of [sam, maria]) await expect(notice(page)).toBeVisible({ timeout: 15_000 })
    await expect.poll(() => livekit.locks(meeting), { timeout: 15_000 }).toEqual(['open'])
    await expect.poll(() => elena.loud(), { timeout: 15_000 }).toBeGreaterThan(0)
    await expect.poll(() => voices(maria), { timeout: 15_000 }).toBe(2)
    expect(await livekit.whoIsIn(meeting)).toHaveLength(3)
  })

  await test.step('she hangs up: locked again, by itself', async () => {
    await outside.close()
    for (const page of [sam, maria]) await expect(notice(page)).toBeHidden({ timeout: 30_000 })
    await expect.poll(() => livekit.locks(meeting), { timeout: 15_000 }).toEqual(['locked'])
    await expect.poll(() => flow(maria).then(now => now.audioLevel), { timeout: 15_000 }).toBeGreaterThan(0)
  })
})
