/**
 * Networks that block WebSockets: the notebook wire goes through socket.io long-polling, in a namespace of its own below
 * livePath. Frames of /sync travel as one stream of bytes, each with its length before it, cut into pieces of any size.
 * Everything else (who may, limits, close codes) is as on /sync.
 */
export const tunnelNamespace = '/notes'

/** Sent with the connection. */
export interface TunnelAsks {
  readonly meeting: string
}

/** Both directions. Answered when the piece was taken: what is not answered is still on its way. */
export interface TunnelPieces {
  piece(bytes: Uint8Array, taken: () => void): void
}
/** Server → client: the last word of a line. Codes are those of wire/sync. */
export interface TunnelFromServer extends TunnelPieces {
  over(code: number, reason: string): void
}

/** No request of a browser carries more than this, and none holds the line for long. */
export const pieceSize: number = 64 * 1024

const lengthBytes = 4

/** Frames → pieces. */
export function pack(frames: readonly Uint8Array[]): Uint8Array[] {
  const whole = new Uint8Array(frames.reduce((sum, { length }) => sum + lengthBytes + length, 0))
  const view = new DataView(whole.buffer)
  let at = 0
  for (const frame of frames) {
    view.setUint32(at, frame.length)
    whole.set(frame, at + lengthBytes)
    at += lengthBytes + frame.length
  }
  const pieces: Uint8Array[] = []
  for (let from = 0; from < whole.length; from += pieceSize) pieces.push(whole.slice(from, from + pieceSize))
  return pieces
}

/** Pieces → frames, in order. take answers false when a frame says it is longer than allowed. */
export function createUnpacking(given: { longest: number; frame: (bytes: Uint8Array) => void }): {
  take(piece: Uint8Array): boolean
} {
  const { longest, frame } = given
  let rest = new Uint8Array()
  let wanted = 0
  let parts: Uint8Array[] = []
  let held = 0
  const gather = (piece: Uint8Array): Uint8Array => {
    const all = new Uint8Array(rest.length + held + piece.length)
    all.set(rest)
    let at = rest.length
    for (const part of [...parts, piece]) {
      all.set(part, at)
      at += part.length
    }
    rest = new Uint8Array()
    parts = []
    held = 0
    return all
  }
  return {
    take: piece => {
      // A long frame in many pieces is put together once.
      if (rest.length + held + piece.length < wanted) {
        parts.push(piece)
        held += piece.length
        return true
      }
      const bytes = gather(piece)
      const view = new DataView(bytes.buffer)
      let at = 0
      wanted = lengthBytes
      while (bytes.length - at >= lengthBytes) {
        const length = view.getUint32(at)
        if (length > longest) return false
        wanted = lengthBytes + length
        if (bytes.length - at < wanted) break
        frame(bytes.slice(at + lengthBytes, at + wanted))
        at += wanted
        wanted = lengthBytes
      }
      rest = bytes.slice(at)
      return true
    },
  }
}
