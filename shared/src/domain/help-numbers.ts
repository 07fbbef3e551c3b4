import type { Instant, Span } from './time.ts'
import { days } from './time.ts'

/** A number that nobody answers any more does harm. So long may pass until the numbers of the help page are rung again. */
export const goodFor: Span = days(90)

/** checkedAt: when somebody here last rang them; null: never. */
export const areDue = (checkedAt: Instant | null, now: Instant): boolean =>
  checkedAt === null || now >= checkedAt + goodFor
