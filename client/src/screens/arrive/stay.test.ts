import { expect, test } from 'vitest'
import { goAway, stay, staying } from './stay.ts'

function box(kept: Record<string, string> = {}) {
  return () => ({
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => {
      kept[key] = value
    },
    removeItem: (key: string) => {
      delete kept[key]
    },
  })
}
const now = { meeting: 'm', way: 'picture', microphone: true, camera: false, at: 1000 } as const

test('loading the page again leads back into the same room, and into no other', () => {
  const keep = box()
  stay(keep, now)
  expect(staying(keep, 'm', 2000)).toEqual(now)
  expect(staying(keep, 'another', 2000)).toBeNull()
})

test('a tab that is opened again later comes in by the door', () => {
  const keep = box()
  stay(keep, now)
  expect(staying(keep, 'm', 1000 + 120_000)).toEqual(now)
  expect(staying(keep, 'm', 1000 + 120_001)).toBeNull()
  expect(staying(keep, 'm', 999)).toBeNull()
})

test('who has left comes in by the door again', () => {
  const keep = box()
  stay(keep, now)
  goAway(keep)
  expect(staying(keep, 'm', 2000)).toBeNull()
})

test.each(['nonsense', '{}', '{"meeting":"m","way":"host"}', 'null', '[]'])(
  'what was kept wrongly is nothing: %s',
  words => {
    expect(staying(box({ 'polyphony-inside': words }), 'm', 2000)).toBeNull()
  },
)

test('a tab that may keep nothing does not fail', () => {
  const shut = () => {
    throw new Error('SecurityError')
  }
  stay(shut, now)
  goAway(shut)
  expect(staying(shut, 'm', 2000)).toBeNull()
})
