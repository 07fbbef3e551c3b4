import { Fault } from '@polyphony/shared/domain/fault'
import type { Clock, Instant, Span } from '@polyphony/shared/domain/time'

/** Counts tries per e-mail address or link, never per IP address: a whole hospital comes from one. */
export interface Tries {
  /** Counts one more, or refuses with too-many-tries. Counted before it is known how it ends: a hundred at once count. */
  take(key: string): void
  /** It went well: the count begins anew. */
  forget(key: string): void
}

const remembered = 10_000

export function createTries(given: { clock: Clock; most: number; within: Span }): Tries {
  const { clock, most, within } = given
  const tries = new Map<string, Instant[]>()
  const recent = (key: string): Instant[] => (tries.get(key) ?? []).filter(at => at > clock.now() - within)
  return {
    take: key => {
      const before = recent(key)
      if (before.length >= most) throw new Fault('too-many-tries')
      // Set anew, so that the first key is always the one that has been quiet for longest.
      tries.delete(key)
      tries.set(key, [...before, clock.now()])
      if (tries.size > remembered) tries.delete(tries.keys().next().value ?? key)
    },
    forget: key => void tries.delete(key),
  }
}
