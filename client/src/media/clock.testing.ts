import type { Clock, Instant, Span } from '@polyphony/shared/domain/time'

/** Time that stands still until it is told to pass. */
export interface FakeClock extends Clock {
  /** Whatever falls due is done in its order, at its time. */
  pass(span: Span): void
}

export function fakeClock(start: Instant = 0): FakeClock {
  let now = start
  let due: { readonly at: Instant; readonly then: () => void }[] = []
  return {
    now: () => now,
    after: (span, then) => {
      const one = { at: now + Math.max(0, span), then }
      due.push(one)
      return () => {
        due = due.filter(other => other !== one)
      }
    },
    pass: span => {
      const end = now + span
      for (;;) {
        const next = due.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        due = due.filter(other => other !== next)
        now = Math.max(now, next.at)
        next.then()
      }
      now = end
    },
  }
}
