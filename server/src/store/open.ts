import { systemClock } from '@polyphony/shared/domain/time'
import { Kysely } from 'kysely'
import { threadDialect } from './dialect.ts'
import { openJournal } from './journal.ts'
import type { NotebookLog } from './log.ts'
import { journalPaths } from './records.ts'
import type { Tables } from './tables.ts'
import { openThread } from './thread.ts'
import { createWords } from './words.ts'

export type Db = Kysely<Tables>

export interface Store {
  readonly db: Db
  readonly log: NotebookLog
  /** Journals of a house that was killed, of which a part could not be read; they stand under these names. */
  readonly damaged: readonly string[]
  /** Carries out what was asked before, then lets the files go. */
  close(): Promise<void>
}

/**
 * Opens the data of this house, raised to the tables of this version. Rejects with StoreInUse when another process
 * holds it. onLost: the store has died while the house was open; nothing can be kept any more.
 */
export async function openStore(given: { dataDir: string; onLost?: (error: Error) => void }): Promise<Store> {
  const { dataDir } = given
  const thread = await openThread({ dataDir, onLost: given.onLost ?? (() => {}) })
  const db: Db = new Kysely<Tables>({ dialect: threadDialect(thread) })
  const journal = openJournal({
    paths: journalPaths(dataDir),
    // Not handed over: until they stand in the tables they are read from the journal.
    place: packs => thread.ask({ ask: 'place', packs }),
    clock: systemClock,
  })
  const words = createWords({ thread, journal })
  let closing: Promise<void> | null = null
  const close = async (): Promise<void> => {
    await db.destroy()
    try {
      await words.close()
    } finally {
      await thread.close()
    }
  }
  return {
    db,
    log: words,
    damaged: thread.opened.damaged,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
