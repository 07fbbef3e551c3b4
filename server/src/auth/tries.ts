import { Fault } from '@polyphony/shared/domain/fault'
import type { Clock, Instant, Span } from '@polyphony/shared/domain/time'

/** Counts what went wrong per e-mail address or link, never per IP address: a whole hospital comes from one. */
export interface Tries {
  /** Refuses with too-many-tries. */
  check(key: string): void
  failed(key: string): void
  forget(key: string): void
}

const remembered = 10_000

export function createTries(given: { clock: Clock; most: number; within: Span }): Tries {
  const { clock, most, within } = given
  const failures = new Map<string, Instant[]>()
  const recent = (key: string): Instant[] => (failures.get(key) ?? []).filter(at => at > clock.now() - within)
  return {
    check: key => {
      if (recent(key).length >= most) throw new Fault('too-many-tries')
    },
    failed: key => {
      const now = [...recent(key), clock.now()]
      // Set anew, so that the first key is always the one that has been quiet for longest.
      failures.delete(key)
      failures.set(key, now)
      if (failures.size > remembered) failures.delete(failures.keys().next().value ?? key)
    },
    forget: key => void failures.delete(key),
  }
}
