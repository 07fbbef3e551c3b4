import type { Block } from '@polyphony/shared/domain/record'
import type { ReactNode } from 'react'
import css from './History.module.css'

interface LinesProps<Run> {
  readonly of: readonly (Pick<Block, 'is' | 'depth'> & { readonly runs: readonly Run[] })[]
  readonly run: (run: Run, key: number) => ReactNode
}

/** Lines as they stand in the notes; a line of a list has its mark. */
export function Lines<Run>({ of, run }: LinesProps<Run>) {
  return of.map((line, i) => (
    <p key={i} className={css.line} data-is={line.is} data-depth={Math.min(line.depth, 3)}>
      {line.runs.map((one, key) => run(one, key))}
    </p>
  ))
}
