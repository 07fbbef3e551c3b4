import * as Y from 'yjs'

export type Carries = 'newest' | 'everything' | 'nothing'

/**
 * Which of this person's words the server has not yet said it keeps. Pure bookkeeping: the socket tells it what goes
 * out, the server's `kept` frames tell it what is durable. Nothing else may say "Saved" (S4).
 */
export interface Unkept {
  /** A local change. It belongs to no frame until one carries it. */
  written(update: Uint8Array): void
  /** A new connection: what was sent on the old one and not kept is unsent again; step 2 will carry it. */
  connected(): void
  /** A frame with words goes out. An update carries the newest change, step 2 carries everything. */
  sent(carries: Carries): void
  /** The first n frames of this connection are durable. */
  kept(n: number): void
  readonly none: boolean
  /** Everything unkept as one update; null when there is nothing. For keeping it on the device through a reload. */
  all(): Uint8Array | null
  forget(): void
}

interface Change {
  readonly update: Uint8Array
  /** 1 for the first frame with words on this connection; null while none has carried it. */
  frame: number | null
}

export function unkept(): Unkept {
  let changes: Change[] = []
  let frames = 0
  return {
    written: update => void changes.push({ update, frame: null }),
    connected: () => {
      frames = 0
      for (const change of changes) change.frame = null
    },
    sent: carries => {
      frames++
      if (carries === 'everything') for (const change of changes) change.frame ??= frames
      else if (carries === 'newest') {
        const newest = changes.at(-1)
        if (newest) newest.frame ??= frames
      }
    },
    kept: n => {
      changes = changes.filter(change => change.frame === null || change.frame > n)
    },
    get none() {
      return changes.length === 0
    },
    all: () => {
      if (changes.length === 0) return null
      const all = Y.mergeUpdates(changes.map(change => change.update))
      // Half an hour without a line is thousands of letters: they are put together once, and not again at each look.
      if (changes.every(change => change.frame === null)) changes = [{ update: all, frame: null }]
      return all
    },
    forget: () => {
      changes = []
    },
  }
}
