import { Duplex } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { limit } from '@polyphony/shared/wire/sync'
import { expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { createOutbox } from './line.ts'
import { createSocketLine, envelope } from './socket.ts'

/** A socket that counts how often it is written to, and takes nothing while it is stuck. */
function open() {
  const writes: number[] = []
  const done: (() => void)[] = []
  const state = { stuck: false, closed: null as number | null, pings: 0, paused: false, dead: false }
  const finish = (callback: () => void): void => {
    if (state.stuck) done.push(callback)
    else callback()
  }
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, callback) => {
      writes.push(chunk.length)
      finish(callback)
    },
    writev: (chunks, callback) => {
      writes.push(chunks.reduce((sum, { chunk }) => sum + (chunk as Buffer).length, 0))
      finish(callback)
    },
  })
  const ws = {
    close: (code: number) => {
      state.closed ??= code
    },
    ping: () => state.pings++,
    pause: () => {
      state.paused = true
    },
    resume: () => {
      state.paused = false
    },
    terminate: () => {
      state.dead = true
    },
  }
  return { line: createSocketLine(ws as unknown as WebSocket, socket, createOutbox()), writes, state }
}

test('[S9] frames of one turn of the loop are one write', async () => {
  const { line, writes } = open()
  for (let i = 0; i < 5; i++) line.send(new Uint8Array(10))
  line.sendCursor(new Uint8Array(3))
  expect(writes).toEqual([])
  await turn()
  expect(writes).toEqual([5 * 12 + 5])
  line.send(new Uint8Array(10))
  await turn()
  expect(writes.length).toBe(2)
})

test('[S9] a whole notebook leaves with what is sent beside it, and is not copied for that', async () => {
  const { line, writes } = open()
  for (const size of [10, 20_000, 70_000, 10]) line.send(new Uint8Array(size))
  await turn()
  expect(writes).toEqual([2 + 10 + 4 + 20_000 + 10 + 70_000 + 2 + 10])
})

test('[S9] the envelope says how long it is, and is made once for all', () => {
  const sizes = [0, 125, 126, 65_535, 65_536].map(size => {
    const bytes = envelope(new Uint8Array(size))
    return [bytes[0], bytes[1], bytes.length - size]
  })
  expect(sizes).toEqual([
    [0x82, 0, 2],
    [0x82, 125, 2],
    [0x82, 126, 4],
    [0x82, 126, 4],
    [0x82, 127, 10],
  ])
  const frame = new Uint8Array(9)
  expect(envelope(frame)).toBe(envelope(frame))
})

test('[S11] past one megabyte cursors are left out, past eight the line is closed', async () => {
  const { line, writes, state } = open()
  state.stuck = true
  const large = new Uint8Array(200_000)
  for (let sent = 0; sent <= limit.slow; sent += large.length) line.send(large)
  await turn()
  const behind = line.behind
  line.sendCursor(new Uint8Array(9))
  expect(line.behind).toBe(behind)
  expect(state.closed).toBe(null)
  for (let sent = 0; sent <= limit.tooSlow; sent += large.length) line.send(large)
  expect(state.closed).toBe(4508)
  const count = writes.length
  line.send(large)
  await turn()
  expect([writes.length, line.closed]).toEqual([count, true])
})

test('somebody who hears nothing is told that we are here, within the 30 seconds a plain client waits', async () => {
  const { line, writes } = open()
  line.tenSeconds()
  await turn()
  line.tenSeconds()
  line.tenSeconds()
  await turn()
  expect(writes.length).toBe(2)
})

test('somebody who says nothing is asked, and given up after a while; whoever answers stays', () => {
  const { line, state } = open()
  for (let i = 0; i < 10; i++) {
    line.tenSeconds()
    line.heard(0)
  }
  expect([state.pings, state.dead]).toEqual([0, false])
  for (let i = 0; i < 4; i++) line.tenSeconds()
  expect(state.pings).toBeGreaterThan(1)
  expect(state.dead).toBe(false)
  line.tenSeconds()
  expect(state.dead).toBe(true)
})

test('[S6] whoever sends far more than anybody types is held back, and loses nothing', () => {
  const { line, state } = open()
  for (let i = 0; i < 7000; i++) line.heard(60)
  expect(state.paused).toBe(false)
  for (let i = 0; i < 3000; i++) line.heard(60)
  expect(state.paused).toBe(true)
  for (let i = 0; i < 4; i++) line.second()
  expect([state.paused, state.closed]).toEqual([false, null])
})
