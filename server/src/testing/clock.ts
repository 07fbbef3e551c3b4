import type { Clock, Instant, Span } from '@polyphony/shared/domain/time'

/** Time that stands still until it is told to pass. */
export interface FakeClock extends Clock {
  /** Lets time pass; whatever falls due is done in its order, at its time. */
  pass(span: Span): void
  /** So many timers wait. */
  waiting(): number
}

export function fakeClock(start: Instant = Date.UTC(2027, 0, 12, 18)): FakeClock {
  let now = start
  let due: { at: Instant; then: () => void }[] = []
  return {
    now: () => now,
    after: (span, then) => {
      const timer = { at: now + Math.max(0, span), then }
      due.push(timer)
      return () => {
        due = due.filter(other => other !== timer)
      }
    },
    pass: span => {
      const end = now + span
      for (;;) {
        const next = due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        due = due.filter(other => other !== next)
        now = Math.max(now, next.at)
        next.then()
      }
      now = end
    },
    waiting: () => due.length,
  }
}
