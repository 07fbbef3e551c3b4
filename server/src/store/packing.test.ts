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
const flood: readonly LogRow[] = Array.from({ length: 6 }, (_, nth) => row(nth + 1, 200_000))

test('a flood comes back as it was, and what is packed after it too', () => {
  const few = [row(1, 30), row(2, 0)]
  expect(unpack(pack(few))).toEqual(few)
  expect(unpack(pack(flood))).toEqual(flood)
  expect(unpack(pack(few))).toEqual(few)
})

test('and leaves nothing behind in memory', () => {
  const held = (): number => {
    collectGarbage()
    return process.memoryUsage().arrayBuffers
  }
  const before = held()
  expect(pack(flood).length).toBeGreaterThan(1_200_000)
  expect(held() - before).toBeLessThan(500_000)
})
