import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { systemClock } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openNotebookLine } from './notebook.ts'
import { FakeServer } from './notebook-server.testing.ts'

const ending = new AbortController()
beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  ending.abort()
  vi.useRealTimers()
})

test('whose a caret is, only the server says, and on each line anew', () => {
  const server = new FakeServer()
  const line = openNotebookLine({
    meeting: 'a-meeting' as MeetingId,
    who: null,
    me: 'maria' as PersonId,
    tunnel: null,
    copies: null,
    server: 'ws://house',
    clock: systemClock,
    chance: { fill: bytes => bytes.fill(0) },
    signal: ending.signal,
    WebSocket: server.WebSocket,
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
  })
  line.seated(true)
  server.accept()
  const { carets } = line.state.getState()
  carets?.awareness.setLocalState({ user: { person: 'maria' } })
  expect(carets?.whoIs(carets.awareness.clientID)).toBeNull()
  server.people({ 7: 'sam' })
  server.people({ 8: 'elena' })
  expect([7, 8].map(client => carets?.whoIs(client))).toEqual(['sam', 'elena'])
  server.line?.drop()
  vi.advanceTimersByTime(5000)
  server.accept()
  expect(carets?.whoIs(7)).toBeNull()
})
