import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MediaLock, MediaTicket } from '@polyphony/shared/wire/media'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLiveScene, until } from './live.testing.ts'
import type { LiveScene, Raw } from './live.testing.ts'

let scene: LiveScene
beforeEach(async () => {
  // Nobody answers there: what is asked of the media server itself is told in livekit-rooms.test.ts.
  const livekit = { LIVEKIT_URL: 'ws://127.0.0.1:9', LIVEKIT_API_KEY: 'key', LIVEKIT_API_SECRET: 's'.repeat(32) }
  scene = await openLiveScene(undefined, livekit)
})
afterEach(() => scene.close())

const ask = (one: Raw, locks = true) => one.ask('media', { meeting: scene.meeting, device: one.device, locks })
async function lockOf(one: Raw, locks = true): Promise<MediaLock> {
  const { value } = (await ask(one, locks)) as { value?: MediaTicket }
  if (value?.by !== 'livekit') throw new Error('not a ticket for the media server')
  return value.lock
}
const locksOf = (one: Raw): MediaLock[] => one.of('mediaLock').map(([, lock]) => lock as MediaLock)
const keysOf = (one: Raw): (string | null)[] => locksOf(one).map(lock => (lock.is === 'locked' ? lock.key : null))
const keyOf = (lock: MediaLock): string => {
  if (lock.is !== 'locked') throw new Error('not locked')
  return lock.key
}

test('D2: a practitioner alone gets no key; D3: nor does who takes part by notes only', async () => {
  const sam = await scene.here(scene.sam)
  expect(await ask(sam)).toEqual({ ok: false, fault: 'door-closed' })
  const maria = await scene.here(scene.maria)
  const elena = await scene.raw(scene.elena)
  await elena.enter(scene.meeting)
  await elena.does(scene.meeting, { do: 'arrive', way: 'notes' })
  expect(await ask(elena)).toEqual({ ok: false, fault: 'not-in-the-room' })
  expect(keyOf(await lockOf(sam))).toBe(keyOf(await lockOf(maria)))
  await until(() => expect(locksOf(maria).at(-1)).toMatchObject({ use: true }))
  expect(locksOf(elena)).toEqual([])
})

test('who leaves for good has no key that opens what comes next; the others have it at once', async () => {
  const [maria, elena, sam] = [
    await scene.here(scene.maria),
    await scene.here(scene.elena),
    await scene.here(scene.sam),
  ] as const
  const old = keyOf(await lockOf(maria))
  for (const one of [elena, sam]) await lockOf(one)
  await until(() => expect(locksOf(sam).at(-1)).toMatchObject({ use: true }))
  await elena.does(scene.meeting, { do: 'step-out' })
  expect(keyOf(await lockOf(maria))).toBe(old)
  await elena.does(scene.meeting, { do: 'come-back' })
  await elena.does(scene.meeting, { do: 'leave' })
  for (const one of [maria, sam]) {
    await until(() => expect(keysOf(one).at(-1)).not.toBe(old))
    await until(() => expect(locksOf(one).at(-1)).toMatchObject({ is: 'locked', use: true }))
  }
  expect(keysOf(maria).at(-1)).toBe(keysOf(sam).at(-1))
  expect(new Set(keysOf(elena))).toEqual(new Set([old]))
})

test('S10: whose link is taken back is shut out of the next key', async () => {
  const [maria, elena] = [await scene.here(scene.maria), await scene.here(scene.elena)]
  const old = keyOf(await lockOf(maria))
  await lockOf(elena)
  const { links } = await scene.sam.browser.call('meeting', { meeting: scene.meeting })
  await scene.sam.browser.call('revokeLink', { link: links?.[scene.elena.person]?.link as never })
  await until(() => expect(keysOf(maria).at(-1)).not.toBe(old))
  expect(keysOf(elena)).not.toContain(keysOf(maria).at(-1))
})

test('one device that cannot lock: all are told, and nobody is shut out', async () => {
  const [maria, sam] = [await scene.here(scene.maria), await scene.here(scene.sam)]
  await lockOf(maria)
  expect(await lockOf(sam, false)).toMatchObject({ is: 'open', why: 'device' })
  await until(() => expect(locksOf(maria).at(-1)).toMatchObject({ is: 'open', why: 'device' }))
})

test('a key stands in no file and in no line of the log, and a house that starts anew makes another', async () => {
  const { house } = scene
  const maria = await scene.here(scene.maria)
  const before = await lockOf(maria)
  await maria.does(scene.meeting, { do: 'pause-together', pause: true })
  await house.restart()
  const again = await scene.raw(scene.maria, { device: maria.device })
  await again.enter(scene.meeting)
  const after = await lockOf(again)
  expect(keyOf(after)).not.toBe(keyOf(before))
  expect(after.turn).toBeGreaterThanOrEqual(before.turn)
  const files = readdirSync(house.dataDir, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  expect(files.length).toBeGreaterThan(0)
  const kept = files.map(file => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n')
  for (const lock of [before, after]) {
    const raw = Buffer.from(keyOf(lock), 'base64url')
    for (const form of [keyOf(lock), raw.toString('hex'), raw.toString('latin1')]) {
      expect(kept).not.toContain(form)
      expect(JSON.stringify(house.logged)).not.toContain(form)
    }
  }
})
