import { Fault } from '@polyphony/shared/domain/fault'
import type { Chance, MeetingId } from '@polyphony/shared/domain/ids'
import type { Clock, Span } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { seed } from '@polyphony/shared/notebook/schema'
import { closeCode } from '@polyphony/shared/wire/sync'
import type { Logger } from '../log.ts'
import type { NotebookLog } from '../store/log.ts'
import { createBook } from './book.ts'
import type { Book } from './book.ts'
import { createRoom } from './room.ts'
import type { Room } from './room.ts'
import type { Writer } from './writer.ts'

export interface OpenRoom {
  readonly room: Room
  readonly book: Book
  /** Resolves when everything admitted so far is on the disk; refuses with not-saved when the disk does. */
  settled(): Promise<void>
}
export interface Lease extends OpenRoom {
  /** Once per lease. */
  release(): void
}

export interface Rooms {
  /** Opens a room, or shares the opening of it (S2). It stays while anybody holds a lease. */
  take(meeting: MeetingId): Promise<Lease>
  /** The room if it is open now. */
  peek(meeting: MeetingId): Room | null
  readonly size: number
  /** Resolves when whatever was admitted is kept, or cannot be. */
  settle(): Promise<void>
  /** Waits until what can be kept is kept, and lets go of everything (S16). */
  close(): Promise<void>
}

/** How long an empty room stays, so that a lost line finds it as it was (S3: within 30 s of the last leave). */
export const lingering: Span = seconds(10)
/** Rows after the last snapshot, when the next one is due (S13). */
export const tailRows = 200
/** And at the latest, when more and more is coming. */
const floodRows = 2000
/** How often rooms are looked over for one where nobody has written meanwhile. */
export const quiet: Span = seconds(1)
/**
 * A long document, twelve times its bytes while it lives, is let go at the second look that finds nobody writing; waking it
 * takes two milliseconds. A short one weighs little and is spared that.
 */
const looksBeforeSleep = (bytes: number): number => (bytes > 16 * 1024 ? 1 : 8)

interface Held extends OpenRoom {
  leases: number
  /** The row that the stored snapshot goes up to. */
  snapshotSeq: number
  saving: Promise<void> | null
  stop: (() => void) | null
  seqAtLastLook: number
  quietLooks: number
  end(): void
}

export function createRooms(given: {
  log: NotebookLog
  writer: Writer
  clock: Clock
  chance: Chance
  logger: Logger
}): Rooms {
  const { log, writer, clock, chance, logger } = given
  const opening = new Map<MeetingId, Promise<Held>>()
  const open = new Map<MeetingId, Held>()
  let stopLooking: (() => void) | null = null

  const load = async (meeting: MeetingId): Promise<Held> => {
    const { snapshot, tail, clients } = await log.load(meeting)
    const book = createBook({ base: snapshot?.bytes ?? null, tail: tail.map(row => row.bytes) })
    const seq = tail.at(-1)?.seq ?? snapshot?.seq ?? 0
    let waiters: { seq: number; resolve(): void; reject(error: Fault): void }[] = []
    const stream = writer.open({
      meeting,
      durable: upTo => {
        room.durable(upTo)
        if (waiters.length > 0) {
          const done = waiters.filter(waiter => waiter.seq <= upTo)
          waiters = waiters.filter(waiter => waiter.seq > upTo)
          for (const waiter of done) waiter.resolve()
        }
        if (isBehind(held) && isTimely(held)) void save(meeting, held)
      },
      trouble: is => {
        room.trouble(is)
        if (is) giveUp()
      },
      lost: error => {
        logger.error({ meeting, error }, 'a room did not agree with its log and is opened anew')
        forget(meeting, held)
        for (const member of room.members) member.peer.close(closeCode.leaving, 'again')
      },
    })
    const giveUp = (): void => {
      for (const waiter of waiters.splice(0)) waiter.reject(new Fault('not-saved'))
    }
    const room = createRoom({ book, seq, clients, chance, append: stream.append })
    const held: Held = {
      room,
      book,
      leases: 0,
      snapshotSeq: snapshot?.seq ?? 0,
      saving: null,
      stop: null,
      seqAtLastLook: seq,
      quietLooks: 0,
      settled: async () => {
        if (room.inTrouble) throw new Fault('not-saved')
        const target = room.seq
        if (target <= room.durableSeq) return
        await new Promise<void>((resolve, reject) => waiters.push({ seq: target, resolve, reject }))
      },
      end: () => {
        stream.end()
        giveUp()
      },
    }
    // Whoever made the meeting has seeded it in the same breath; a notebook without its first paragraph is never shown.
    if (seq === 0) {
      room.write(seed)
      try {
        await held.settled()
      } catch (error) {
        held.end()
        throw error
      }
    }
    open.set(meeting, held)
    look()
    return held
  }

  const forget = (meeting: MeetingId, held: Held): void => {
    held.stop?.()
    held.end()
    if (open.get(meeting) !== held) return
    open.delete(meeting)
    opening.delete(meeting)
  }

  /** Keeps what is durable as one blob. A failure costs nothing but time: the rows are there. */
  const save = (meeting: MeetingId, held: Held): Promise<void> => {
    held.saving ??= (async () => {
      // Not in the breath of whoever asks: others may just be told that their words are kept.
      await null
      const seq = held.room.durableSeq
      try {
        await log.snapshot({ meeting, seq, bytes: held.book.compact(), at: clock.now() })
        held.snapshotSeq = seq
        held.saving = null
        // More has come meanwhile than may stand behind a snapshot.
        if (isBehind(held) && isTimely(held)) void save(meeting, held)
      } catch (error) {
        held.saving = null
        logger.warn({ meeting, error }, 'a snapshot could not be kept')
      }
    })()
    return held.saving
  }

  const isBehind = ({ room, snapshotSeq }: Held): boolean => room.durableSeq - snapshotSeq >= tailRows
  /** While a flood of words is on its way to the disk, what is kept now is soon overtaken: it waits for the end of it. */
  const isTimely = ({ room, snapshotSeq }: Held): boolean =>
    room.seq === room.durableSeq || room.durableSeq - snapshotSeq >= floodRows
  const isIdle = ({ leases, room }: Held): boolean => leases === 0 && room.seq === room.durableSeq
  const letGo = async (meeting: MeetingId, held: Held): Promise<void> => {
    held.stop = null
    if (held.leases > 0) return
    if (isIdle(held) && held.room.seq > held.snapshotSeq) await save(meeting, held)
    // Somebody may have come, or a word may have been written, while we waited (S3).
    if (held.leases > 0 || held.stop) return
    if (isIdle(held)) forget(meeting, held)
    else held.stop = clock.after(lingering, () => void letGo(meeting, held))
  }

  /** A document in which nobody has written for a while goes back to bytes. */
  const look = (): void => {
    stopLooking ??= clock.after(quiet, () => {
      stopLooking = null
      for (const held of open.values()) {
        held.quietLooks = held.room.seq === held.seqAtLastLook ? held.quietLooks + 1 : 0
        held.seqAtLastLook = held.room.seq
        if (held.book.awake && held.quietLooks >= looksBeforeSleep(held.book.size)) held.book.sleep()
      }
      if (open.size > 0) look()
    })
  }

  const take = async (meeting: MeetingId): Promise<Lease> => {
    let loading = opening.get(meeting)
    if (!loading) {
      loading = load(meeting)
      opening.set(meeting, loading)
      loading.catch(() => opening.delete(meeting))
    }
    const held = await loading
    // Between the loading and this line it may have been let go; then everybody begins again together.
    if (open.get(meeting) !== held) return take(meeting)
    held.leases++
    held.stop?.()
    held.stop = null
    let released = false
    return {
      room: held.room,
      book: held.book,
      settled: held.settled,
      release: () => {
        if (released) return
        released = true
        held.leases--
        if (held.leases === 0 && open.get(meeting) === held) {
          held.stop?.()
          held.stop = clock.after(lingering, () => void letGo(meeting, held))
        }
      },
    }
  }

  const settle = async (): Promise<void> => {
    await Promise.all([...open.values()].map(held => held.settled().catch(() => {})))
  }

  return {
    take,
    peek: meeting => open.get(meeting)?.room ?? null,
    get size() {
      return open.size
    },
    settle,
    close: async () => {
      stopLooking?.()
      stopLooking = null
      await Promise.allSettled(opening.values())
      await settle()
      for (const [meeting, held] of [...open]) {
        if (held.room.durableSeq > held.snapshotSeq) await save(meeting, held)
        forget(meeting, held)
      }
    },
  }
}
