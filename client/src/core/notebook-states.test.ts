import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import { plain } from '@polyphony/shared/domain/record'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { closeCode } from '@polyphony/shared/wire/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { begin, connecting, endAll, maria, notesIn, write } from './notebook-line.testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

test('[I4] a line that is gone without a word: not connected within three seconds, and back by itself', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.kept()
  server.deaf = true
  vi.advanceTimersByTime(3000)
  expect(saving()).toBe('kept-here')
  write(line, 'in the lift')
  expect(line.state.getState().unsent).toBe(true)
  vi.advanceTimersByTime(5000)
  server.deaf = false
  vi.advanceTimersByTime(1000)
  server.accept()
  expect(saving()).toBe('saving')
  server.kept()
  expect([saving(), notesIn(server.doc)]).toEqual(['saved', 'in the lift'])
})

test('a weak line is not torn down: slow for four seconds is said, and then no more', () => {
  const { server, saving } = begin()
  server.accept()
  server.kept()
  const sockets = server.sockets.length
  server.deaf = true
  vi.advanceTimersByTime(4000)
  expect(saving()).toBe('kept-here')
  server.deaf = false
  server.people({})
  expect(saving()).toBe('saved')
  expect(server.sockets.length).toBe(sockets)
})

test('thirty minutes without a line: five thousand letters arrive, in their order, each once', () => {
  const { server, line, saving } = begin()
  server.accept()
  write(line, '')
  server.kept()
  server.line?.drop()
  const paragraph = line.state.getState().book?.notes.toArray().at(-1) as Y.XmlElement
  const text = paragraph.get(0) as Y.XmlText
  let expected = ''
  for (let at = 0; at < 5000; at++) {
    const letter = String.fromCodePoint(97 + (at % 26))
    text.insert(text.length, letter)
    expected += letter
    vi.advanceTimersByTime(360)
    // Whoever tries meanwhile finds nobody.
    connecting(server)?.drop()
  }
  expect(saving()).toBe('kept-here')
  vi.advanceTimersByTime(6000)
  server.accept()
  expect(notesIn(server.doc)).toBe(expected)
  server.kept()
  expect(saving()).toBe('saved')
})

test('[S10] signed out meanwhile: the words stay to be copied, and arrive when their person has signed in again', () => {
  const first = begin()
  first.server.accept()
  write(first.line, 'old words')
  first.server.kept()
  first.server.line?.drop()
  const id = '01890000-0000-7000-8000-000000000001' as EntryId
  const words = [{ is: 'paragraph' as const, depth: 0, runs: [{ text: 'new words' }] }]
  first.line.state
    .getState()
    .book?.add({ id, kind: 'reflection', speaker: null, speakerWords: '', author: maria, after: null, words })
  vi.advanceTimersByTime(1000)
  connecting(first.server)?.drop(closeCode.notSignedIn)
  expect(first.saving()).toBe('shut')
  const { refused } = first.line.state.getState()
  expect([refused?.why, refused?.words.map(plain)]).toEqual(['shut', ['new words']])
  first.ending.abort()
  // Their link again, in the same tab: another sign-in, the same person.
  const second = begin({ server: first.server, storage: first.storage })
  first.server.accept()
  expect(readNotebook(first.server.doc).entries.map(({ body }) => plain(body))).toEqual(['new words'])
  expect(second.line.state.getState().refused).toBeNull()
  first.server.kept()
  expect(second.saving()).toBe('saved')
})

test('somebody else in the same tab is given nobody’s words', () => {
  const first = begin()
  first.server.accept()
  first.server.line?.drop()
  write(first.line, 'Maria’s own')
  first.ending.abort()
  begin({ server: first.server, storage: first.storage, me: 'tomas' as PersonId })
  first.server.accept()
  expect(notesIn(first.server.doc)).toBe('')
})

test('[S6] refused words stay through a reload, until their writer lets go of them', () => {
  const first = begin()
  first.server.accept()
  first.server.kept()
  first.server.line?.drop()
  write(first.line, 'not allowed')
  vi.advanceTimersByTime(1000)
  connecting(first.server)?.drop(closeCode.refused)
  first.server.accept()
  expect(first.line.state.getState().refused?.why).toBe('refused')
  first.ending.abort()
  const second = begin({ server: first.server, storage: first.storage })
  const before = second.line.state.getState().refused
  expect(before?.words.map(one => plain(one).trim())).toEqual(['not allowed'])
  second.line.letGoOfRefused()
  expect(first.storage.kept.size).toBe(0)
})

test('[S6] what is refused later stands beside what was refused before', () => {
  const { server, line } = begin()
  server.accept()
  server.kept()
  for (const text of ['the first', 'the second']) {
    server.line?.drop()
    write(line, text)
    vi.advanceTimersByTime(1000)
    connecting(server)?.drop(closeCode.refused)
    server.accept()
    server.kept()
  }
  const words = line.state.getState().refused?.words.map(one => plain(one).trim())
  expect(words).toEqual(['the first', 'the second'])
})

test('[S15] more words than a frame can carry are given back, and not tried for ever', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.kept()
  server.deaf = true
  write(line, 'x'.repeat(300_000))
  server.line?.drop(closeCode.tooLarge)
  server.deaf = false
  server.accept()
  expect(saving()).toBe('saved')
  expect(line.state.getState().refused?.words.map(one => plain(one).trim().length)).toEqual([300_000])
})

test.each([closeCode.rightsChanged, closeCode.leaving, closeCode.slow, 1006])(
  'closed with %i: tried again, and what was being written arrives once',
  code => {
    const { server, line, saving } = begin()
    server.accept()
    server.kept()
    write(line, 'half a sent')
    server.line?.drop(code)
    expect(saving()).toBe('kept-here')
    vi.advanceTimersByTime(1000)
    server.accept()
    server.kept()
    expect([saving(), notesIn(server.doc)]).toEqual(['saved', 'half a sent'])
  },
)

test('whoever leaves leaves nothing in this tab', () => {
  const { server, line, storage, ending } = begin()
  server.accept()
  server.line?.drop()
  write(line, 'never mind')
  ending.abort()
  expect(storage.kept.size).toBe(1)
  line.forget()
  expect(storage.kept.size).toBe(0)
})

test('an entry made without a line arrives whole', () => {
  const { server, line } = begin()
  server.accept()
  server.line?.drop()
  const id = '01890000-0000-7000-8000-000000000001' as EntryId
  const words = [{ is: 'paragraph' as const, depth: 0, runs: [{ text: 'I wonder' }] }]
  const maria = 'maria' as PersonId
  line.state
    .getState()
    .book?.add({ id, kind: 'reflection', speaker: null, speakerWords: '', author: maria, after: null, words })
  vi.advanceTimersByTime(1000)
  server.accept()
  expect(readNotebook(server.doc).entries.map(entry => [entry.id, plain(entry.body)])).toEqual([[id, 'I wonder']])
})
