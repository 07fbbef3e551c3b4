import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import { systemClock } from '@polyphony/shared/domain/time'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { seed } from '@polyphony/shared/notebook/schema'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { tellLately } from './announcing.ts'
import { openEntries } from './entries.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const maria = 'maria' as PersonId
const sam = 'sam' as PersonId
const id = (n: number) => `01890000-0000-7000-8000-00000000000${n}` as EntryId

function begin() {
  const doc = new Y.Doc()
  seed(doc)
  const book = openNotebook(doc)
  const ending = new AbortController()
  const entries = openEntries({ book, clock: systemClock, signal: ending.signal })
  const add = (n: number, text: string, kind: EntryKind = 'reflection', to = book) =>
    to.add({
      id: id(n),
      kind,
      speaker: kind === 'voice' ? maria : null,
      speakerWords: '',
      author: sam,
      after: null,
      words: [{ is: 'paragraph', depth: 0, runs: [{ text }] }],
    })
  /** Somebody else, at another device, with everything that is here. */
  const elsewhere = (change: (other: ReturnType<typeof openNotebook>) => void) => {
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const before = Y.encodeStateVector(other)
    change(openNotebook(other))
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, before))
  }
  const type = (n: number, letters: string, of = book) => {
    const paragraph = of.body(id(n))?.get(0)
    const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null
    if (text instanceof Y.XmlText) text.insert(text.length, letters)
  }
  return { doc, book, entries, add, type, elsewhere, ending }
}

test('a keystroke draws no list, and only its own words', () => {
  const { entries, add, type } = begin()
  add(1, 'one')
  add(2, 'two')
  const lists = vi.fn()
  const first = vi.fn()
  const second = vi.fn()
  entries.lists.subscribe(lists)
  entries.onWords(id(1), first)
  entries.onWords(id(2), second)
  for (const letter of ' more') type(1, letter)
  vi.advanceTimersByTime(500)
  expect(lists).not.toHaveBeenCalled()
  expect(second).not.toHaveBeenCalled()
  expect(first).toHaveBeenCalledTimes(1)
  expect(entries.words(id(1))?.text).toBe('one more')
})

test('the words are the exact words at every moment, and the same object until they change', () => {
  const { entries, add, type } = begin()
  add(1, 'one')
  const before = entries.words(id(1))
  expect(entries.words(id(1))).toBe(before)
  type(1, '!')
  const after = entries.words(id(1))
  expect(after?.text).toBe('one!')
  expect(after?.hash).not.toBe(before?.hash)
})

test('a list changes only for its own kind, and keeps the heads that did not change', () => {
  const { entries, add, book } = begin()
  add(1, 'one')
  add(2, 'what next', 'question')
  const { reflection, question } = entries.lists.getState()
  add(3, 'three')
  const after = entries.lists.getState()
  expect(after.question).toBe(question)
  expect(after.reflection[0]).toBe(reflection[0])
  expect(after.reflection.map(head => head.id)).toEqual([id(1), id(3)])
  book.withdraw(id(1), true)
  expect(entries.lists.getState().reflection[0]?.withdrawn).toBe(true)
})

test('moving an entry changes its place and not one letter', () => {
  const { entries, add, book } = begin()
  add(1, 'one')
  add(2, 'two')
  book.move(id(1), id(2))
  expect(entries.lists.getState().reflection.map(head => head.id)).toEqual([id(2), id(1)])
  expect(entries.words(id(1))?.text).toBe('one')
})

test('it knows whether there is anything to read back', () => {
  const { entries, add, book } = begin()
  const written = (): unknown =>
    entries.inOrder('reflection').filter(one => entries.entry(one)?.empty === false && !entries.entry(one)?.withdrawn)
  expect([written(), entries.notes.empty()]).toEqual([[], true])
  add(1, '')
  expect(written()).toEqual([])
  add(2, 'words')
  expect(written()).toEqual([id(2)])
  book.withdraw(id(2), true)
  expect(written()).toEqual([])
  const before = entries.notes.hash()
  book.notes.insert(0, [new Y.XmlText('It began in the spring.')])
  expect([entries.notes.empty(), entries.notes.hash() === before]).toEqual([false, false])
})

test('what others write is told once in a while, and never what one writes oneself', () => {
  const { entries, add, type, elsewhere, ending } = begin()
  const tell = vi.fn()
  tellLately({ entries, clock: systemClock, signal: ending.signal, tell })
  add(1, 'mine')
  vi.advanceTimersByTime(10_000)
  expect(tell).not.toHaveBeenCalled()
  elsewhere(other => add(2, 'theirs', 'decision', other))
  elsewhere(other => type(1, ' and theirs', other))
  expect(tell).not.toHaveBeenCalled()
  vi.advanceTimersByTime(10_000)
  expect(tell).toHaveBeenCalledTimes(1)
  expect(tell).toHaveBeenCalledWith({ added: [{ author: sam, kind: 'decision' }], changed: true })
})

test('closed is closed', () => {
  const { entries, add, type, ending } = begin()
  add(1, 'one')
  const heard = vi.fn()
  entries.onWords(id(1), heard)
  type(1, 'a')
  ending.abort()
  type(1, 'b')
  vi.advanceTimersByTime(10_000)
  expect(heard).not.toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})
