import { type Instant, type Span, seconds } from '@polyphony/shared/domain/time'

/** What still goes to one other device, when the line to it is bad: the sound comes first, and words always go. */
export type Step = 'picture' | 'still' | 'sound' | 'notes'
const steps: readonly Step[] = ['picture', 'still', 'sound', 'notes']

/** Down quickly and up slowly, one step at a time: a picture that comes and goes disturbs more than none. */
export interface Stairs {
  /** 0: the top. */
  readonly at: number
  /** Since when it is bad (or good) without a break. */
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
/** Words that come in pieces wear people out more than a page to write on. */
const hopeless = { loss: 0.5, roundTrip: 5000 }
/** A device that is out of breath looks like a bad line for a while: its voice is cut last of all. */
const silentAfter = seconds(16)
/** While no sound goes nothing is measured but the way there and back: only trying tells. */
const soundAgainAfter = seconds(12)

export const top: Stairs = { at: 0, badSince: null, goodSince: null, patience: upAfter, climbedAt: null }

export const stepOf = ({ at }: Stairs): Step => steps[at] ?? 'notes'

export function tread(
  was: Stairs,
  look: {
    readonly now: Instant
    readonly isBad: boolean
    readonly isGood: boolean
    readonly last: number
    readonly patience?: Span
  },
): Stairs {
  const { now, isBad, isGood, last, patience: bears = downAfter } = look
  const badSince = isBad ? (was.badSince ?? now) : null
  const goodSince = isGood ? (was.goodSince ?? now) : null
  if (badSince !== null && now - badSince >= bears && was.at < last) {
    const slipped = was.climbedAt !== null && now - was.climbedAt < holds
    const patience = slipped ? Math.min(upAtMost, was.patience * 2) : was.patience
    return { at: was.at + 1, badSince: now, goodSince: null, patience, climbedAt: null }
  }
  if (goodSince !== null && now - goodSince >= was.patience && was.at > 0) {
    return { at: was.at - 1, badSince: null, goodSince: now, patience: was.patience, climbedAt: now }
  }
  return { ...was, badSince, goodSince }
}

export function climb(
  was: Stairs,
  line: { readonly now: Instant; readonly loss: number; readonly roundTrip: number | null },
): Stairs {
  const step = stepOf(was)
  const rests = step === 'notes'
  const loss = rests ? 0 : line.loss
  const roundTrip = line.roundTrip ?? 0
  const low = step === 'sound' ? hopeless : bad
  const high = rests ? hopeless : good
  const isBad = !rests && (loss > low.loss || roundTrip > low.roundTrip)
  const isGood = loss < high.loss && roundTrip < high.roundTrip
  const patience = rests ? Math.max(was.patience, soundAgainAfter) : was.patience
  return tread(
    { ...was, patience },
    { now: line.now, isBad, isGood, last: steps.length - 1, patience: step === 'sound' ? silentAfter : downAfter },
  )
}
