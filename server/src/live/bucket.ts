import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'

/** So much at once, so much per second after that. Per connection: a whole hospital may share one address. */
export interface Bucket {
  /** false: too many. */
  take(): boolean
}

export function createBucket(given: {
  readonly clock: Clock
  readonly size: number
  readonly perSecond: number
}): Bucket {
  const { clock, size, perSecond } = given
  let left = size
  let at = clock.now()
  return {
    take: () => {
      const now = clock.now()
      left = Math.min(size, left + (Math.max(0, now - at) / seconds(1)) * perSecond)
      at = now
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
