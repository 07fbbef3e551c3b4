import type { MeetingId } from '@polyphony/shared/domain/ids'
import type { Clock, Span } from '@polyphony/shared/domain/time'
import { minutes } from '@polyphony/shared/domain/time'
import type { NotebookLog } from '../../store/log.ts'
import { createHistory } from './history.ts'
import type { History } from './history.ts'
import { breath, unhurried } from './parts.ts'
import type { InParts } from './parts.ts'

/** Histories of notebooks, told anew only from where they were left. */
export interface Histories {
  /** With every row that is committed now. use must not keep it. */
  of<T>(meeting: MeetingId, use: (history: History) => InParts<T>): Promise<T>
  readonly size: number
  close(): void
}

/** Rows that are looked at in one breath: a few milliseconds. Others are typing meanwhile. */
const slice = 40
/** Rows that are fetched at once. */
const page = 1000
/** Histories that are kept, and for how long after the last look: each holds all that was ever written. */
const most = 6
export const keptFor: Span = minutes(1)

interface Held {
  readonly history: History
  busy: Promise<unknown>
  stop: () => void
}

export function createHistories(given: { readonly log: Pick<NotebookLog, 'rows'>; readonly clock: Clock }): Histories {
  const { log, clock } = given
  const all = new Map<MeetingId, Held>()

  const forget = (meeting: MeetingId, held: Held): void => {
    held.stop()
    if (all.get(meeting) === held) all.delete(meeting)
    void held.busy.finally(() => held.history.close())
  }
  const take = (meeting: MeetingId): Held => {
    const held = all.get(meeting) ?? { history: createHistory(), busy: Promise.resolve(), stop: () => undefined }
    held.stop()
    all.delete(meeting)
    all.set(meeting, held)
    for (const [other, one] of all) if (all.size > most && other !== meeting) forget(other, one)
    held.stop = clock.after(keptFor, () => forget(meeting, held))
    return held
  }
  const grow = async (meeting: MeetingId, history: History): Promise<void> => {
    for (;;) {
      const rows = await log.rows({ meeting, after: history.rows.length, limit: page })
      for (const [i, row] of rows.entries()) {
        if (i > 0 && i % slice === 0) await breath()
        history.add(row)
      }
      if (rows.length < page) return
    }
  }

  return {
    of: (meeting, use) => {
      const held = take(meeting)
      // One after the other: two who look at once do not both add the same rows.
      const told = held.busy.then(async () => {
        await grow(meeting, held.history)
        await breath()
        return await unhurried(use(held.history))
      })
      held.busy = told.catch(() => {
        // It may be half a row further than its log: it is told anew.
        forget(meeting, held)
      })
      return told
    },
    get size() {
      return all.size
    },
    close: () => {
      for (const [meeting, held] of [...all]) forget(meeting, held)
    },
  }
}
