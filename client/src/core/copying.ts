import { seconds } from '@polyphony/shared/domain/time'
import type { Clock } from '@polyphony/shared/domain/time'

/** Unsent words of one person in one meeting, locked, on this device. */
export interface Copy {
  put(content: Uint8Array | null): Promise<void>
  /** What tabs that are gone have left. It stays until the next put. */
  take(): Promise<readonly Uint8Array[]>
}
export interface Copies {
  /** What was left here by a tab that did not leave. null: nothing. */
  left(): Promise<Copy | null>
  begin(): Promise<Copy>
  /** Nothing of it stays on this device. */
  wipe(): void
}

/** cannot: this browser cannot lock anything, so nothing is offered. */
export type CopyState = 'cannot' | 'off' | 'opening' | 'on' | 'failed'

export interface KeepingCopy {
  /** The notes are there: is anything left from before? Looks once. */
  look(): void
  keep(is: boolean): void
  /** Something was written, or kept by the server. */
  written(): void
}

/** A crash takes at most what was written in this time. */
const often = seconds(0.3)

export function keepCopy(given: {
  readonly copies: Copies | null
  readonly clock: Clock
  /** What is to be kept now. */
  readonly content: () => Uint8Array | null
  readonly found: (content: Uint8Array) => void
  readonly changed: (state: CopyState) => void
  readonly signal: AbortSignal
}): KeepingCopy {
  const { copies, clock, content, found, changed, signal } = given
  let copy: Copy | null = null
  let looked = false
  let waiting = false
  /** Turned on and off again while the key was on its way: the last word counts. */
  let turn = 0

  const failed = (): void => {
    if (!signal.aborted && copy) changed('failed')
  }
  const put = (): void => {
    copy?.put(content()).then(() => undefined, failed)
  }
  const written = (): void => {
    if (copy === null || waiting) return
    waiting = true
    clock.after(often, () => {
      waiting = false
      if (!signal.aborted) put()
    })
  }
  const begin = (opening: Promise<Copy | null>, none: CopyState): void => {
    const mine = ++turn
    const still = (): boolean => !signal.aborted && mine === turn
    opening
      .then(async opened => {
        if (!still()) return
        if (opened === null) return changed(none)
        const left = await opened.take()
        if (!still()) return
        copy = opened
        changed('on')
        for (const one of left) found(one)
        put()
      })
      .catch(() => still() && changed('failed'))
  }
  signal.addEventListener('abort', () => {
    if (copy) copies?.wipe()
    copy = null
  })
  return {
    look: () => {
      if (looked || copies === null || copy !== null) return
      looked = true
      begin(copies.left(), 'off')
    },
    keep: is => {
      if (copies === null || is === (copy !== null)) return
      if (is) {
        changed('opening')
        begin(copies.begin(), 'failed')
        return
      }
      turn++
      copy = null
      changed('off')
      copies.wipe()
    },
    written,
  }
}
