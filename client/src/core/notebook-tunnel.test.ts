import { createUnpacking, pack } from '@polyphony/shared/wire/tunnel'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { TunnelSocket } from './live-socket.ts'
import { begin, connecting, endAll, notesIn, write } from './notebook-line.testing.ts'
import { FakeServer, FakeSocket } from './notebook-server.testing.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  endAll()
  vi.useRealTimers()
})

/** A network that lets requests through and no WebSocket: the fake server behind a tunnel. */
function tunnelTo(server: FakeServer) {
  const opened: { come(): void; away(): void }[] = []
  const open = (): TunnelSocket => {
    const listeners = new Map<string, (...args: never[]) => void>()
    const say = (name: string, ...args: unknown[]): void => listeners.get(name)?.(...(args as never[]))
    const behind = new FakeSocket(server)
    behind.onmessage = ({ data }) => {
      for (const piece of pack([new Uint8Array(data)])) say('piece', piece, () => undefined)
    }
    behind.onclose = ({ code }) => say('over', code, '')
    behind.onopen = () => say('connect')
    const unpacking = createUnpacking({ longest: 1e6, frame: bytes => behind.send(bytes) })
    opened.push({ come: () => server.accept(), away: () => say('connect_error') })
    return {
      on: (name: string, then: (...args: never[]) => void) => void listeners.set(name, then),
      emit: (_name: string, piece: Uint8Array, taken: () => void) => {
        unpacking.take(piece)
        taken()
      },
      connect: () => undefined,
      disconnect: () => behind.close(),
    } as unknown as TunnelSocket
  }
  return { open, opened }
}

test('after two failed connects the notes go by plain requests, and back when WebSockets work again', () => {
  const server = new FakeServer()
  const { open, opened } = tunnelTo(server)
  const { line, saving } = begin({ server, tunnel: open })
  // The first is refused at once; the second is swallowed, and given up after four seconds.
  connecting(server)?.drop()
  vi.advanceTimersByTime(1000)
  expect(opened.length).toBe(0)
  vi.advanceTimersByTime(6000)
  expect(opened.length).toBe(1)
  opened[0]?.come()
  expect(saving()).toBe('saved')
  write(line, 'from the ward')
  expect(notesIn(server.doc)).toBe('from the ward')
  server.kept()
  expect(saving()).toBe('saved')

  const before = server.sockets.length
  vi.advanceTimersByTime(170_000)
  expect(server.sockets.length).toBe(before)
  vi.advanceTimersByTime(11_000)
  // On the side, while the tunnel goes on.
  expect([server.sockets.length, saving()]).toEqual([before + 1, 'saved'])
  connecting(server)?.open()
  expect(opened.length).toBe(1)
  server.accept()
  expect(saving()).toBe('saved')
  write(line, 'and home again')
  expect(notesIn(server.doc)).toBe('from the ward\nand home again')
})

test('no network at all: both ways take turns until one opens', () => {
  const server = new FakeServer()
  const { open, opened } = tunnelTo(server)
  const { saving } = begin({ server, tunnel: open })
  for (let at = 0; at < 30; at++) {
    vi.advanceTimersByTime(5000)
    opened.at(-1)?.away()
    connecting(server)?.drop()
  }
  const plainTries = server.sockets.length - opened.length
  expect(Math.min(opened.length, plainTries)).toBeGreaterThan(5)
  expect(saving()).toBe('loading')
})
