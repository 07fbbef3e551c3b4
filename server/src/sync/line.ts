import type { Duplex } from 'node:stream'
import { closeCode, limit } from '@polyphony/shared/wire/sync'
import type { WebSocket } from 'ws'
import { quietFrame } from './frames.ts'
import type { Peer } from './peer.ts'

/** One WebSocket. It gathers the frames of one turn of the loop and writes them at once (S9). */
export interface Line extends Peer {
  /** Bytes that the other side has not yet taken. */
  readonly behind: number
  /** Something has come from the other side. */
  heard(bytes: number): void
  /** Once a second: gives new allowance to somebody who sent too much. */
  second(): void
  /** Every ten seconds: says something to who has heard nothing, asks who has said nothing, gives up the dead. */
  tenSeconds(): void
  /** Ends it without a word. */
  cut(): void
  readonly closed: boolean
}

/** All lines of this process that have something to send at the end of this turn. */
export interface Outbox {
  add(line: { flush(): void }): void
}

export function createOutbox(): Outbox {
  let waiting: { flush(): void }[] = []
  return {
    add: line => {
      if (waiting.push(line) > 1) return
      setImmediate(() => {
        const now = waiting
        waiting = []
        for (const one of now) one.flush()
      })
    },
  }
}

/** Frames a person may send at a run, and how many more each second: far above typing, far below harm. */
const burst = 8000
const perSecond = 1000
/** How much somebody may still send. Who sends too much is not listened to for a moment; nothing is lost. */
export function createAllowance(source: { pause(): void; resume(): void }): {
  used(bytes: number): void
  second(): void
  /** Listens again, whatever was sent. */
  resume(): void
  readonly paused: boolean
} {
  let left = burst
  let paused = false
  const resume = (): void => {
    if (!paused) return
    paused = false
    source.resume()
  }
  return {
    used: bytes => {
      left -= 1 + bytes / 1024
      if (left > 0 || paused) return
      paused = true
      source.pause()
    },
    second: () => {
      if (left < burst) left = Math.min(burst, left + perSecond)
      if (left > 0) resume()
    },
    resume,
    get paused() {
      return paused
    },
  }
}

/** Silent for this many rounds of ten seconds: nobody is there any more. */
const deadAfter = 4

export function createLine(ws: WebSocket, socket: Duplex, outbox: Outbox): Line {
  let out: Uint8Array[] = []
  let outBytes = 0
  let closed = false
  let spoken = false
  let silentRounds = 0
  /** Did the last write leave much behind? Else nobody need ask the socket how much it holds back. */
  let stuck = false
  const behind = (): number => (stuck ? outBytes + socket.writableLength : outBytes)
  const allowance = createAllowance(ws)

  const flush = (): void => {
    if (out.length === 0) return
    const [frames, bytes] = [out, outBytes]
    out = []
    outBytes = 0
    if (!socket.writable) return
    spoken = true
    if (bytes <= bundled) {
      stuck = !socket.write(bundle(frames, bytes))
      return
    }
    socket.cork()
    for (const frame of frames) socket.write(frame)
    socket.uncork()
    stuck = socket.writableLength > 0
  }
  const self = { flush }
  const push = (frame: Uint8Array): void => {
    if (out.length === 0) outbox.add(self)
    if (frame.length > bundled) {
      // A whole notebook is not copied for everybody who comes: its head goes before it.
      const head = headOf(frame.length)
      out.push(head, frame)
      outBytes += head.length + frame.length
    } else {
      const framed = envelope(frame)
      out.push(framed)
      outBytes += framed.length
    }
    if (behind() > limit.tooSlow) line.close(closeCode.slow, 'slow')
  }

  const line: Line = {
    send: frame => {
      if (!closed) push(frame)
    },
    sendCursor: frame => {
      if (!closed && behind() <= limit.slow) push(frame)
    },
    close: (code, reason) => {
      if (closed) return
      closed = true
      if (code === closeCode.slow) {
        // What it has not taken in all this time would only stand before the farewell.
        out = []
        outBytes = 0
      } else flush()
      allowance.resume()
      ws.close(code, reason)
    },
    cut: () => ws.terminate(),
    get behind() {
      return behind()
    },
    get closed() {
      return closed
    },
    heard: bytes => {
      silentRounds = 0
      if (!closed) allowance.used(bytes)
    },
    second: allowance.second,
    tenSeconds: () => {
      if (closed) return
      if (++silentRounds > deadAfter && !allowance.paused) {
        ws.terminate()
        return
      }
      if (silentRounds > 1) ws.ping()
      if (!spoken) push(quietFrame)
      spoken = false
    },
  }
  return line
}

/** Up to so many bytes it is cheaper to put frames together than to hand them to the socket one by one. */
const bundled = 16 * 1024
/** What one keystroke sends goes to a whole circle: it is put together once. */
let lastFrames: readonly Uint8Array[] = []
let lastBundle: Uint8Array = new Uint8Array()

function bundle(frames: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = frames
  if (frames.length === 1 && first) return first
  if (frames.length === lastFrames.length && frames.every((frame, i) => frame === lastFrames[i])) return lastBundle
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
