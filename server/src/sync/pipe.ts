import { OpenLine } from './line.ts'
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
export const createPipeLine = (pipe: Pipe, outbox: Outbox): Line => new PipeLine(pipe, outbox)

class PipeLine extends OpenLine {
  private readonly pipe: Pipe

  constructor(pipe: Pipe, outbox: Outbox) {
    super(outbox)
    this.pipe = pipe
  }

  get behind(): number {
    return this.outBytes + this.pipe.behind
  }
  cut(): void {
    this.pipe.cut()
  }

  protected put(frame: Uint8Array): void {
    this.out.push(frame)
    this.outBytes += frame.length
  }
  protected carry(frames: readonly Uint8Array[]): void {
    if (!this.pipe.gone) this.pipe.send(frames)
  }
  protected listen(is: boolean): void {
    if (is) this.pipe.resume()
    else this.pipe.pause()
  }
  protected farewell(code: number, reason: string): void {
    this.pipe.close(code, reason)
  }
}
