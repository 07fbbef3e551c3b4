import type { MediaLock } from '@polyphony/shared/wire/media'
import { expect, test, vi } from 'vitest'
import type { BodyGiven } from './body.ts'
import { followLock } from './locking.ts'

const locked = (turn: number, use = true, key = `key ${turn}`): MediaLock => ({ is: 'locked', turn, key, use })
const open = (turn: number): MediaLock => ({ is: 'open', turn, why: 'phone' })

async function scene() {
  const done: string[] = []
  let hear: (lock: MediaLock) => void = () => undefined
  const locking = followLock({
    signalling: {
      onLock: (then: typeof hear) => {
        hear = then
        return () => done.push('listens no more')
      },
    } as unknown as BodyGiven['signalling'],
    change: ({ lock }) => void done.push(`says ${lock}`),
  })
  const begin = () =>
    locking.begin({
      ring: {
        put: async ({ key, use }) => void done.push(`${use ? 'sends with' : 'opens with'} ${key}`),
        empty: () => void done.push('no key'),
        close: () => void done.push('closed'),
      },
      onTurn: () => void done.push('comes in anew'),
    })
  return { locking, begin, done, hear: (lock: MediaLock) => hear(lock) }
}

test('what was said before the parts were there is put in when they are', async () => {
  const { locking, begin, done, hear } = await scene()
  await locking.take(locked(1))
  hear(locked(2, false))
  expect(done).toEqual(['says locked', 'says locked'])
  await begin()
  expect(done.slice(2)).toEqual(['opens with key 2'])
})

test('an older word never overtakes a newer, nor "not yet" an "all have it"', async () => {
  const { locking, begin, done } = await scene()
  await begin()
  for (const lock of [locked(3, false), locked(2), locked(3, true), locked(3, false)]) await locking.take(lock)
  expect(done.filter(words => words.includes('with'))).toEqual(['opens with key 3', 'sends with key 3'])
})

test('another key of the same moment, after the door was closed, is taken', async () => {
  const { locking, begin, done } = await scene()
  await begin()
  await locking.take(locked(3))
  locking.forget()
  await locking.take(locked(3, true, 'another key'))
  expect(done.at(-1)).toBe('sends with another key')
})

test('whoever is in comes in anew when the lock is opened, and when it is closed again; not for a new key', async () => {
  const { locking, begin, done, hear } = await scene()
  await begin()
  await locking.take(locked(1))
  hear(locked(2))
  await vi.waitFor(() => expect(done).toContain('sends with key 2'))
  expect(done).not.toContain('comes in anew')
  expect([locking.isLocked(), locking.isAs(true), locking.isAs(false)]).toEqual([true, true, false])
  await locking.take(open(3))
  expect(done.slice(-3)).toEqual(['says phone', 'no key', 'comes in anew'])
  expect([locking.isLocked(), locking.isAs(true), locking.isAs(false)]).toEqual([false, false, true])
  await locking.take(locked(4))
  expect(done.slice(-2)).toEqual(['sends with key 4', 'comes in anew'])
  locking.end()
  expect(done.slice(-2)).toEqual(['listens no more', 'closed'])
})
