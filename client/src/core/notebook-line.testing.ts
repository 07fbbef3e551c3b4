import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { plain } from '@polyphony/shared/domain/record'
import { systemClock } from '@polyphony/shared/domain/time'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { notesOf, seed } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import type { Copies } from './copying.ts'
import type { TunnelSocket } from './live-socket.ts'
import { openNotebookLine } from './notebook.ts'
import type { NotebookLine } from './notebook.ts'
import { FakeServer } from './notebook-server.testing.ts'
import type { FakeSocket } from './notebook-server.testing.ts'

const endings: AbortController[] = []
/** Every line of this test, and its timers. */
export function endAll(): void {
  for (const ending of endings.splice(0)) ending.abort()
}

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
}
export const maria = 'maria' as PersonId

export function begin({
  server = new FakeServer(),
  storage = memory(),
  tunnel = null as (() => TunnelSocket) | null,
  copies = null as Copies | null,
  me = maria,
} = {}) {
  if (!notesOf(server.doc).length) seed(server.doc)
  const ending = new AbortController()
  endings.push(ending)
  const line = openNotebookLine({
    meeting: 'a-meeting' as MeetingId,
    who: null,
    me,
    server: 'ws://house',
    clock: systemClock,
    chance: { fill: bytes => bytes.fill(0) },
    signal: ending.signal,
    WebSocket: server.WebSocket,
    storage,
    tunnel,
    copies,
  })
  line.seated(true)
  return { server, line, storage, ending, saving: () => line.state.getState().saving }
}
export function write(line: NotebookLine, text: string): void {
  const { book } = line.state.getState()
  if (!book) throw new Error('there is nothing to write in yet')
  const paragraph = new Y.XmlElement('paragraph')
  book.doc.transact(() => {
    paragraph.insert(0, [new Y.XmlText(text)])
    book.notes.push([paragraph])
  }, 'by-hand')
}
export const notesIn = (doc: Y.Doc): string => plain(readNotebook(doc).notes).trim()
/** The newest socket that waits to be let in. */
export const connecting = (server: FakeServer): FakeSocket | undefined =>
  server.sockets.findLast(one => one.readyState === 0)
