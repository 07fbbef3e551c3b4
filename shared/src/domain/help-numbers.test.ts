import { expect, test } from 'vitest'
import { areDue, goodFor } from './help-numbers.ts'
import { days } from './time.ts'

test('F31: the numbers for help are to be rung at first, and again after ninety days', () => {
  expect(goodFor).toBe(days(90))
  expect(areDue(null, 5)).toBe(true)
  expect(areDue(1000, 1000)).toBe(false)
  expect(areDue(1000, 1000 + days(90) - 1)).toBe(false)
  expect(areDue(1000, 1000 + days(90))).toBe(true)
})
