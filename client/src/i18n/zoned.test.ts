import { expect, test } from 'vitest'
import { instantOf, wallOf } from './zoned.ts'

const utc = (iso: string) => Date.parse(iso)

test('a day and a time on the clocks of a zone', () => {
  expect(instantOf({ day: '2026-11-24', time: '14:20', zone: 'Europe/Helsinki' })).toBe(utc('2026-11-24T12:20Z'))
  expect(instantOf({ day: '2026-07-01', time: '09:00', zone: 'Europe/London' })).toBe(utc('2026-07-01T08:00Z'))
  expect(instantOf({ day: '2026-01-01', time: '00:30', zone: 'Pacific/Auckland' })).toBe(utc('2025-12-31T11:30Z'))
})

test('a time that the clock jumps over is none', () => {
  expect(instantOf({ day: '2026-03-29', time: '01:30', zone: 'Europe/London' })).toBeNull()
  expect(instantOf({ day: '2026-03-29', time: '02:30', zone: 'Europe/London' })).toBe(utc('2026-03-29T01:30Z'))
})

test('a time that comes twice is the first', () => {
  expect(instantOf({ day: '2026-10-25', time: '01:30', zone: 'Europe/London' })).toBe(utc('2026-10-25T00:30Z'))
})

test('no day is none', () => {
  expect(instantOf({ day: '', time: '14:20', zone: 'Europe/London' })).toBeNull()
  expect(instantOf({ day: '2026-02-31', time: '', zone: 'Europe/London' })).toBeNull()
})

test('there and back is the same, through a whole year in several zones', () => {
  for (const zone of ['Europe/London', 'America/St_Johns', 'Asia/Kathmandu', 'Australia/Lord_Howe']) {
    for (let day = 0; day < 365; day += 7) {
      const at = Date.UTC(2026, 0, 1 + day, 13, 45)
      expect(instantOf({ ...wallOf(at, zone), zone }), `${zone} ${day}`).toBe(at)
    }
  }
})
