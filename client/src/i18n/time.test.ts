import { expect, test } from 'vitest'
import { sayDate, sayDay, sayLately, sayTime, sayWhen } from './time.ts'

// A Tuesday, 12:20 in London, 14:20 in Helsinki, 21:20 in Tokyo.
const at = Date.UTC(2026, 10, 24, 12, 20)

test('a moment says weekday, day, month and time', () => {
  expect(sayWhen(at, 'Europe/London', 'Europe/London')).toBe('Tuesday 24 November, 12:20')
})

test('another zone follows only when its clock differs', () => {
  expect(sayWhen(at, 'Europe/Helsinki', 'Europe/London')).toBe('Tuesday 24 November, 12:20 (14:20 in Helsinki)')
  expect(sayWhen(at, 'Europe/Dublin', 'Europe/London')).toBe('Tuesday 24 November, 12:20')
})

test('another zone on another day says its day', () => {
  const late = Date.UTC(2026, 10, 24, 20, 0)
  expect(sayWhen(late, 'Asia/Tokyo', 'Europe/London')).toBe(
    'Tuesday 24 November, 20:00 (Wednesday 25 November, 05:00 in Tokyo)',
  )
})

test('what happened lately has its weekday; what is longer ago its day too', () => {
  const hour = 3_600_000
  expect(sayLately(at, at + 2 * hour, 'Europe/Helsinki')).toBe('Tuesday 14:20')
  expect(sayLately(at, at + 7 * 24 * hour, 'Europe/Helsinki')).toBe('Tuesday 24 November, 14:20')
})

test('midnight is 00, and summer time is kept', () => {
  expect(sayTime(Date.UTC(2026, 6, 1, 23, 0), 'Europe/London')).toBe('00:00')
})

test('a day without a time stays the same day in every zone', () => {
  expect(sayDate('2026-12-01')).toBe('Tuesday 1 December')
  expect(sayDay(at, 'Europe/London', true)).toBe('Tuesday 24 November 2026')
})
