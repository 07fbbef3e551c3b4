import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { fakeClock } from '../testing/clock.ts'
import { seeded } from '../testing/seeded.ts'
import { createInbox } from './inbox.ts'
import type { Inbox } from './inbox.ts'
import { readWholeFrames } from './whole.ts'

/** A real socket into ws, with the fast way before it; what arrived, by which way, and how it ended. */
let server: Server
let inbox: Inbox
let heard: { how: 'whole' | 'ws' | 'text'; bytes: string }[]
let line: { closed: number | null }
let client: Socket
beforeEach(async () => {
  inbox = createInbox(fakeClock())
  const own: typeof heard = []
  const end: typeof line = { closed: null }
  heard = own
  line = end
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: 300_000 })
  server = createServer()
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, ws => {
      const hear = (how: 'whole' | 'ws' | 'text', bytes: Buffer): void => {
        own.push({ how, bytes: bytes.toString('latin1') })
      }
      ws.on('message', (bytes: Buffer, binary: boolean) => hear(binary ? 'ws' : 'text', bytes))
      ws.on('error', () => ws.terminate())
      ws.on('close', code => {
        end.closed = code
      })
      readWholeFrames(socket, { inbox, frame: payload => hear('whole', payload) })
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  client = connect((server.address() as AddressInfo).port, '127.0.0.1')
  client.setNoDelay(true)
  client.on('error', () => {})
  client.write(
    'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await once(client, 'data')
})
afterEach(() => {
  inbox.close()
  client.destroy()
  server.close()
})

const frame = (first: number, payload: string, { masked = true } = {}): Buffer => {
  const bytes = Buffer.from(payload, 'latin1')
  const mask = [1, 2, 3, 4]
  const length = bytes.length < 126 ? 1 : bytes.length < 65_536 ? 3 : 9
  const head = Buffer.alloc(1 + length)
  head[0] = first
  head[1] = (masked ? 0x80 : 0) | (length === 1 ? bytes.length : length === 3 ? 126 : 127)
  if (length === 3) head.writeUInt16BE(bytes.length, 2)
  if (length === 9) head.writeUInt32BE(bytes.length, 6)
  if (!masked) return Buffer.concat([head, bytes])
  return Buffer.concat([head, Buffer.from(mask), bytes.map((byte, at) => byte ^ (mask[at % 4] ?? 0))])
}
const [binary, text, ping, farewell] = [0x82, 0x81, 0x89, 0x88]
const settled = async (check: () => boolean): Promise<void> => {
  await expect
    .poll(() => {
      inbox.empty()
      return check()
    })
    .toBe(true)
}

describe('what comes whole', () => {
  test('is read past ws, several of one chunk in their order, with any length of two bytes', async () => {
    client.write(
      Buffer.concat(['', 'a', 'b'.repeat(125), 'c'.repeat(126), 'd'.repeat(2000)].map(one => frame(binary, one))),
    )
    await settled(() => heard.length === 5)
    expect(heard.map(({ how, bytes }) => `${how} ${bytes.length}`)).toEqual(
      [0, 1, 125, 126, 2000].map(length => `whole ${length}`),
    )
    expect(heard[1]?.bytes).toBe('a')
  })

  test('with a ping, a text and a long one between: each by its way, none out of its order', async () => {
    client.write(
      Buffer.concat([
        frame(binary, 'one'),
        frame(ping, 'still there?'),
        frame(binary, 'two'),
        frame(text, 'three'),
        frame(binary, 'x'.repeat(70_000)),
        frame(binary, 'five'),
      ]),
    )
    await settled(() => heard.length === 5)
    expect(heard.map(({ how, bytes }) => `${how} ${bytes.slice(0, 5)}`)).toEqual([
      'whole one',
      'whole two',
      'text three',
      'ws xxxxx',
      'whole five',
    ])
  })
})

test('[S15] cut at random places, in parts or not, everything arrives once and in its order: 200 seeded streams', async () => {
  const chance = seeded(1522)
  const expected: string[] = []
  let n = 0
  for (let turn = 0; turn < 200; turn++) {
    const parts: Buffer[] = []
    for (let left = 1 + chance.below(6); left > 0; left--) {
      const words = `${n++} ${'y'.repeat(chance.below(4) === 0 ? chance.below(70_000) : chance.below(200))}`
      expected.push(words)
      // Once a frame is in parts the line is ws's own; most of the streams come before that.
      if (turn > 150 && chance.below(3) === 0) {
        const cut = chance.below(words.length + 1)
        parts.push(frame(0x02, words.slice(0, cut)), frame(ping, ''), frame(0x80, words.slice(cut)))
      } else parts.push(frame(binary, words))
    }
    const bytes = Buffer.concat(parts)
    for (let at = 0; at < bytes.length; ) {
      const next = at + 1 + chance.below(chance.below(2) === 0 ? 9 : 90_000)
      client.write(bytes.subarray(at, next))
      at = next
      if (chance.below(2) === 0) await new Promise<void>(resolve => void setImmediate(resolve))
      if (chance.below(3) === 0) inbox.empty()
    }
  }
  await settled(() => heard.length >= expected.length)
  expect(heard.map(({ bytes }) => bytes)).toEqual(expected)
  expect(heard.filter(({ how }) => how === 'whole').length).toBeGreaterThan(100)
  expect(heard.filter(({ how }) => how === 'ws').length).toBeGreaterThan(100)
})

describe('what is against the protocol is for ws to judge', () => {
  const wrong: readonly (readonly [string, Buffer, number])[] = [
    ['without a mask', frame(binary, 'a', { masked: false }), 1006],
    ['with a reserved bit', frame(0xc2, 'a'), 1006],
    ['with an unknown kind', frame(0x83, 'a'), 1006],
    ['the end of something that never began', frame(0x80, 'a'), 1006],
    ['longer than allowed', frame(binary, 'x'.repeat(300_001)), 1006],
  ]
  test.each(wrong)('[S15] %s', async (_, bytes, code) => {
    client.write(Buffer.concat([frame(binary, 'before'), bytes, frame(binary, 'after')]))
    await settled(() => line.closed !== null)
    expect(line.closed).toBe(code)
    expect(heard).toEqual([{ how: 'whole', bytes: 'before' }])
  })

  test('a whole frame in the middle of one in parts', async () => {
    client.write(Buffer.concat([frame(0x02, 'begun'), frame(binary, 'between')]))
    await settled(() => line.closed !== null)
    expect(heard).toEqual([])
  })
})

test('the last words come before the farewell, and before a line that simply ends', async () => {
  client.write(Buffer.concat([frame(binary, 'goodbye'), frame(farewell, '\x03\xe8')]))
  await settled(() => line.closed !== null)
  expect([heard, line.closed]).toEqual([[{ how: 'whole', bytes: 'goodbye' }], 1000])
})

test('words that nobody has looked at yet are heard when the line breaks', async () => {
  client.write(frame(binary, 'kept'))
  client.end()
  await expect.poll(() => line.closed).toBe(1006)
  expect(heard).toEqual([{ how: 'whole', bytes: 'kept' }])
})
