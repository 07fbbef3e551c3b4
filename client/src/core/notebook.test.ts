import { closeCode } from '@polyphony/shared/wire/sync'
import { plain } from '@polyphony/shared/domain/record'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { notesOf, seed } from '@polyphony/shared/notebook/schema'
import { systemClock } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { openNotebookLine } from './notebook.ts'
import type { NotebookLine } from './notebook.ts'
import { FakeServer } from './notebook-server.testing.ts'

const meeting = 'a-meeting' as MeetingId
const chance = { fill: (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0) }
beforeEach(() => void vi.useFakeTimers())
const endings: AbortController[] = []
afterEach(() => {
  for (const ending of endings.splice(0)) ending.abort()
  vi.useRealTimers()
})

function memory(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: key => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: key => void kept.delete(key),
  }
}

function begin({ storage = memory(), server = new FakeServer() } = {}) {
  if (!notesOf(server.doc).length) seed(server.doc)
  const ending = new AbortController()
  endings.push(ending)
  const line = openNotebookLine({
    meeting,
    who: null,
    me: 'maria' as PersonId,
    tunnel: null,
    copies: null,
    server: 'ws://house',
    clock: systemClock,
    chance,
    signal: ending.signal,
    WebSocket: server.WebSocket,
    storage,
  })
  line.seated(true)
  return { server, line, storage, ending, saving: () => line.state.getState().saving }
}

function write(line: NotebookLine, text: string): void {
  const { book } = line.state.getState()
  if (!book) throw new Error('there is nothing to write in yet')
  const paragraph = new Y.XmlElement('paragraph')
  book.doc.transact(() => {
    paragraph.insert(0, [new Y.XmlText(text)])
    book.notes.push([paragraph])
  }, 'by-hand')
}
const notesIn = (doc: Y.Doc): string => plain(readNotebook(doc).notes).trim()

test('there is no notebook to show before the first sync', () => {
  const { server, line, saving } = begin()
  expect(saving()).toBe('loading')
  expect(line.state.getState().book).toBeNull()
  server.accept()
  expect(line.state.getState().book).not.toBeNull()
  expect(saving()).toBe('saved')
})

test('[S4] saved is said only when the server has kept every frame', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.kept()
  write(line, 'one')
  write(line, 'two')
  expect(saving()).toBe('saving')
  server.kept(server.words - 1)
  expect(saving()).toBe('saving')
  server.kept()
  expect(saving()).toBe('saved')
  expect(line.state.getState().unsent).toBe(false)
})

test('words written while the line is away are kept here, and arrive when it comes back', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.line?.drop()
  expect(saving()).toBe('kept-here')
  expect(line.state.getState().unsent).toBe(false)
  write(line, 'in the tunnel')
  expect(line.state.getState().unsent).toBe(true)
  vi.advanceTimersByTime(1000)
  server.accept()
  expect(saving()).toBe('saving')
  expect(notesIn(server.doc)).toBe('in the tunnel')
  server.kept()
  expect(saving()).toBe('saved')
})

test('[S6] what is written in the instant of coming back never overtakes what was written before', () => {
  const { server, line } = begin()
  server.accept()
  server.line?.drop()
  write(line, 'first')
  vi.advanceTimersByTime(1000)
  const socket = server.sockets.findLast(one => one.readyState === 0)
  const before = server.applied.length
  // Open, but the server has not asked for step 2 yet.
  socket?.open()
  write(line, 'second')
  expect(server.applied.length).toBe(before)
  if (socket) socket.readyState = 0
  server.accept()
  expect(server.applied.length).toBe(before + 1)
  expect(notesIn(server.doc)).toBe('first\nsecond')
})

test('a server that goes and comes loses no letter and needs no reload', () => {
  const { server, line, saving } = begin()
  server.accept()
  const { book } = line.state.getState()
  for (let round = 0; round < 20; round++) {
    write(line, `before ${round}`)
    server.line?.drop(closeCode.leaving)
    write(line, `while away ${round}`)
    vi.advanceTimersByTime(6000)
    server.accept()
  }
  server.kept()
  expect(saving()).toBe('saved')
  expect(line.state.getState().book).toBe(book)
  const expected = Array.from({ length: 20 }, (_, round) => `before ${round}\nwhile away ${round}`).join('\n')
  expect(notesIn(server.doc)).toBe(expected)
})

test('[S5] when the server cannot store, it says so', () => {
  const { server, line, saving } = begin()
  server.accept()
  write(line, 'words')
  server.trouble(1)
  expect(saving()).toBe('not-saved')
  server.trouble(0)
  expect(saving()).toBe('saving')
  server.kept()
  expect(saving()).toBe('saved')
})

test('[S6] refused words stay to be copied, and the notebook begins anew from the server', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.kept()
  const first = line.state.getState().book
  server.line?.drop()
  write(line, 'these will be refused')
  vi.advanceTimersByTime(1000)
  const socket = server.sockets.findLast(one => one.readyState === 0)
  socket?.open()
  socket?.drop(closeCode.refused)
  server.accept()
  const { book, refused } = line.state.getState()
  expect(book).not.toBe(first)
  expect(refused?.words.map(plain)).toEqual(['\nthese will be refused'])
  expect(saving()).toBe('saved')
  line.letGoOfRefused()
  expect(line.state.getState().refused).toBeNull()
})

test('[S7] while the door is closed the words wait here, and nothing is offered to the server', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.line?.drop()
  write(line, 'waiting')
  server.write = false
  vi.advanceTimersByTime(1000)
  server.accept()
  expect(saving()).toBe('kept-here')
  expect(notesIn(server.doc)).toBe('')
  server.write = true
  server.line?.drop(closeCode.rightsChanged)
  vi.advanceTimersByTime(1000)
  server.accept()
  expect(notesIn(server.doc)).toBe('waiting')
  server.kept()
  expect(saving()).toBe('saved')
})

test('rights that come while connected let the waiting words go', () => {
  const { server, line } = begin()
  server.write = false
  server.accept()
  write(line, 'waiting')
  expect(notesIn(server.doc)).toBe('')
  server.opensTheDoor()
  expect(notesIn(server.doc)).toBe('waiting')
  expect(line.state.getState().saving).toBe('saving')
  server.kept()
  expect(line.state.getState().saving).toBe('saved')
})

test('[S4] frames are counted as the server counts them, the empty ones too', () => {
  const { server, line } = begin()
  server.accept()
  write(line, 'one')
  write(line, 'two')
  expect(server.words).toBe(3)
  server.kept(2)
  expect(line.state.getState().saving).toBe('saving')
  server.kept(3)
  expect(line.state.getState().saving).toBe('saved')
})

test('[S10] a sealed record ends the line, and gives back what came too late', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.line?.drop()
  write(line, 'too late')
  vi.advanceTimersByTime(1000)
  server.sockets.findLast(one => one.readyState === 0)?.drop(closeCode.sealed)
  expect(saving()).toBe('sealed')
  expect(line.state.getState().refused?.why).toBe('sealed')
  vi.advanceTimersByTime(60_000)
  expect(server.sockets.filter(one => one.readyState === 0)).toEqual([])
})

test('who is not of the meeting is told so, and is not tried again', () => {
  const { server, saving } = begin()
  server.sockets[0]?.drop(closeCode.noSuchMeeting)
  vi.advanceTimersByTime(60_000)
  expect(saving()).toBe('shut')
  expect(server.sockets.length).toBe(1)
})

test('whose seat is taken again finds the notes again, with all that waited', () => {
  const { server, line, saving } = begin()
  server.accept()
  server.line?.drop(closeCode.notYours)
  line.seated(false)
  write(line, 'between two chairs')
  vi.advanceTimersByTime(60_000)
  expect(saving()).toBe('shut')
  const tries = server.sockets.length
  line.seated(true)
  expect(server.sockets.length).toBe(tries + 1)
  server.accept()
  expect(notesIn(server.doc)).toBe('between two chairs')
})

test('notes that do not know of the seat yet are asked again', () => {
  const { server, saving } = begin()
  server.sockets[0]?.drop(closeCode.notYours)
  vi.advanceTimersByTime(3000)
  expect(server.sockets.length).toBeGreaterThan(1)
  server.accept()
  expect(saving()).toBe('saved')
})

test('a reload with unsent words loses none of them', () => {
  const first = begin()
  first.server.accept()
  first.server.line?.drop()
  write(first.line, 'typed in a tunnel')
  first.ending.abort()
  const second = begin({ storage: first.storage, server: first.server })
  first.server.accept()
  expect(notesIn(first.server.doc)).toBe('typed in a tunnel')
  first.server.kept()
  expect(second.saving()).toBe('saved')
  second.ending.abort()
  expect(first.storage.kept.size).toBe(0)
})

test('a line that looks well and keeps nothing is given up for a new one', () => {
  const { server, line } = begin()
  server.accept()
  server.kept()
  write(line, 'into the void')
  const sockets = server.sockets.length
  vi.advanceTimersByTime(9000)
  expect(server.sockets.length).toBeGreaterThan(sockets)
  server.accept()
  server.kept()
  expect(line.state.getState().saving).toBe('saved')
})
