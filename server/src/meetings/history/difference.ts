import type { ChangedBlock, ChangedRun } from '@polyphony/shared/wire/history'
import type { History } from './history.ts'
import type { Deed } from './ledger.ts'
import { each } from './parts.ts'
import type { InParts } from './parts.ts'
import { createRanges } from './ranges.ts'
import type { Ranges } from './ranges.ts'
import { did, everywhere, formOf, lineOf } from './views.ts'
import type { Words } from './views.ts'
import { pieceStandsAt, standsAt } from './walk.ts'
import type { Line, Piece } from './walk.ts'

interface Roots {
  /** Letters that stood earlier, and stand later. */
  readonly from: Ranges<true>
  readonly to: Ranges<true>
  /** Who took them in the end: they may have been moved before. */
  readonly taken: Ranges<Deed>
}

/** What came and what went between two rows, and by whom. Letters that only moved are the same. */
export function differenceBetween(
  history: History,
  between: { readonly from: number; readonly to: number },
): InParts<Words<readonly ChangedBlock[]>> {
  return everywhere(history, { asAt: between.to, tell: lines => changesIn(lines, between) })
}

function* changesIn(
  lines: readonly Line[],
  between: { readonly from: number; readonly to: number },
): InParts<ChangedBlock[]> {
  const { from, to } = between
  const roots: Roots = { from: createRanges(), to: createRanges(), taken: createRanges() }
  let looked = 0
  for (const piece of lines.flatMap(line => line.pieces)) {
    if (++looked % 200 === 0) yield
    const { client, shift } = piece.origin.root
    const clock = piece.clock + shift
    const end = clock + piece.length
    if (pieceStandsAt(piece, from)) roots.from.put(client, clock, end, true)
    if (pieceStandsAt(piece, to)) roots.to.put(client, clock, end, true)
    if (piece.taken && !piece.passed && piece.taken.seq <= to) roots.taken.put(client, clock, end, piece.taken)
  }
  return yield* each(lines, line => {
    const runs: ChangedRun[] = []
    for (const piece of line.pieces) for (const run of runsOf(piece, between, roots)) add(runs, run)
    if (!standsAt(line, to) && runs.length === 0) return []
    return [{ ...lineOf(line), runs }]
  })
}

/** A piece may stand for letters of several fates: it is cut where they differ. */
function runsOf(piece: Piece, between: { from: number; to: number }, roots: Roots): ChangedRun[] {
  const { client, shift } = piece.origin.root
  const now = pieceStandsAt(piece, between.to)
  if (!now && !pieceStandsAt(piece, between.from)) return []
  const other = now ? roots.from : roots.to
  const runs: ChangedRun[] = []
  const end = piece.clock + shift + piece.length
  for (let at = piece.clock + shift; at < end; ) {
    const there = other.at(client, at)
    const taken = now ? null : roots.taken.at(client, at)
    const until = Math.min(
      end,
      there?.end ?? other.nextAfter(client, at),
      taken?.end ?? (now ? end : roots.taken.nextAfter(client, at)),
    )
    const start = at - shift - piece.clock
    const run = { text: piece.text.slice(start, start + until - at), ...formOf(piece) }
    if (now && there) runs.push({ ...run, is: 'same' })
    if (now && !there) {
      const { back, by } = piece.origin
      runs.push({ ...run, is: 'added', by: did(back && back.seq > between.from ? back : by) })
    }
    if (!now && !there) runs.push({ ...run, is: 'removed', ...by(taken?.value ?? piece.taken) })
    at = until
  }
  return runs
}

const by = (deed: Deed | null) => (deed ? { by: did(deed) } : {})

function add(runs: ChangedRun[], run: ChangedRun): void {
  const last = runs.at(-1)
  const same =
    last?.is === run.is && last.bold === run.bold && last.italic === run.italic && last.by?.person === run.by?.person
  if (last && same) runs[runs.length - 1] = { ...last, text: last.text + run.text }
  else runs.push(run)
}
