import type { Line } from './inOrder.ts'

/** One breath at a time. done: said to its end, or not (the voice broke off). */
export interface Speaker {
  say(words: string, done: (whole: boolean) => void): void
  hush(): void
}

export interface Reader {
  /** From the start, or on from where it was paused. */
  go(): void
  pause(): void
  stop(): void
}

interface Given<At> {
  readonly lines: readonly Line<At>[]
  readonly speaker: Speaker
  /** What is being said now. */
  readonly onLine: (at: At) => void
  /** Once: all is said, somebody stopped it, or the voice broke off. */
  readonly onEnd: (broke: boolean) => void
}

/**
 * Says the lines one after another. A pause silences the voice and says the same breath again afterwards: the pause of
 * browsers themselves ends the reading on many phones.
 */
export function reader<At>({ lines, speaker, onLine, onEnd }: Given<At>): Reader {
  let next = 0
  let ended = false
  // A breath that was cut off still reports its end, sometimes much later: it moves nothing then.
  let turn = 0

  function go(): void {
    if (ended) return
    const mine = ++turn
    const line = lines[next]
    if (!line) {
      end(false)
      return
    }
    onLine(line.at)
    speaker.say(line.words, whole => {
      if (mine !== turn) return
      if (whole) {
        next++
        go()
      } else end(true)
    })
  }
  function end(broke: boolean): void {
    if (ended) return
    ended = true
    turn++
    speaker.hush()
    onEnd(broke)
  }
  return {
    go,
    pause: () => {
      turn++
      speaker.hush()
    },
    stop: () => end(false),
  }
}
