import type { TargetName } from '../targets.ts'

export interface Options {
  readonly rooms: number
  readonly people: number
  /** How many of them type. */
  readonly writers: number
  readonly seconds: number
  /** Seconds of typing before anything is measured: an engine compiles what it does often. */
  readonly warm?: number
  readonly seed: number
  /** A file: there the server writes where its time goes. */
  readonly profile?: string
}

export type Figures = Readonly<Record<string, number>>

export interface Column {
  readonly key: string
  readonly title: string
  readonly digits: number
}

/** DESIGN §15: a figure of ours, alone or against the same figure of somebody else. */
export interface Bar {
  readonly key: string
  readonly says: string
  readonly against: TargetName | null
  readonly is: 'at most' | 'at least'
  readonly value: number
}

export interface Part {
  readonly name: string
  readonly says: (options: Options) => string
  readonly targets: readonly TargetName[]
  /** Measured only when asked for by name. */
  readonly further?: readonly TargetName[]
  /** Each is measured by itself. */
  readonly sizes: readonly Options[]
  readonly short: Options
  readonly columns: readonly Column[]
  readonly bars: readonly Bar[]
  readonly run: (target: TargetName, options: Options) => Promise<Figures>
}

export const column = (key: string, title: string, digits = 0): Column => ({ key, title, digits })

/** Everybody's copy is the same, nothing is missing, nobody read anything else. */
export const whole: readonly Column[] = [
  column('lost', 'lost'),
  column('divergent', 'divergent'),
  column('wrong', 'wrong'),
]
export const seed = 1
