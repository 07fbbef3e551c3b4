import type { Instant } from '@polyphony/shared/domain/time'

/** Whether somebody speaks, from loudness alone. Kept steady so that an outline does not flicker between words. */
export interface Speaking {
  readonly speaks: boolean
  /** Loud since; null while quiet. */
  readonly loudSince: Instant | null
  readonly loudAt: Instant
}

export const quiet: Speaking = { speaks: false, loudSince: null, loudAt: 0 }

const loud = 0.03
/** A cough or a door is shorter. */
const before = 150
/** People breathe between sentences. */
const after = 1200

export function hear(was: Speaking, level: number, now: Instant): Speaking {
  const isLoud = level >= loud
  const loudAt = isLoud ? now : was.loudAt
  const loudSince = isLoud ? (was.loudSince ?? now) : now - loudAt > 400 ? null : was.loudSince
  const speaks = was.speaks ? now - loudAt < after : loudSince !== null && isLoud && now - loudSince >= before
  return { speaks, loudSince, loudAt }
}
