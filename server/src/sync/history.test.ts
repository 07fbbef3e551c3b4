import { plain } from '@polyphony/shared/domain/record'
import { minutes } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import type { LogRow } from '../store/log.ts'
import { newEntryOf, notesText, textOf } from './desk.testing.ts'
import { historyOf, muchTaken } from './history.ts'
import type { Writing } from './history.ts'
import { elena, maria, newEntry, newMeeting, sam } from './people.testing.ts'
import { openBench } from './room.testing.ts'
import type { Bench } from './room.testing.ts'

const meeting = newMeeting()
/** The log of a bench, a second between two rows. */
const logOf = (bench: Bench, step = 1000): LogRow[] =>
  bench.rows.map((row, i) => ({ ...row, meeting, at: 1_790_000_000_000 + i * step }))
const brief = (writings: readonly Writing[]) =>
  writings.filter(({ text }) => text !== '\n').map(({ text, by, taken }) => [text, by.person, taken?.person ?? null])

function three() {
  const bench = openBench()
  const [m, e, s] = [bench.join(maria), bench.join(elena), bench.join(sam)] as const
  for (const hand of [m, e, s]) hand.hello()
  return { bench, m, e, s }
}

test('who wrote this: every letter has its person, and what was taken away has who took it', () => {
  const { bench, m, e } = three()
  m.write(() => notesText(m.replica.doc).insert(0, 'he does not sleep'))
  bench.keep()
  e.write(() => notesText(e.replica.doc).insert(8, 'really '))
  bench.keep()
  m.write(() => notesText(m.replica.doc).insert(0, 'I see: '))
  bench.keep()
  e.write(() => notesText(e.replica.doc).delete(0, 3))
  bench.keep()
  expect(brief(historyOf(logOf(bench)).writings('notes'))).toEqual([
    ['I s', maria, elena],
    ['ee: ', maria, null],
    ['he does ', maria, null],
    ['really ', elena, null],
    ['not sleep', maria, null],
  ])
})

test('who wrote this, in a voice: the scribe’s words are the scribe’s, however they are spoken', () => {
  const { bench, m, s } = three()
  const id = newEntry()
  s.write(nb => nb.add(newEntryOf({ id, kind: 'voice', speaker: maria, author: sam, text: 'leave me' })))
  bench.keep()
  m.write(() => textOf(m.replica.notebook.body(id)).insert(8, ' in peace'))
  bench.keep()
  expect(brief(historyOf(logOf(bench)).writings(id))).toEqual([
    ['leave me', sam, null],
    [' in peace', maria, null],
  ])
  expect(historyOf(logOf(bench)).writings(newEntry())).toEqual([])
})

test('the notebook can be read as it was after every row', () => {
  const { bench, m } = three()
  for (const letter of 'abc') m.write(() => notesText(m.replica.doc).insert(notesText(m.replica.doc).length, letter))
  bench.keep()
  const history = historyOf(logOf(bench))
  expect([1, 2, 3, 4].map(seq => plain(history.readingAt(seq).notes))).toEqual(['', 'a', 'ab', 'abc'])
})

test('[S14] there is a way back: at the opening, every ten minutes, at the end, and before much of others’ text goes', () => {
  const { bench, m, e } = three()
  m.write(() => notesText(m.replica.doc).insert(0, 'a'.repeat(muchTaken + 1)))
  bench.keep()
  m.write(() => notesText(m.replica.doc).insert(0, 'b'))
  bench.keep()
  const before = bench.rows.length
  e.write(() => notesText(e.replica.doc).delete(0, muchTaken + 2))
  bench.keep()
  expect(historyOf(logOf(bench)).checkpoints.map(({ seq, why }) => [seq, why])).toEqual([
    [1, 'opened'],
    [before, 'before-much-was-taken'],
    [before + 1, 'last'],
  ])
  const history = historyOf(logOf(bench))
  expect(plain(history.readingAt(before).notes).length).toBe(muchTaken + 2)
  const slow = historyOf(logOf(bench, minutes(6)))
  expect(slow.checkpoints.map(({ why }) => why)).toContain('ten-minutes')
})

test('[S14] taking away one’s own text, however much, is no alarm', () => {
  const { bench, m } = three()
  m.write(() => notesText(m.replica.doc).insert(0, 'a'.repeat(2000)))
  bench.keep()
  m.write(() => notesText(m.replica.doc).delete(0, 2000))
  bench.keep()
  expect(historyOf(logOf(bench)).checkpoints.map(({ why }) => why)).toEqual(['opened', 'last'])
})
