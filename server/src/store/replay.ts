import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import type { LogRow } from './log.ts'
import { byPlace, placeIn } from './notebooks.ts'
import { unpack } from './packing.ts'
import { journalPaths, readRecords } from './records.ts'
import type { Hand } from './sqlite.ts'

/**
 * Puts into the tables what a house that was killed has left in its journal, and takes the journal away. One of which a part
 * cannot be read is kept beside the data under another name, for somebody who can; everything before that part is saved, and
 * the house opens. Answers the names of those.
 */
export function replayJournal(writer: Hand, dataDir: string): readonly string[] {
  const found = journalPaths(dataDir).filter(existsSync)
  const read = found.map(path => ({ path, ...readRecords(readFileSync(path)) }))
  const { rows, missing } = withoutGaps(writer, read.flatMap(({ packs }) => packs).flatMap(unpack))
  if (rows.length > 0) writer.transaction(() => placeIn(writer, rows))
  const damaged: string[] = []
  for (const one of read) {
    if (one.damaged || (missing && one.packs.length > 0)) {
      const name = freeName(one.path)
      renameSync(one.path, name)
      damaged.push(name)
    } else rmSync(one.path)
  }
  return damaged
}

/** No meeting is given a row without the one before it: what comes after a gap would never be shown. */
function withoutGaps(writer: Hand, rows: readonly LogRow[]): { rows: readonly LogRow[]; missing: boolean } {
  const last = writer.prepare('SELECT coalesce(max(seq), 0) AS seq FROM notebook_update WHERE meeting = ?')
  const next = new Map<MeetingId, number>()
  const sound = rows.toSorted(byPlace).filter(({ meeting, seq }) => {
    const expected = next.get(meeting) ?? Number(last.get(meeting)?.seq ?? 0) + 1
    if (seq === expected) next.set(meeting, seq + 1)
    return seq <= expected
  })
  return { rows: sound, missing: sound.length < rows.length }
}

/** One that was kept before is not lost for this one. */
function freeName(path: string): string {
  for (let nth = 1; ; nth++) {
    const name = `${path}.damaged-${nth}`
    if (!existsSync(name)) return name
  }
}
