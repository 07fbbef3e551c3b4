import { closeCode, limit } from '@polyphony/shared/wire/sync'
import { quietFrame } from './frames.ts'
import type { Peer } from './peer.ts'

/** One connection, by whatever way. It gathers the frames of one turn of the loop and hands them over at once (S9). */
export interface Line extends Peer {
  /** Bytes that the other side has not yet taken. */
  readonly behind: number
  /** Something has come from the other side. */
  heard(bytes: number): void
  /** Once a second: gives new allowance to somebody who sent too much. */
  second(): void
  /** Every ten seconds: says something to who has heard nothing, and gives up the dead. */
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
  const empty = (): void => {
    const now = waiting
    waiting = []
    for (const line of now) line.flush()
  }
  return {
    add: line => {
      if (waiting.push(line) === 1) setImmediate(empty)
    },
  }
}

/** Frames a person may send at a run, and how many more each second: far above typing, far below harm. */
const burst = 8000
const perSecond = 1000

/**
 * What all lines promise alike. A class, and not closures: thousands stand open on a small machine, and every keystroke goes
 * through several.
 */
export abstract class OpenLine implements Line {
  closed = false
  protected out: Uint8Array[] = []
  protected outBytes = 0
  /** Too much came: whoever sends is not listened to for a moment. Nothing is lost. */
  protected paused = false
  private readonly outbox: Outbox
  private spoken = false
  /** How much they may still send. */
  private left = burst

  protected constructor(outbox: Outbox) {
    this.outbox = outbox
  }

  abstract get behind(): number
  abstract cut(): void
  /** Puts a frame to what leaves at the end of this turn. */
  protected abstract put(frame: Uint8Array): void
  protected abstract carry(frames: Uint8Array[], bytes: number): void
  protected abstract listen(is: boolean): void
  protected abstract farewell(code: number, reason: string): void

  send(frame: Uint8Array): void {
    if (!this.closed) this.push(frame)
  }
  sendCursor(frame: Uint8Array): void {
    if (!this.closed && this.behind <= limit.slow) this.push(frame)
  }
  close(code: number, reason: string): void {
    if (this.closed) return
    this.closed = true
    if (code === closeCode.slow) {
      // What it has not taken in all this time would only stand before the farewell.
      this.out = []
      this.outBytes = 0
    } else this.flush()
    this.hearAgain()
    this.farewell(code, reason)
  }
  /** For the outbox. */
  flush(): void {
    const [frames, bytes] = [this.out, this.outBytes]
    if (frames.length === 0) return
    this.out = []
    this.outBytes = 0
    this.spoken = true
    this.carry(frames, bytes)
  }
  heard(bytes: number): void {
    if (this.closed) return
    this.left -= 1 + bytes / 1024
    if (this.left > 0 || this.paused) return
    this.paused = true
    this.listen(false)
  }
  second(): void {
    if (this.left < burst) this.left = Math.min(burst, this.left + perSecond)
    if (this.left > 0) this.hearAgain()
  }
  tenSeconds(): void {
    if (this.closed) return
    if (!this.spoken) this.push(quietFrame)
    this.spoken = false
  }

  private push(frame: Uint8Array): void {
    if (this.out.length === 0) this.outbox.add(this)
    this.put(frame)
    if (this.behind > limit.tooSlow) this.close(closeCode.slow, 'slow')
  }
  private hearAgain(): void {
    if (!this.paused) return
    this.paused = false
    this.listen(true)
  }
}
