import type { Block, Passage, Run } from '@polyphony/shared/domain/record'
import { readEntry } from '@polyphony/shared/notebook/read'
import { entriesOf, isEntryId, notesOf } from '@polyphony/shared/notebook/schema'
import type { AllWords, Did, EntryWords, WrittenBlock, WrittenRun } from '@polyphony/shared/wire/history'
import * as Y from 'yjs'
import type { History } from './history.ts'
import type { Deed } from './ledger.ts'
import { each } from './parts.ts'
import type { InParts } from './parts.ts'
import { linesOf, pieceStandsAt, standsAt } from './walk.ts'
import type { Line, Piece } from './walk.ts'

export type Words<T> = Omit<AllWords<T>, 'people'>

/** The row of the log up to which a history tells. */
export const lastSeq = (history: History): number => history.rows.length

/**
 * The same about the notes and every entry, in their order. What its writer has taken back is shown to nobody, not as it
 * was earlier either; an entry that was made later than asAt was not there.
 */
export function* everywhere<T>(
  history: History,
  given: { readonly asAt: number; readonly tell: (lines: readonly Line[]) => InParts<T> },
): InParts<Words<T>> {
  const { doc, ledger } = history
  const { asAt } = given
  const entries: (EntryWords<T> & { order: string })[] = []
  for (const [id, map] of entriesOf(doc)) {
    const read = isEntryId(id) && map instanceof Y.Map ? readEntry(id, map) : null
    const body = map.get('body')
    if (!read || read.withdrawn || !(body instanceof Y.XmlFragment) || !body._item) continue
    const made = ledger.origins.at(body._item.id.client, body._item.id.clock)
    if (!made || made.value.put.seq > asAt) continue
    const { kind, speaker, speakerWords, author, order } = read
    yield
    const told = yield* given.tell(yield* linesOf(body, { ledger, asAt }))
    entries.push({ id: read.id, kind, speaker, speakerWords, author, order, body: told })
  }
  entries.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1))
  return {
    notes: yield* given.tell(yield* linesOf(notesOf(doc), { ledger, asAt })),
    entries: entries.map(({ order: _, ...entry }) => entry),
  }
}

export const did = ({ person, at }: Deed): Did => ({ person, at })
export const formOf = ({ bold, italic }: Piece) => ({
  ...(bold && { bold: true as const }),
  ...(italic && { italic: true as const }),
})
export const lineOf = ({ is, depth }: Line): Pick<Block, 'is' | 'depth'> => ({ is, depth })

/** The words as they were after a row. */
export function versionAt(history: History, seq: number): InParts<Words<Passage>> {
  return everywhere(history, { asAt: seq, tell: lines => passageAt(lines, seq) })
}

function passageAt(lines: readonly Line[], seq: number): InParts<Passage> {
  return each(
    lines.filter(line => standsAt(line, seq)),
    line => {
      const runs: (Run & { run: number })[] = []
      for (const piece of line.pieces) {
        if (!pieceStandsAt(piece, seq)) continue
        const last = runs.at(-1)
        if (last?.run === piece.run) runs[runs.length - 1] = { ...last, text: last.text + piece.text }
        else runs.push({ text: piece.text, ...formOf(piece), run: piece.run })
      }
      return [{ ...lineOf(line), runs: runs.map(({ run: _, ...run }) => run) }]
    },
  )
}

/** Who wrote what stands now, and who took away what is gone. */
export function whoWrote(history: History): InParts<Words<readonly WrittenBlock[]>> {
  const seq = lastSeq(history)
  const tell = (line: Line): WrittenBlock[] => {
    const runs = runsOf(line)
    // A line that is gone is told of by its words; without any it has nothing to tell.
    return standsAt(line, seq) || runs.length > 0 ? [{ ...lineOf(line), runs }] : []
  }
  return everywhere(history, { asAt: seq, tell: lines => each(lines, tell) })
}

function runsOf(line: Line): WrittenRun[] {
  const runs: WrittenRun[] = []
  for (const piece of line.pieces) {
    // Moved letters are told of where they are now.
    if (piece.passed) continue
    const { by, back } = piece.origin
    const run: WrittenRun = {
      text: piece.text,
      ...formOf(piece),
      by: did(by),
      ...(back && { back: did(back) }),
      ...(piece.taken && { gone: did(piece.taken) }),
    }
    const last = runs.at(-1)
    if (last && sameHand(last, run)) runs[runs.length - 1] = { ...last, text: last.text + run.text }
    else runs.push(run)
  }
  return runs
}

/** Written at several times, and read as one: whoever writes a sentence does it letter by letter. */
function sameHand(a: WrittenRun, b: WrittenRun): boolean {
  return (
    a.bold === b.bold &&
    a.italic === b.italic &&
    a.by.person === b.by.person &&
    samePerson(a.back, b.back) &&
    samePerson(a.gone, b.gone)
  )
}

const samePerson = (a: Did | undefined, b: Did | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && a.person === b.person)
