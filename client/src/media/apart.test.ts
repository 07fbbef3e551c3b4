import type { DeviceId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { apartForLong, createApart } from './apart.ts'

const [elena, tomas] = ['elena', 'tomas'] as unknown as [DeviceId, DeviceId]

test('who is apart for long is said to be, each for themself; the first sound ends it', () => {
  let now = 0
  const apart = createApart({ now: () => now })
  expect(apart.note(elena, false)).toBe(false)
  now += apartForLong - 1
  expect(apart.note(elena, false)).toBe(false)
  expect(apart.note(tomas, true)).toBe(false)
  now += 1
  expect(apart.note(elena, false)).toBe(true)
  expect(apart.note(tomas, false)).toBe(false)
  expect(apart.note(elena, true)).toBe(false)
  now += seconds(3)
  expect(apart.note(elena, false)).toBe(false)
})
