import { expect, test } from 'vitest'
import { hueOf, initialsOf } from './initials.ts'

test('initials are of any alphabet, and two at most', () => {
  expect(initialsOf('Maria')).toBe('M')
  expect(initialsOf('  anna karin lind ')).toBe('AL')
  expect(initialsOf('Łukasz Żak')).toBe('ŁŻ')
  expect(initialsOf('𠮷野')).toBe('𠮷')
  expect(initialsOf('')).toBe('')
})

test('a colour stays with its person, and all are used', () => {
  const ids = Array.from({ length: 200 }, (_, i) => `01900000-0000-7000-8000-${i.toString(16).padStart(12, '0')}`)
  expect(ids.map(hueOf)).toEqual(ids.map(hueOf))
  expect(new Set(ids.map(hueOf)).size).toBe(12)
})
