import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { StatementSync } from 'node:sqlite'
import { migrate } from './migrate.ts'
import type { Rows } from './protocol.ts'
import { StoreInUse } from './trouble.ts'

/** The files of one data folder, opened by the one thread that owns them. */
export interface Files {
  /** The only hand that writes. */
  readonly writer: Hand
  /** Sees what is committed, also while a transaction is open. */
  readonly reader: Hand
  close(): void
}

export interface Hand {
  readonly file: DatabaseSync
  prepare(sql: string): StatementSync
  query(sql: string, parameters: readonly unknown[]): Rows
  /** All of it or nothing, and on the disk when it returns. */
  transaction(work: () => void): void
}

export function openFiles(dataDir: string): Files {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = takeLock(dataDir)
  const path = join(dataDir, 'polyphony.db')
  const writer = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  // synchronous=FULL is what makes a commit outlive the machine (S4): NORMAL does not tell the disk to write in WAL mode.
  for (const pragma of [
    'journal_mode=WAL',
    'synchronous=FULL',
    'foreign_keys=ON',
    'busy_timeout=5000',
    'trusted_schema=OFF',
    'secure_delete=ON',
    'journal_size_limit=67108864',
  ]) {
    writer.exec(`PRAGMA ${pragma}`)
  }
  migrate(writer)
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  reader.exec('PRAGMA trusted_schema=OFF')
  return {
    writer: handOn(writer),
    reader: handOn(reader),
    close: () => {
      reader.close()
      writer.close()
      lock.close()
    },
  }
}

/**
 * An exclusive lock of the kernel on a file beside the data, held for life. It goes with the process, however that ends;
 * there is nothing to clean up and nothing to steal.
 */
function takeLock(dataDir: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (codeOf(error) === 5) throw new StoreInUse(dataDir)
    throw error
  }
}

/** SQLite's primary result code; 0 when the error is not SQLite's. */
export function codeOf(error: unknown): number {
  const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
  return code & 0xff
}

const kept = 400

function handOn(file: DatabaseSync): Hand {
  const statements = new Map<string, StatementSync>()
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql)
    if (known) return known
    const made = file.prepare(sql)
    if (statements.size >= kept) statements.clear()
    statements.set(sql, made)
    return made
  }
  return {
    file,
    prepare,
    query: (sql, parameters) => {
      const statement = prepare(sql)
      const values = parameters.map(value =>
        value === undefined ? null : typeof value === 'boolean' ? Number(value) : value,
      ) as (string | number | bigint | null | Uint8Array)[]
      if (statement.columns().length > 0) return { rows: statement.all(...values), changes: 0 }
      return { rows: [], changes: Number(statement.run(...values).changes) }
    },
    transaction: work => {
      file.exec('BEGIN IMMEDIATE')
      try {
        work()
        file.exec('COMMIT')
      } catch (error) {
        // A full disk may already have rolled back by itself.
        if (file.isTransaction) file.exec('ROLLBACK')
        throw error
      }
    },
  }
}
