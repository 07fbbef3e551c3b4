import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { expect, test } from 'vitest'
import { collectGarbage } from '../testing/garbage.ts'
import type { LogRow } from './log.ts'
import { pack, unpack } from './packing.ts'

const row = (seq: number, length: number): LogRow => ({
  meeting: 'meeting-one' as MeetingId,
  person: seq % 2 === 0 ? null : ('maria' as PersonId),
  seq,
  client: seq * 7,
  at: 1_700_000_000_000 + seq,
  bytes: new Uint8Array(length).fill(seq),
})
const held = (): number => {
  collectGarbage()
  return process.memoryUsage().arrayBuffers
}
const few = [
  row(1, 30),
  { ...row(2, 0), client: 0 },
  { ...row(1, 3), meeting: 'meeting-two' as MeetingId, client: 4_294_967_295 },
]
const flood: readonly LogRow[] = Array.from({ length: 6 }, (_, nth) => row(nth + 1, 200_000))

/** Before anything was packed. */
const heldAtFirst = held()

test('a number that could not be read back is refused', () => {
  for (const wrong of [{ at: 1.5 }, { client: -1 }, { seq: Number.NaN }, { at: 2 ** 60 }]) {
    expect(() => pack([{ ...row(1, 3), ...wrong }]), JSON.stringify(wrong)).toThrow('meeting-one')
  }
})

test('a form of a later version is not guessed at', () => {
  const packed = pack(few)
  packed[0] = 2
  expect(() => unpack(packed)).toThrow('form 2')
})

test('rows come back as they were; a flood too, and what is packed after it', () => {
  expect(unpack(pack(few))).toEqual(few)
  expect(unpack(pack(flood))).toEqual(flood)
  expect(unpack(pack(few))).toEqual(few)
})

test('and leaves nothing behind in memory', async () => {
  expect(pack(flood).length).toBeGreaterThan(1_200_000)
  // Bytes that nobody holds any more are given back a little later than they are found.
  await expect.poll(() => held() - heldAtFirst, { timeout: 5000 }).toBeLessThan(500_000)
})
