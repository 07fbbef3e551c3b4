import type { PersonId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import type { Moment, TimedBlock, TimedRun, Where } from '@polyphony/shared/wire/history'
import { muchRemoved } from './checkpoints.ts'
import type { History, Step } from './history.ts'
import { each } from './parts.ts'
import type { InParts } from './parts.ts'
import { everywhere, lineOf } from './views.ts'
import type { Words } from './views.ts'
import type { Line } from './walk.ts'

/** A pause as long as this ends a moment; whoever writes on is followed in moments of this length. */
const pause = seconds(15)
const longest = seconds(45)

/** When the words changed, and all letters with the moments they came and went in: it can be played without asking. */
export function* timelineOf(
  history: History,
): InParts<Words<readonly TimedBlock[]> & { readonly moments: readonly Moment[] }> {
  const moments = momentsOf(history.steps)
  /** Of a row: the moment that holds it, or the next one. */
  const momentOf = new Map<number, number>()
  let moment = 0
  for (const { seq } of history.rows) {
    while (moment < moments.length - 1 && (moments[moment]?.seq ?? 0) < seq) moment++
    momentOf.set(seq, moment)
  }
  const tell = (lines: readonly Line[]) => each(lines, line => timed(line, seq => momentOf.get(seq) ?? 0))
  return { moments, ...(yield* everywhere(history, { asAt: history.rows.length, tell })) }
}

function momentsOf(steps: readonly Step[]): Moment[] {
  const moments: (Moment & { readonly since: number })[] = []
  for (const step of steps) {
    const { seq, at, person } = step
    // The house only lays things out.
    if (person === null) continue
    const last = moments.at(-1)
    const goesOn = last && at - last.at < pause && at - last.since < longest && step.ofOthers <= muchRemoved
    if (!goesOn) moments.push({ seq, at, since: at, by: [person], where: step.where })
    else {
      moments[moments.length - 1] = {
        ...last,
        seq,
        at,
        by: withOne(last.by, person),
        where: withAll(last.where, step.where),
      }
    }
  }
  return moments.map(({ since: _, ...moment }) => moment)
}

const withOne = (all: readonly PersonId[], one: PersonId): readonly PersonId[] =>
  all.includes(one) ? all : [...all, one]
const withAll = (all: readonly Where[], more: readonly Where[]): readonly Where[] =>
  more.every(one => all.includes(one)) ? all : [...new Set([...all, ...more])]

function timed(line: Line, momentOf: (seq: number) => number): TimedBlock[] {
  const from = momentOf(line.put.seq)
  const until = line.taken && momentOf(line.taken.seq)
  // It came and went within one moment: nobody saw it.
  if (until === from) return []
  const runs: TimedRun[] = []
  for (const { text, origin, taken } of line.pieces) {
    const begins = momentOf(origin.put.seq)
    const ends = taken ? momentOf(taken.seq) : null
    if (ends === begins) continue
    const by = origin.by.person
    const last = runs.at(-1)
    if (last && last.by === by && last.from === begins && (last.until ?? null) === ends) {
      runs[runs.length - 1] = { ...last, text: last.text + text }
    } else runs.push({ text, by, from: begins, ...(ends !== null && { until: ends }) })
  }
  return [{ ...lineOf(line), from, ...(until !== null && { until }), runs }]
}
