import { createHistogram } from './histogram.ts'
import type { Histogram } from './histogram.ts'

/** One timer for thousands of people who type. */
export interface Pace {
  after(span: number, then: () => void): void
  /** How late a turn was, in milliseconds: when this grows, it is the generator that is slow. */
  readonly late: Histogram
  stop(): void
}

const turn = 4

export function createPace(): Pace {
  const due = new Map<number, (() => void)[]>()
  const late = createHistogram()
  const began = performance.now()
  let now = 0
  const timer = setInterval(() => {
    const reached = Math.floor((performance.now() - began) / turn)
    if (reached > now) late.add(performance.now() - began - (now + 1) * turn)
    while (now < reached) {
      now++
      const those = due.get(now)
      if (!those) continue
      due.delete(now)
      for (const then of those) then()
    }
  }, turn)
  return {
    late,
    after: (span, then) => {
      const at = now + Math.max(1, Math.round(span / turn))
      const those = due.get(at)
      if (those) those.push(then)
      else due.set(at, [then])
    },
    stop: () => clearInterval(timer),
  }
}
