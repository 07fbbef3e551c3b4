import { expect, test } from 'vitest'
import { tokenIn } from './token.ts'

const whole = `${'Ab_-'.repeat(10)}xyz`

test('a whole token is taken as it is', () => expect(tokenIn(`#${whole}`)).toBe(whole))

test('a token that was cut short, or has more hanging on, is none', () => {
  expect(tokenIn('')).toBeNull()
  expect(tokenIn(`#${whole.slice(1)}`)).toBeNull()
  expect(tokenIn(`#${whole}.`)).toBeNull()
})
