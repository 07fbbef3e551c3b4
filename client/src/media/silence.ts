import { type Instant, seconds } from '@polyphony/shared/domain/time'

/** A microphone that is on and gives nothing at all: a switch at its side, or a plug that is half out. */
export interface Silence {
  /** null: something came. */
  readonly since: Instant | null
  readonly told: boolean
}

export const sounding: Silence = { since: null, told: false }

const tellAfter = seconds(12)

/**
 * Quiet is fine: even a quiet room has a little noise in it. Only exact nothing, sample for sample, is said to the person,
 * and nobody is ever told that they have not spoken.
 */
export function watchSilence(
  was: Silence,
  heard: { readonly now: Instant; readonly isOn: boolean; readonly nothing: boolean },
): Silence {
  if (!heard.isOn || !heard.nothing) return sounding
  const since = was.since ?? heard.now
  return { since, told: heard.now - since >= tellAfter }
}
