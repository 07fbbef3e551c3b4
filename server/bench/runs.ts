import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Figures, Options } from './parts/part.ts'
import { heading } from './report.ts'
import type { Measured } from './report.ts'
import type { TargetName } from './targets.ts'

/** Every run of a part as it was measured. Not in git: what counts of it stands in RESULTS.md. */
interface Kept {
  readonly part: string
  readonly options: Options
  readonly at: string
  readonly runs: number
  readonly figures: Readonly<Record<TargetName, readonly Figures[]>>
}

const folder = join(import.meta.dirname, 'results')
const fileOf = (measured: Measured): string => join(folder, `${heading(measured).replaceAll(/\W+/g, '-')}.json`)

export function keepRuns(measured: Measured): void {
  const { part, options, runs, figures } = measured
  const kept = { part: part.name, options, at: new Date().toISOString(), runs, figures: Object.fromEntries(figures) }
  mkdirSync(folder, { recursive: true })
  writeFileSync(fileOf(measured), JSON.stringify(kept, null, 1))
}

/** Together with the runs of before, where a machine is free for some minutes at a time only. */
export function withFormer(measured: Measured): Measured {
  if (!existsSync(fileOf(measured))) return measured
  const former = JSON.parse(readFileSync(fileOf(measured), 'utf8')) as Kept
  if (JSON.stringify(former.options) !== JSON.stringify(measured.options)) return measured
  const figures = new Map(
    [...measured.figures].map(([target, now]) => [target, [...(former.figures[target] ?? []), ...now]]),
  )
  return { ...measured, runs: former.runs + measured.runs, figures }
}
