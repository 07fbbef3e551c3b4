/** Milliseconds since 1970 in UTC. The only time that is stored or sent. */
export type Instant = number
/** Milliseconds. */
export type Span = number

export const seconds = (n: number): Span => n * 1000
export const minutes = (n: number): Span => seconds(n * 60)
export const hours = (n: number): Span => minutes(n * 60)
export const days = (n: number): Span => hours(n * 24)

/** Time is handed in. Nothing else in the house may ask a clock or set a timer. */
export interface Clock {
  now(): Instant
  /** Calls once after the span, unless the returned function is called before. */
  after(span: Span, then: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (span, then) => {
    const timer = setTimeout(then, span)
    // A waiting timer must never keep a server alive that wants to leave.
    if (typeof timer === 'object' && 'unref' in timer) (timer as { unref(): void }).unref()
    return () => clearTimeout(timer)
  },
}

/** A step back of the machine's clock that is no longer than this is walked off; beyond it the machine is believed. */
const longestWalk: Span = days(2)
/** While it is ahead of the machine, the house lives this much of a second in a second. */
const pace = 0.9

/**
 * The clock of a house: it never steps back. A machine's clock does, when it was wrong and is set right; then a grace
 * would last a day (D3), what ended would hold again, and a meeting's memory would stand out of order. So the house goes
 * on from where it was, a tenth slower, until the machine has caught up. A step ahead, as after a sleep, it takes at once.
 * notBefore: what it has written already; it does not live before that again.
 */
export function steadyClock(given: {
  readonly notBefore?: Instant
  readonly machine?: Clock
  /** Milliseconds that nobody can set. */
  readonly ticks?: () => number
}): Clock {
  const { notBefore = 0, machine = systemClock, ticks = () => performance.now() } = given
  const begins = machine.now()
  let house = notBefore > begins && notBefore - begins <= longestWalk ? notBefore : begins
  let ticked = ticks()
  return {
    now: () => {
      const [wall, tick] = [machine.now(), ticks()]
      const span = tick - ticked
      ticked = tick
      const ahead = house + span - wall
      house = ahead <= 0 || ahead > longestWalk ? wall : Math.max(wall, house + span * pace)
      return Math.floor(house)
    },
    after: machine.after,
  }
}
declare function setTimeout(then: () => void, span: number): number | object
declare function clearTimeout(timer: number | object): void
declare const performance: { now(): number }
