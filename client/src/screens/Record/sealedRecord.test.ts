import { Fault } from '@polyphony/shared/domain/fault'
import type { Clock } from '@polyphony/shared/domain/time'
import type { RecordAnswer } from '@polyphony/shared/wire/views'
import { expect, test } from 'vitest'
import { whenSealed } from './sealedRecord.ts'

/** Time passes at once. */
function quickClock(): Clock & { readonly waited: number[] } {
  const waited: number[] = []
  return {
    waited,
    now: () => 0,
    after: (span, then) => {
      waited.push(span)
      queueMicrotask(then)
      return () => undefined
    },
  }
}
const page = { hash: 'x' } as RecordAnswer

test('a record that is being written is waited for', async () => {
  const clock = quickClock()
  let asked = 0
  const ask = () => (++asked < 3 ? Promise.reject(new Fault('not-saved')) : Promise.resolve(page))
  expect(await whenSealed({ ask, clock })).toBe(page)
  expect(clock.waited).toEqual([1000, 1000])
})

test('not for ever, and not for another refusal', async () => {
  const clock = quickClock()
  await expect(whenSealed({ ask: () => Promise.reject(new Fault('not-saved')), clock })).rejects.toThrow('not-saved')
  expect(clock.waited.length).toBe(5)
  await expect(whenSealed({ ask: () => Promise.reject(new Fault('not-yours')), clock })).rejects.toThrow('not-yours')
  expect(clock.waited.length).toBe(5)
})
