import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

/**
 * A WebSocket client that costs next to nothing: the one who measures must be cheaper than the one who is measured.
 * One read buffer for all, a mask of zeros, whole messages only. Source: RFC 6455 §5.2.
 */
export interface Wire {
  readonly open: boolean
  /** Bytes that came, envelopes included. */
  readonly bytesIn: number
  send(payload: Uint8Array): void
  /** Cuts the line, as a phone does that goes into a tunnel. */
  cut(): void
}

export interface Hearing {
  opened(): void
  /** The bytes are good until this returns. */
  message(payload: Buffer): void
  /** code 0: the line broke without a word. */
  closed(code: number): void
}

const shared = Buffer.allocUnsafe(512 * 1024)
const nothing = Buffer.alloc(0)

export function openWire(
  to: { readonly port: number; readonly path: string; readonly headers?: Readonly<Record<string, string>> },
  hearing: Hearing,
): Wire {
  let open = false
  let over = false
  let bytesIn = 0
  let code = 0
  let rest = nothing
  let parts: Buffer[] = []

  const socket = connect({
    host: '127.0.0.1',
    port: to.port,
    noDelay: true,
    onread: {
      buffer: shared,
      callback: length => {
        take(shared.subarray(0, length))
        return true
      },
    },
  })
  socket.on('connect', () => {
    const headers = Object.entries(to.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(
      `GET ${to.path} HTTP/1.1\r\nHost: 127.0.0.1:${to.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nSec-WebSocket-Version: 13\r\n${headers.join('')}\r\n`,
    )
  })
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    open = false
    if (over) return
    over = true
    hearing.closed(code)
  })

  function take(chunk: Buffer): void {
    bytesIn += chunk.length
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    rest = nothing
    let at = 0
    if (!open) {
      const end = bytes.indexOf('\r\n\r\n')
      if (end === -1) {
        rest = Buffer.from(bytes)
        return
      }
      if (bytes.toString('latin1', 9, 12) !== '101') {
        code = Number(bytes.toString('latin1', 9, 12))
        socket.destroy()
        return
      }
      open = true
      at = end + 4
      hearing.opened()
    }
    for (let next = frameAt(bytes, at); next !== null; next = frameAt(bytes, at)) {
      at = next.end
      heard(next.first, bytes.subarray(next.start, next.end))
    }
    if (at < bytes.length) rest = Buffer.from(bytes.subarray(at))
  }

  function heard(first: number, payload: Buffer): void {
    const op = first & 15
    if (op === 9) write(0x8a, payload)
    else if (op === 8) {
      code = payload.length >= 2 ? payload.readUInt16BE(0) : 1005
      socket.end()
    } else if (op <= 2) {
      const whole = (first & 128) !== 0
      if (whole && parts.length === 0) hearing.message(payload)
      else {
        parts.push(Buffer.from(payload))
        if (!whole) return
        const all = Buffer.concat(parts)
        parts = []
        hearing.message(all)
      }
    }
  }

  function write(first: number, payload: Uint8Array): void {
    if (over) return
    const { length } = payload
    const head = length < 126 ? 2 : length < 65_536 ? 4 : 10
    const frame = Buffer.allocUnsafe(head + 4 + length)
    frame[0] = first
    frame[1] = 128 | (head === 2 ? length : head === 4 ? 126 : 127)
    if (head === 4) frame.writeUInt16BE(length, 2)
    if (head === 10) frame.writeBigUInt64BE(BigInt(length), 2)
    frame.fill(0, head, head + 4)
    frame.set(payload, head + 4)
    socket.write(frame)
  }

  return {
    get open() {
      return open
    },
    get bytesIn() {
      return bytesIn
    },
    send: payload => write(0x82, payload),
    cut: () => {
      over = true
      open = false
      socket.destroy()
    },
  }
}

function frameAt(bytes: Buffer, at: number): { first: number; start: number; end: number } | null {
  if (bytes.length - at < 2) return null
  let length = (bytes[at + 1] ?? 0) & 127
  let head = 2
  if (length === 126) {
    if (bytes.length - at < 4) return null
    length = bytes.readUInt16BE(at + 2)
    head = 4
  } else if (length === 127) {
    if (bytes.length - at < 10) return null
    length = Number(bytes.readBigUInt64BE(at + 2))
    head = 10
  }
  const end = at + head + length
  return end > bytes.length ? null : { first: bytes[at] ?? 0, start: at + head, end }
}
