import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import { minutes } from '@polyphony/shared/domain/time'
import type { Checkpoint } from '@polyphony/shared/wire/history'
import type { History } from './history.ts'

/** Letters of others that one update may take away before the notebook as it was is kept in mind (S14). */
export const muchRemoved = 500
export const between = minutes(10)

/** What somebody kept in mind by name, or by bringing something back. */
export interface Kept {
  readonly seq: number
  readonly at: Instant
  readonly person: PersonId
  readonly why: 'named' | 'brought-back'
  readonly words: string
}

/**
 * The moments worth going back to (S14): at open, every ten minutes in which somebody wrote, before much of others' text
 * goes, whatever people have kept in mind, and at close. In their order.
 */
export function checkpointsOf(
  history: History,
  given: { readonly openedAt: Instant | null; readonly ended: boolean; readonly kept: readonly Kept[] },
): Checkpoint[] {
  const { rows } = history
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return []
  const found: Checkpoint[] = []
  const before = (at: Instant) => rows.findLast(row => row.at <= at) ?? first
  const opened = given.openedAt === null ? first : before(given.openedAt)
  found.push({ seq: opened.seq, at: given.openedAt ?? first.at, why: 'opened', by: null, words: null })

  let since = given.openedAt ?? first.at
  for (const step of history.steps) {
    const standing = rows[step.seq - 2]
    if (!standing || step.seq <= opened.seq) continue
    if (step.ofOthers > muchRemoved) {
      found.push({ seq: standing.seq, at: step.at, why: 'much-removed', by: step.person, words: null })
      since = step.at
    } else if (step.at - since >= between) {
      found.push({ seq: standing.seq, at: step.at, why: 'ten-minutes', by: null, words: null })
      since = step.at
    }
  }
  for (const { seq, at, person, why, words } of given.kept) {
    if (seq <= last.seq) found.push({ seq, at, why, by: person, words: words === '' ? null : words })
  }
  if (given.ended) found.push({ seq: last.seq, at: last.at, why: 'closed', by: null, words: null })
  return found.sort((a, b) => a.seq - b.seq || a.at - b.at)
}
