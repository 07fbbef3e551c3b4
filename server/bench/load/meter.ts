import { createHistogram } from './histogram.ts'
import type { Histogram } from './histogram.ts'

/** What all participants together have seen since the last clear. */
export interface Meter {
  /** Keystrokes that put something in. */
  sent: number
  /** Keystrokes that arrived at somebody else's screen. */
  delivered: number
  frames: number
  cursors: number
  /** Updates that came after a hole. */
  gaps: number
  /** Lines that the server ended. */
  closes: number
  /** From the keystroke to another screen, over every pair of both. */
  readonly way: Histogram
  /** From the keystroke to the word that it is kept. */
  readonly kept: Histogram
  clear(): void
}

export function createMeter(): Meter {
  const meter: Meter = {
    sent: 0,
    delivered: 0,
    frames: 0,
    cursors: 0,
    gaps: 0,
    closes: 0,
    way: createHistogram(),
    kept: createHistogram(),
    clear: () => {
      Object.assign(meter, { sent: 0, delivered: 0, frames: 0, cursors: 0, gaps: 0, closes: 0 })
      meter.way.clear()
      meter.kept.clear()
    },
  }
  return meter
}
