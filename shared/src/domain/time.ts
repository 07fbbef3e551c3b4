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
declare function setTimeout(then: () => void, span: number): number | object
declare function clearTimeout(timer: number | object): void
