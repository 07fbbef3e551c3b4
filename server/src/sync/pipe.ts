import { closeCode, limit } from '@polyphony/shared/wire/sync'
import { quietFrame } from './frames.ts'
import { createAllowance } from './line.ts'
import type { Line, Outbox } from './line.ts'

/** A way for frames that is not a WebSocket, as whoever carries it hands it in. */
export interface Pipe {
  /** Frames of one turn, in order. */
  send(frames: readonly Uint8Array[]): void
  /** Bytes that the other side has not yet taken. */
  readonly behind: number
  readonly gone: boolean
  /** What comes is held back, and no more is asked for, until resume. */
  pause(): void
  resume(): void
  /** Says why, after all that was sent, and ends. */
  close(code: number, reason: string): void
  /** Ends without a word. */
  cut(): void
  /** Asked for once; what came before waits for it. */
  listen(hearing: { readonly frame: (bytes: Uint8Array) => void; readonly gone: () => void }): void
}

/** The same promises as a WebSocket's line (S9, S11). Whoever carries it notices by itself when nobody is there any more. */
export function createPipeLine(pipe: Pipe, outbox: Outbox): Line {
  let out: Uint8Array[] = []
  let outBytes = 0
  let closed = false
  let spoken = false
  const allowance = createAllowance(pipe)

  const flush = (): void => {
    const frames = out
    out = []
    outBytes = 0
    if (frames.length === 0 || pipe.gone) return
    spoken = true
    pipe.send(frames)
  }
  const push = (frame: Uint8Array): void => {
    if (out.push(frame) === 1) outbox.add({ flush })
    outBytes += frame.length
    if (line.behind > limit.tooSlow) line.close(closeCode.slow, 'slow')
  }
  const line: Line = {
    send: frame => {
      if (!closed) push(frame)
    },
    sendCursor: frame => {
      if (!closed && line.behind <= limit.slow) push(frame)
    },
    close: (code, reason) => {
      if (closed) return
      closed = true
      if (code === closeCode.slow) {
        out = []
        outBytes = 0
      } else flush()
      pipe.close(code, reason)
    },
    cut: () => pipe.cut(),
    get behind() {
      return outBytes + pipe.behind
    },
    get closed() {
      return closed
    },
    heard: bytes => {
      if (!closed) allowance.used(bytes)
    },
    second: allowance.second,
    tenSeconds: () => {
      if (closed) return
      if (!spoken) push(quietFrame)
      spoken = false
    },
  }
  return line
}
