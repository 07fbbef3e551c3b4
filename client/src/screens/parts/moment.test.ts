import { expect, test } from 'vitest'
import type { Wanted } from './WhenWhere.tsx'
import { momentOf } from './WhenWhere.tsx'

const wanted: Wanted = {
  when: 'later',
  day: '2026-11-24',
  time: '14:20',
  zone: 'Europe/Helsinki',
  place: 'home',
  placeWords: '',
}
const at = Date.UTC(2026, 10, 24, 12, 20)

test('a day and a time on the clock of the chosen place', () => {
  expect(momentOf(wanted, at - 1)).toEqual({ at })
})

test('each thing that is wrong has a sentence of its own', () => {
  const sentences = [
    momentOf({ ...wanted, time: '' }, 0),
    momentOf({ ...wanted, day: '2026-03-29', time: '03:30' }, 0),
    momentOf(wanted, at + 1),
  ]
  const said = sentences.map(moment => ('wrong' in moment ? moment.wrong : ''))
  expect(said.every(sentence => sentence.endsWith('.'))).toBe(true)
  expect(new Set(said).size).toBe(3)
})
