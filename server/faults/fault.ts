/** What a fault has shown, as it stands in one row of the table. */
export interface Figure {
  readonly what: string
  /** As measured, with its unit. */
  readonly value: string
  readonly bar: string
  readonly held: boolean
  /** What is measured, as a part of its bar. null: it is so, or it is not. */
  readonly part: number | null
}

export interface Outcome {
  readonly runs: number
  readonly figures: readonly Figure[]
  /** Not run here, and why. */
  readonly skipped?: string
}

export interface Given {
  /** short: seconds, for npm test. full: what the table of promises asks for. */
  readonly size: 'short' | 'full'
  /** Only this seed: a failing run is played again. null: all of them. */
  readonly seed: number | null
  /** How long a soak lasts. null: as the size says. */
  readonly minutes: number | null
  readonly say: (line: string) => void
}

export interface Fault {
  /** F1 … F18. */
  readonly number: string
  readonly title: string
  run(given: Given): Promise<Outcome>
}

/** Thrown when a run breaks an invariant; says how to play it again. */
export class Broken extends Error {
  constructor(given: { readonly fault: string; readonly seed?: number; readonly what: string }) {
    const again = given.seed === undefined ? '' : ` (again: pnpm faults --only ${given.fault} --seed ${given.seed})`
    super(`${given.fault}: ${given.what}${again}`)
    this.name = 'Broken'
  }
}

export function figure(what: string, value: string, bar: string, held: boolean): Figure {
  return { what, value, bar, held, part: null }
}

/** A figure that must be below its bar. */
export function below(
  what: string,
  given: { readonly is: number; readonly bar: number; readonly unit: string },
): Figure {
  const { is, bar, unit } = given
  return { ...figure(what, `${rounded(is)} ${unit}`, `< ${bar} ${unit}`, is < bar), part: is / bar }
}

/** Something that must not have happened at all. */
export function none(what: string, is: number): Figure {
  return figure(what, String(is), '0', is === 0)
}

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}

const rounded = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toFixed(1))
