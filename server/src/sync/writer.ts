import type { MeetingId } from '@polyphony/shared/domain/ids'
import type { Clock, Span } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { Logger } from '../log.ts'
import type { LogRow, NotebookLog } from '../store/log.ts'
import { LogRefusal } from '../store/trouble.ts'
import type { Row } from './room.ts'

/** The way of one room to the disk. Its rows stay in order; the next goes only when the last is there. */
export interface Stream {
  append(row: Row): void
  /** Nothing more will come from it; what has not been kept is forgotten. */
  end(): void
}

export interface StreamEnds {
  readonly meeting: MeetingId
  durable(seq: number): void
  trouble(is: boolean): void
  /** The log will never take these rows: what is in memory is not what stands there. */
  lost(error: LogRefusal): void
}

export interface Writer {
  open(ends: StreamEnds): Stream
  readonly inTrouble: boolean
}

interface Open {
  readonly ends: StreamEnds
  rows: LogRow[]
  troubled: boolean
  ended: boolean
  tries: number
  stop: (() => void) | null
}

const firstWait: Span = 100
const longestWait: Span = seconds(5)
/** Rows that are offered at once. */
const manyRows = 2000
/**
 * Carries the rows of all rooms to the log, one group at a time: whatever arrives while one is on its way is the next
 * (S4). A room whose rows the disk refuses goes on trying by itself, so that it holds up nobody else (S5).
 */
export function createWriter(given: { log: NotebookLog; clock: Clock; logger: Logger }): Writer {
  const { log, clock, logger } = given
  let ready: Open[] = []
  let scheduled = false
  let underWay = false
  let troubled = 0

  const soon = (): void => {
    if (scheduled || underWay || ready.length === 0) return
    scheduled = true
    // At the end of this turn of the loop: frames that came together travel together.
    setImmediate(() => {
      scheduled = false
      void group()
    })
  }
  const group = async (): Promise<void> => {
    const streams = ready.filter(stream => !stream.ended && !stream.troubled)
    ready = []
    if (streams.length === 0) return
    underWay = true
    const taken = streams.map(stream => takeRows(stream))
    const trouble = await offer(taken.length === 1 ? (taken[0] ?? []) : taken.flat())
    underWay = false
    streams.forEach((stream, i) => {
      const rows = taken[i] ?? []
      if (trouble) refused(stream, rows, { error: trouble.error, alone: streams.length === 1 })
      else kept(stream, rows)
    })
    soon()
  }
  const offer = async (rows: readonly LogRow[]): Promise<{ readonly error: unknown } | null> => {
    try {
      await log.append(rows)
      return null
    } catch (error) {
      return { error }
    }
  }
  const takeRows = (stream: Open): LogRow[] => {
    const rows = stream.rows.splice(0, manyRows)
    if (stream.rows.length > 0) ready.push(stream)
    return rows
  }
  const kept = (stream: Open, rows: readonly LogRow[]): void => {
    const last = rows.at(-1)
    if (!stream.ended && last) stream.ends.durable(last.seq)
  }
  const refused = (stream: Open, rows: LogRow[], why: { error: unknown; alone: boolean }): void => {
    if (stream.ended) return
    if (why.alone && why.error instanceof LogRefusal) {
      stream.ended = true
      if (stream.troubled) troubled--
      stream.ends.lost(why.error)
      return
    }
    stream.rows.unshift(...rows)
    if (!stream.troubled) {
      stream.troubled = true
      troubled++
      // One of a group may have been refused for the sake of another: it is tried alone before anybody is told.
      if (!(why.error instanceof LogRefusal)) tellTrouble(stream, why.error)
    }
    const wait = why.error instanceof LogRefusal ? 0 : Math.min(longestWait, firstWait * 2 ** stream.tries)
    stream.tries++
    stream.stop = clock.after(wait, () => void again(stream))
  }
  const tellTrouble = (stream: Open, error: unknown): void => {
    logger.error({ meeting: stream.ends.meeting, error }, 'words could not be kept; trying again')
    stream.ends.trouble(true)
  }
  const again = async (stream: Open): Promise<void> => {
    stream.stop = null
    const rows = stream.rows.splice(0, manyRows)
    const trouble = await offer(rows)
    if (trouble) return refused(stream, rows, { error: trouble.error, alone: true })
    if (stream.ended) return
    kept(stream, rows)
    if (stream.rows.length > 0) return again(stream)
    stream.troubled = false
    troubled--
    stream.tries = 0
    stream.ends.trouble(false)
  }

  return {
    get inTrouble() {
      return troubled > 0
    },
    open: ends => {
      const stream: Open = { ends, rows: [], troubled: false, ended: false, tries: 0, stop: null }
      return {
        append: row => {
          const { seq, person, client, bytes } = row
          stream.rows.push({ meeting: ends.meeting, seq, person, client, at: clock.now(), bytes })
          if (stream.troubled || stream.rows.length > 1) return
          ready.push(stream)
          soon()
        },
        end: () => {
          if (stream.ended) return
          stream.ended = true
          if (stream.troubled) troubled--
          stream.stop?.()
        },
      }
    },
  }
}
