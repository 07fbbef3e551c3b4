import { notesOf } from '@polyphony/shared/notebook/schema'
import { pause } from '../house.ts'
import { within } from '../load/crowd.ts'
import type { Crowd } from '../load/crowd.ts'
import { docOf, writeHistory } from '../load/notes.ts'
import type { History } from '../load/notes.ts'
import type { Participant } from '../load/participant.ts'
import { inTurns } from '../meetings.ts'

/** An evening's notes: 30,000 characters in some 5,200 updates. The same in every run. */
export const evening = (): History => writeHistory({ characters: 30_000, seed: 7 })

/** Writes the evening into these rooms, update by update; one person stays in each. */
export async function writeEvening(
  crowd: Crowd,
  history: History,
  rooms: readonly number[],
): Promise<readonly Participant[]> {
  return await inTurns(rooms, 4, async room => {
    const writer = crowd.looker(room)
    await within(writer.connect(), 20_000)
    for (const [nth, update] of history.updates.entries()) {
      writer.pass(update)
      if (nth % 250 === 249) await pause(0)
    }
    // Frames of one line are answered in their order: after this answer everything has been looked at.
    await within(writer.ask(), 60_000)
    return writer
  })
}

/** Does this person have the whole evening before them? The house has laid out a paragraph, before the first or after. */
export function hasEvening(reader: Participant, history: History): boolean {
  const text = notesOf(docOf(reader.heard)).toString()
  return text.replace('<paragraph></paragraph>', '') === history.text
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
