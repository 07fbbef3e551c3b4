import { expect, test } from 'vitest'
import { hear, quiet, type Speaking } from './speaking.ts'

function through(levels: readonly number[], every = 100): boolean[] {
  let is: Speaking = quiet
  return levels.map((level, i) => {
    is = hear(is, level, 1000 + i * every)
    return is.speaks
  })
}

test('a door that bangs is not speaking', () => {
  expect(through([0, 0.9, 0, 0, 0, 0, 0, 0])).not.toContain(true)
})

test('speech with breaths between words is one speaking', () => {
  const words = [0.1, 0.1, 0.1, 0, 0, 0.1, 0.1, 0, 0, 0, 0.1, 0.1]
  expect(through(words).slice(3)).not.toContain(false)
})

test('it ends a good second after the last word', () => {
  const heard = through([0.1, 0.1, 0.1, ...Array.from({ length: 20 }, () => 0)])
  expect(heard.lastIndexOf(true)).toBeGreaterThan(10)
  expect(heard.at(-1)).toBe(false)
})
