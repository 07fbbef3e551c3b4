import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import { keyPlaces } from '@polyphony/shared/wire/keys'
import type { MediaLock } from '@polyphony/shared/wire/media'
import { expect, test, vi } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { createLocks } from './locks.ts'

const meeting = 'a meeting' as MeetingId
const [maria, sam, ravi] = ['maria', 'sam', 'ravi'] as [DeviceId, DeviceId, DeviceId]
const circle = (...devices: DeviceId[]) => ({
  exchange: new Set(devices),
  known: new Set(devices),
  sound: new Set(devices),
})

function scene(wanted = true) {
  const clock = fakeClock()
  const silent = new Set<DeviceId>()
  const given: { to: DeviceId; lock: MediaLock }[] = []
  let made = 0
  const locks = createLocks({
    clock,
    chance: { fill: bytes => bytes.fill(++made) },
    wanted,
    give: async (_meeting, to, lock) => {
      if (silent.has(to)) return false
      given.push({ to, lock })
      return true
    },
  })
  const asks = (device: DeviceId, can = true) => locks.lockFor({ meeting, device, locks: can })
  /** The last that reached this device. */
  const has = (device: DeviceId) => given.findLast(({ to }) => to === device)?.lock
  const keyOf = (lock: MediaLock | undefined) => (lock?.is === 'locked' ? lock.key : null)
  return { clock, locks, silent, given, asks, has, keyOf }
}

/** Everybody who is in the room has asked, and their key is in use. */
async function inUse(...devices: DeviceId[]) {
  const all = scene()
  all.locks.keep(meeting, circle(...devices))
  for (const device of devices) all.asks(device)
  await vi.waitFor(() => expect(all.asks(devices[0] as DeviceId)).toMatchObject({ is: 'locked', use: true }))
  return all
}

test('a key of 256 bits, the same for everybody in the room, another for another room', async () => {
  const { asks, keyOf, locks } = scene()
  locks.keep(meeting, circle(maria, sam))
  const hers = keyOf(asks(maria)) ?? ''
  expect(Buffer.from(hers, 'base64url')).toHaveLength(32)
  expect(keyOf(asks(sam))).toBe(hers)
  const elsewhere = 'elsewhere' as MeetingId
  locks.keep(elsewhere, circle(ravi))
  expect(keyOf(locks.lockFor({ meeting: elsewhere, device: ravi, locks: true }))).not.toBe(hers)
})

test('after a start nobody sends with the new key before everybody can open it, or the wait is over', async () => {
  const { asks, locks, silent, has, clock } = scene()
  // The lines of these two are not back yet.
  for (const device of [maria, sam]) silent.add(device)
  locks.keep(meeting, circle(maria, sam))
  expect(asks(maria)).toMatchObject({ is: 'locked', use: false })
  silent.delete(maria)
  expect(asks(sam)).toMatchObject({ is: 'locked', use: true })
  await vi.waitFor(() => expect(has(maria)).toMatchObject({ use: true }))
  const late = scene()
  late.silent.add(sam)
  late.locks.keep(meeting, circle(maria, sam))
  late.asks(maria)
  late.clock.pass(seconds(8))
  await vi.waitFor(() => expect(late.has(maria)).toMatchObject({ use: true }))
  clock.pass(seconds(60))
})

test('who goes for good does not get the next key; the others move to it, first to open, then to send', async () => {
  const { locks, given, has, keyOf } = await inUse(maria, sam, ravi)
  const old = keyOf(has(maria))
  given.length = 0
  locks.keep(meeting, circle(maria, ravi))
  await vi.waitFor(() => expect(has(ravi)).toMatchObject({ use: true }))
  expect(keyOf(has(maria))).not.toBe(old)
  expect(keyOf(has(maria))).toBe(keyOf(has(ravi)))
  expect(given.map(({ to }) => to)).not.toContain(sam)
  const uses = given.map(({ lock }) => lock.is === 'locked' && lock.use)
  expect(uses).toEqual([false, false, true, true])
})

test('S10: whoever has lost their right gets nothing more, though the room still calls them here', async () => {
  const { locks, given, has, keyOf, asks } = await inUse(maria, sam)
  const old = keyOf(has(sam))
  given.length = 0
  locks.bar(meeting, sam)
  locks.keep(meeting, circle(maria, sam))
  await vi.waitFor(() => expect(has(maria)).toMatchObject({ use: true }))
  expect(keyOf(has(maria))).not.toBe(old)
  expect(given.map(({ to }) => to)).not.toContain(sam)
  // Asked for a ticket anew, by somebody who may.
  expect(keyOf(asks(sam))).toBe(keyOf(has(maria)))
})

test('stepping out, a lost line and writing only turn no key', async () => {
  const { locks, asks, has, keyOf } = await inUse(maria, sam)
  const key = keyOf(has(maria))
  locks.keep(meeting, { ...circle(maria, sam), exchange: new Set([maria]) })
  expect(keyOf(asks(maria))).toBe(key)
  locks.keep(meeting, { ...circle(maria), known: new Set([maria, sam]) })
  expect(keyOf(asks(maria))).toBe(key)
  locks.keep(meeting, circle(maria, sam))
  expect(keyOf(asks(sam))).toBe(key)
})

test('the next key never takes the place of the one before it in the frames', async () => {
  const { locks, clock, has } = await inUse(maria, sam, ravi)
  const before = has(maria)?.turn ?? 0
  clock.pass(keyPlaces - (clock.now() % keyPlaces) + (before % keyPlaces))
  expect(clock.now() % keyPlaces).toBe(before % keyPlaces)
  locks.keep(meeting, circle(maria, ravi))
  await vi.waitFor(() => expect(has(maria)?.turn).toBeGreaterThan(before))
  expect((has(maria)?.turn ?? 0) % keyPlaces).not.toBe(before % keyPlaces)
})

test('somebody whose line is lost is not waited for longer than a second', async () => {
  const { locks, silent, has, clock } = await inUse(maria, sam, ravi)
  silent.add(ravi)
  locks.keep(meeting, circle(maria, ravi))
  await vi.waitFor(() => expect(has(maria)).toMatchObject({ use: false }))
  clock.pass(seconds(1))
  await vi.waitFor(() => expect(has(maria)).toMatchObject({ use: true }))
})

test('D2: when the door closes the key is forgotten; behind the next door there is another, and a newer turn', async () => {
  const { locks, asks, has, keyOf } = await inUse(maria, sam)
  const [key, turn] = [keyOf(has(maria)), has(maria)?.turn ?? 0]
  locks.keep(meeting, circle())
  expect(locks.holders()).toEqual([])
  locks.keep(meeting, circle(maria, sam))
  const next = asks(maria)
  expect(keyOf(next)).not.toBe(key)
  expect(next.turn).toBeGreaterThanOrEqual(turn)
})

test('one device that cannot lock opens the room for all, and all are told; when it has gone all is locked again', async () => {
  const { locks, asks, has, keyOf } = await inUse(maria, sam)
  const old = keyOf(has(maria))
  locks.keep(meeting, circle(maria, sam, ravi))
  expect(asks(ravi, false)).toMatchObject({ is: 'open', why: 'device' })
  expect([has(maria), has(sam)]).toMatchObject([{ is: 'open' }, { is: 'open' }])
  // Out for a moment: it comes and goes with nobody's line.
  locks.keep(meeting, { ...circle(maria, sam, ravi), exchange: new Set([maria, sam]) })
  expect(has(maria)).toMatchObject({ is: 'open' })
  locks.keep(meeting, circle(maria, sam))
  expect(has(maria)).toMatchObject({ is: 'locked' })
  expect(keyOf(has(maria))).not.toBe(old)
})

test('who cannot lock and writes only from now on opens nothing', async () => {
  const { locks, asks, has } = await inUse(maria, sam)
  locks.keep(meeting, circle(maria, sam, ravi))
  expect(asks(ravi, false)).toMatchObject({ is: 'open' })
  locks.keep(meeting, { ...circle(maria, sam), known: new Set([maria, sam, ravi]) })
  expect(has(maria)).toMatchObject({ is: 'locked' })
})

test('a telephone cannot lock: everything is open while it is there, and said so', async () => {
  const { locks, has, asks } = await inUse(maria, sam)
  locks.phone(meeting, true)
  expect([has(maria), has(sam)]).toMatchObject([{ why: 'phone' }, { why: 'phone' }])
  expect(asks(maria)).toMatchObject({ is: 'open', why: 'phone' })
  locks.phone(meeting, false)
  expect(has(sam)).toMatchObject({ is: 'locked' })
})

test('where the service does not want it nothing is locked, and nothing waits after the end', async () => {
  const { locks, asks, clock } = scene(false)
  locks.keep(meeting, circle(maria, sam))
  expect(asks(maria)).toMatchObject({ is: 'open', why: 'service' })
  const other = scene()
  other.silent.add(sam)
  other.locks.keep(meeting, circle(maria, sam))
  other.asks(maria)
  expect(other.clock.waiting()).toBe(1)
  other.locks.close()
  expect({ open: clock.waiting(), locked: other.clock.waiting() }).toEqual({ open: 0, locked: 0 })
})
