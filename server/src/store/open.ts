import { Kysely } from 'kysely'
import { threadDialect } from './dialect.ts'
import type { Loaded, LogRow, NotebookLog } from './log.ts'
import { pack } from './packing.ts'
import type { Tables } from './tables.ts'
import { openThread } from './thread.ts'
import type { Thread } from './thread.ts'

export type Db = Kysely<Tables>

export interface Store {
  readonly db: Db
  readonly log: NotebookLog
  /** Carries out what was asked before, then lets the file go. */
  close(): Promise<void>
}

/**
 * Opens the data of this house, raised to the tables of this version. Rejects with StoreInUse when another process
 * holds it. onLost: the store has died while the house was open; nothing can be kept any more.
 */
export async function openStore(given: { dataDir: string; onLost?: (error: Error) => void }): Promise<Store> {
  const thread = await openThread({ dataDir: given.dataDir, onLost: given.onLost ?? (() => {}) })
  const db: Db = new Kysely<Tables>({ dialect: threadDialect(thread) })
  return {
    db,
    log: {
      append: createAppend(thread),
      load: meeting => thread.ask<Loaded>({ ask: 'load', meeting }),
      rows: given => thread.ask<readonly LogRow[]>({ ask: 'rows', ...given }),
      snapshot: async ({ meeting, seq, bytes, at }) => {
        // Not bytes.slice(): that of a Buffer is a view into a pool that many share.
        const own = new Uint8Array(bytes)
        await thread.ask({ ask: 'snapshot', meeting, seq, bytes: own, at }, [own.buffer])
      },
    },
    close: async () => {
      await db.destroy()
      await thread.close()
    },
  }
}

function createAppend(thread: Thread): NotebookLog['append'] {
  return async (rows: readonly LogRow[]): Promise<void> => {
    if (rows.length === 0) return
    const packed = pack(rows)
    await thread.ask({ ask: 'append', rows: packed }, [packed.numbers.buffer, packed.bytes.buffer])
  }
}
