import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { OpenLine } from './line.ts'
import type { Line, Outbox } from './line.ts'

/** A WebSocket that is open. It is written to past ws, whose ends of the line are left to it: pings, the farewell. */
export const createSocketLine = (ws: WebSocket, socket: Duplex, outbox: Outbox): Line =>
  new SocketLine(ws, socket, outbox)

/** Silent for this many rounds of ten seconds: nobody is there any more. */
const deadAfter = 4
/** Up to so many bytes it is cheaper to put frames together than to hand them to the socket one by one. */
const bundled = 16 * 1024

class SocketLine extends OpenLine {
  private readonly ws: WebSocket
  private readonly socket: Duplex
  /** Did the last write leave much behind? Else nobody need ask the socket how much it holds back. */
  private stuck = false
  private silentRounds = 0

  constructor(ws: WebSocket, socket: Duplex, outbox: Outbox) {
    super(outbox)
    this.ws = ws
    this.socket = socket
  }

  get behind(): number {
    return this.stuck ? this.outBytes + this.socket.writableLength : this.outBytes
  }
  override heard(bytes: number): void {
    this.silentRounds = 0
    super.heard(bytes)
  }
  override tenSeconds(): void {
    if (this.closed) return
    if (++this.silentRounds > deadAfter && !this.paused) {
      this.cut()
      return
    }
    if (this.silentRounds > 1) this.ws.ping()
    super.tenSeconds()
  }
  cut(): void {
    this.ws.terminate()
  }

  protected put(frame: Uint8Array): void {
    if (frame.length > bundled) {
      // A whole notebook is not copied for everybody who comes: its head goes before it.
      const head = headOf(frame.length)
      this.out.push(head, frame)
      this.outBytes += head.length + frame.length
    } else {
      const framed = envelope(frame)
      this.out.push(framed)
      this.outBytes += framed.length
    }
  }
  protected carry(frames: Uint8Array[], bytes: number): void {
    const { socket } = this
    if (!socket.writable) return
    if (bytes <= bundled) {
      this.stuck = !socket.write(bundle(frames, bytes))
      return
    }
    socket.cork()
    for (const frame of frames) socket.write(frame)
    socket.uncork()
    this.stuck = socket.writableLength > 0
  }
  protected listen(is: boolean): void {
    if (is) this.ws.resume()
    else this.ws.pause()
  }
  protected farewell(code: number, reason: string): void {
    this.ws.close(code, reason)
  }
}

/** What one keystroke sends goes to a whole circle: it is put together once. */
let lastFrames: readonly Uint8Array[] = []
let lastBundle: Uint8Array = new Uint8Array()

function bundle(frames: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = frames
  if (frames.length === 1 && first) return first
  if (areSame(frames, lastFrames)) return lastBundle
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  for (const frame of frames) {
    bytes.set(frame, at)
    at += frame.length
  }
  lastFrames = frames
  lastBundle = bytes
  return bytes
}

function areSame(some: readonly Uint8Array[], others: readonly Uint8Array[]): boolean {
  if (some.length !== others.length) return false
  for (let i = 0; i < some.length; i++) if (some[i] !== others[i]) return false
  return true
}

/** One frame goes to many: its envelope is made once. */
let lastFrame: Uint8Array | null = null
let lastEnvelope: Uint8Array = new Uint8Array()

/** A whole binary message, unmasked, as a server sends it. */
export function envelope(payload: Uint8Array): Uint8Array {
  if (payload === lastFrame) return lastEnvelope
  const head = headOf(payload.length)
  const bytes = Buffer.allocUnsafe(head.length + payload.length)
  bytes.set(head)
  bytes.set(payload, head.length)
  lastFrame = payload
  lastEnvelope = bytes
  return bytes
}

/** What stands before so many bytes. Source: RFC 6455 §5.2. */
function headOf(length: number): Uint8Array {
  if (length < 126) return Uint8Array.of(0x82, length)
  const bytes = Buffer.allocUnsafe(length < 65_536 ? 4 : 10)
  bytes[0] = 0x82
  if (bytes.length === 4) {
    bytes[1] = 126
    bytes.writeUInt16BE(length, 2)
  } else {
    bytes[1] = 127
    bytes.writeUInt32BE(Math.floor(length / 2 ** 32), 2)
    bytes.writeUInt32BE(length >>> 0, 6)
  }
  return bytes
}
