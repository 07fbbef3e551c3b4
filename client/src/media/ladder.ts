import { type Instant, type Span, seconds } from '@polyphony/shared/domain/time'

/** What of a picture still goes to one other device, when the line to it is bad: the sound comes first. */
export type Step = 'picture' | 'still' | 'sound'
const steps: readonly Step[] = ['picture', 'still', 'sound']

export interface Ladder {
  readonly step: Step
  /** Since when the line is bad (or good) without a break. */
  readonly badSince: Instant | null
  readonly goodSince: Instant | null
  /** How long it must be good before the next step up. Longer after each step up that did not hold. */
  readonly patience: Span
  readonly climbedAt: Instant | null
}

/** A line that is gone for five seconds is no bad line: the picture that comes back with it is there within ten. */
const downAfter = seconds(8)
const upAfter = seconds(4)
const upAtMost = seconds(96)
/** A step up that does not last this long was none. */
const holds = seconds(20)
const bad = { loss: 0.12, roundTrip: 1200 }
const good = { loss: 0.06, roundTrip: 700 }

export const top: Ladder = { step: 'picture', badSince: null, goodSince: null, patience: upAfter, climbedAt: null }

/** Down quickly and up slowly, one step at a time: a picture that comes and goes disturbs more than none. */
export function climb(
  was: Ladder,
  line: { readonly now: Instant; readonly loss: number; readonly roundTrip: number | null },
): Ladder {
  const { now, loss } = line
  const roundTrip = line.roundTrip ?? 0
  const isBad = loss > bad.loss || roundTrip > bad.roundTrip
  const isGood = loss < good.loss && roundTrip < good.roundTrip
  const badSince = isBad ? (was.badSince ?? now) : null
  const goodSince = isGood ? (was.goodSince ?? now) : null
  const at = steps.indexOf(was.step)
  if (badSince !== null && now - badSince >= downAfter && at < steps.length - 1) {
    const slipped = was.climbedAt !== null && now - was.climbedAt < holds
    const patience = slipped ? Math.min(upAtMost, was.patience * 2) : was.patience
    return { step: steps[at + 1] ?? 'sound', badSince: now, goodSince: null, patience, climbedAt: null }
  }
  if (goodSince !== null && now - goodSince >= was.patience && at > 0) {
    return { step: steps[at - 1] ?? 'picture', badSince: null, goodSince: now, patience: was.patience, climbedAt: now }
  }
  return { ...was, badSince, goodSince }
}
