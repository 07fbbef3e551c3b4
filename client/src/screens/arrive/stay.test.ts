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
const now = { meeting: 'm', way: 'picture', microphone: true, camera: false } as const

test('loading the page again leads back into the same room, and into no other', () => {
  const keep = box()
  stay(keep, now)
  expect(staying(keep, 'm')).toEqual(now)
  expect(staying(keep, 'another')).toBeNull()
})

test('who has left comes in by the door again', () => {
  const keep = box()
  stay(keep, now)
  goAway(keep)
  expect(staying(keep, 'm')).toBeNull()
})

test.each(['nonsense', '{}', '{"meeting":"m","way":"host"}', 'null', '[]'])(
  'what was kept wrongly is nothing: %s',
  words => {
    expect(staying(box({ 'polyphony-inside': words }), 'm')).toBeNull()
  },
)

test('a tab that may keep nothing does not fail', () => {
  const shut = () => {
    throw new Error('SecurityError')
  }
  stay(shut, now)
  goAway(shut)
  expect(staying(shut, 'm')).toBeNull()
})
