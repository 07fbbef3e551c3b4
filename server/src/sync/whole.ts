import type { Duplex } from 'node:stream'
import type { Inbox } from './inbox.ts'

/**
 * Nearly every frame of a notebook is short and stands whole in what the socket hands over. Those are read here, before the
 * receiver of ws, which is made for everything and costs several times as much. Whatever is anything else goes to ws, byte for
 * byte and in its order: what is long or cut in two, pings, texts. What is in parts or against the protocol, and the
 * farewell, is ws's alone from its first byte on. Source: RFC 6455 §5.2.
 *
 * socket: just opened by ws, nothing has come yet. frame: called with the unmasked payload, a view into what came.
 */
export function readWholeFrames(
  socket: Duplex,
  { inbox, frame }: { readonly inbox: Inbox; readonly frame: (payload: Buffer) => void },
): void {
  const [receiver] = socket.listeners('data') as ((this: Duplex, chunk: Buffer) => void)[]
  if (!receiver) return
  const pass = (chunk: Buffer): void => receiver.call(socket, chunk)
  /** The beginning of a head that has not come whole. */
  let held: Buffer | null = null
  /** Bytes of a frame that is ws's, and have not come yet. */
  let passing = 0
  let theirs = false

  const come = (chunk: Buffer): void => inbox.add(take, chunk)
  const take = (came: Buffer): void => {
    if (theirs) {
      pass(came)
      return
    }
    const chunk: Buffer = held ? Buffer.concat([held, came]) : came
    held = null
    let at = Math.min(passing, chunk.length)
    passing -= at
    /** From here to at is ws's. */
    let from = 0
    while (at < chunk.length) {
      const head = headAt(chunk, at)
      if (head === null) break
      if (head === 'theirs') {
        theirs = true
        socket.off('data', come)
        socket.on('data', receiver)
        pass(from === 0 ? chunk : chunk.subarray(from))
        return
      }
      const end = at + head.length + head.payload
      if (head.short && end <= chunk.length) {
        if (from < at) pass(chunk.subarray(from, at))
        frame(unmasked(chunk, at + head.length, end))
        from = end
      } else passing = Math.max(0, end - chunk.length)
      at = Math.min(end, chunk.length)
    }
    if (from < at) pass(from === 0 && at === chunk.length ? chunk : chunk.subarray(from, at))
    if (at < chunk.length) held = Buffer.from(chunk.subarray(at))
  }
  socket.off('data', receiver)
  socket.on('data', come)
  // Before ws lets go of the line: their last words come first.
  socket.prependListener('end', inbox.empty)
  socket.prependListener('close', inbox.empty)
}

/** length: of the head with its mask. short: a whole binary message that need not be passed on. */
interface Head {
  readonly length: number
  readonly payload: number
  readonly short: boolean
}

const binary = 0x82
const text = 0x81
const ping = 0x89
const pong = 0x8a
const masked = 0x80

/** null: it has not come whole. 'theirs': this frame and all that follow are for ws to judge. */
function headAt(bytes: Buffer, at: number): Head | 'theirs' | null {
  const first = bytes[at]
  const second = bytes[at + 1]
  if (first === undefined || second === undefined) return null
  if ((first !== binary && first !== text && first !== ping && first !== pong) || second < masked) return 'theirs'
  const said = second - masked
  const length = said < 126 ? 6 : said === 126 ? 8 : 14
  if (at + length > bytes.length) return null
  if (said < 126) return { length, payload: said, short: first === binary }
  if (said === 126) return { length, payload: bytes.readUInt16BE(at + 2), short: first === binary }
  return { length, payload: bytes.readUInt32BE(at + 2) * 2 ** 32 + bytes.readUInt32BE(at + 6), short: false }
}

/** In its place: nobody else reads what came from the socket. The mask stands right before the payload. */
function unmasked(bytes: Buffer, start: number, end: number): Buffer {
  const mask = [bytes[start - 4] ?? 0, bytes[start - 3] ?? 0, bytes[start - 2] ?? 0, bytes[start - 1] ?? 0]
  for (let at = start, turn = 0; at < end; at++, turn = (turn + 1) & 3) {
    bytes[at] = (bytes[at] ?? 0) ^ (mask[turn] ?? 0)
  }
  return bytes.subarray(start, end)
}
