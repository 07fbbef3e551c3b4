import { closeSync, constants, fsyncSync, ftruncate, openSync, write } from 'node:fs'
import { dirname } from 'node:path'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { LogRow } from './log.ts'
import type { Packed } from './packing.ts'
import { recordsOf } from './records.ts'
import { StoreTrouble } from './trouble.ts'

/**
 * What has been promised to be kept and does not stand in the tables yet. One write to the end of a file, which the kernel
 * answers when the disk has it (O_DSYNC), costs a third of what it costs to wake the thread of the tables for it; that one is
 * woken once for many.
 */
export interface Journal {
  /** Resolves when they are on the disk; rejects with StoreTrouble when it refuses, and they may be offered again. One at a time. */
  write(groups: readonly Group[]): Promise<void>
  /** What does not stand in the tables yet, in the order it was written. */
  rows(): readonly LogRow[]
  /** Puts everything into the tables. What they refuse stays in the files, and is put there at the next start (replay.ts). */
  close(): Promise<void>
}

export interface Group {
  readonly packed: Packed
  readonly rows: readonly LogRow[]
}

/** One of its two files. */
interface File {
  readonly handle: number
  end: number
  groups: Group[]
}

/** So many rows or bytes are put into the tables at once, or as many as there are after this long. Until then they take memory. */
export const manyRows = 1000
const manyBytes = 2 * 1024 * 1024
export const placedAfter = seconds(5)

/**
 * paths: of its two files, empty or not there. place: puts rows into the tables; resolves when they stand there for good.
 * many: rows and bytes that do not wait for the time.
 */
export function openJournal(given: {
  readonly paths: readonly [string, string]
  readonly place: (packs: readonly Packed[]) => Promise<void>
  readonly clock: Clock
  readonly many?: { readonly rows: number; readonly bytes: number }
}): Journal {
  const { place, clock, many = { rows: manyRows, bytes: manyBytes } } = given
  const open = (path: string): File => ({ handle: openSync(path, flags, 0o600), end: 0, groups: [] })
  let writing = open(given.paths[0])
  /** Empty, unless it is on its way into the tables. */
  let other = open(given.paths[1])
  // Their names stand for good before anything is promised in them.
  syncFolder(dirname(given.paths[0]))
  let rows = 0
  let busy = false
  let placing: Promise<void> | null = null
  let stop: (() => void) | null = null

  /** What the tables have refused is offered again when its time comes, and not with every write. */
  const isMuch = (): boolean => other.groups.length === 0 && (rows >= many.rows || writing.end >= many.bytes)
  const later = (): void => {
    stop ??= clock.after(placedAfter, () => {
      stop = null
      if (busy) later()
      else turn()
    })
  }
  /** The one that was written is put into the tables, and the other one is written. Not while a write is under way. */
  const turn = (): void => {
    if (placing !== null) return
    if (other.groups.length === 0) {
      if (writing.groups.length === 0) return
      ;[writing, other] = [other, writing]
      rows = 0
    }
    placing = empty(other).then(
      () => {
        placing = null
        // Much may have come meanwhile. A write that is under way looks for itself when it is done.
        if (isMuch() && !busy) turn()
        else if (rows > 0) later()
      },
      () => {
        placing = null
        later()
      },
    )
  }
  const empty = async (file: File): Promise<void> => {
    await place(file.groups.map(({ packed }) => packed))
    file.groups = []
    // Where this fails, the next ones stand behind those that are in the tables already: they are passed over when it is read.
    await cut(file, 0)
    file.end = 0
  }

  return {
    write: async groups => {
      const bytes = recordsOf(groups.map(({ packed }) => packed))
      const file = writing
      busy = true
      try {
        await writeAt(file, bytes)
      } catch (error) {
        // Nothing of it may look like something that was kept.
        await cut(file, file.end).catch(() => {})
        throw error
      } finally {
        busy = false
      }
      file.end += bytes.length
      for (const group of groups) {
        file.groups.push(group)
        rows += group.rows.length
      }
      if (isMuch()) turn()
      later()
    },
    rows: () => [...other.groups, ...writing.groups].flatMap(group => group.rows),
    close: async () => {
      await placing
      for (const file of [other, writing]) if (file.groups.length > 0) await empty(file).catch(() => {})
      stop?.()
      for (const { handle } of [other, writing]) closeSync(handle)
    },
  }
}

const flags = constants.O_RDWR | constants.O_CREAT | constants.O_TRUNC | (constants.O_DSYNC ?? constants.O_SYNC)

function writeAt({ handle, end }: File, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    write(handle, bytes, 0, bytes.length, end, (error, written) => {
      if (error) reject(troubleOf(error))
      else if (written < bytes.length) reject(new StoreTrouble('the disk took only a part of it', full))
      else resolve()
    })
  })
}

function cut({ handle }: File, length: number): Promise<void> {
  return new Promise((resolve, reject) => {
    ftruncate(handle, length, error => (error ? reject(troubleOf(error)) : resolve()))
  })
}

/** In the numbers of SQLite, as everything the store says. */
const full = 13
const fails = 10
const troubleOf = (error: NodeJS.ErrnoException): StoreTrouble =>
  new StoreTrouble(`the journal: ${error.message}`, error.code === 'ENOSPC' || error.code === 'EDQUOT' ? full : fails)

function syncFolder(path: string): void {
  const folder = openSync(path, constants.O_RDONLY)
  fsyncSync(folder)
  closeSync(folder)
}
