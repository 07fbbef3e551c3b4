import { SelectQueryNode, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import type { Rows } from './protocol.ts'
import type { Thread } from './thread.ts'

/** Kysely's SQLite, spoken to a thread. The thread keeps transactions apart, so any number of callers may ask at once. */
export function threadDialect(thread: Thread): Dialect {
  return {
    createAdapter: () => new ManyCallers(),
    createDriver: () => createDriver(thread),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class ManyCallers extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true
  }
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class Connection implements DatabaseConnection {
  readonly #thread: Thread
  tx: number | null = null
  constructor(thread: Thread) {
    this.#thread = thread
  }
  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const { rows, changes } = await this.#thread.ask<Rows>({
      ask: 'query',
      tx: this.tx,
      sql: compiled.sql,
      parameters: compiled.parameters,
      looks: SelectQueryNode.is(compiled.query),
    })
    return { rows: rows as R[], numAffectedRows: BigInt(changes) }
  }
  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('this store answers whole results')
  }
}

function createDriver(thread: Thread): Driver {
  let last = 0
  const end = async (connection: DatabaseConnection, ask: 'commit' | 'rollback'): Promise<void> => {
    const own = connection as Connection
    if (own.tx === null) return
    const { tx } = own
    own.tx = null
    await thread.ask({ ask, tx })
  }
  const inside = (connection: DatabaseConnection, sql: string): Promise<unknown> =>
    thread.ask({ ask: 'query', tx: (connection as Connection).tx, sql, parameters: [], looks: false })
  return {
    init: async () => {},
    acquireConnection: async () => new Connection(thread),
    beginTransaction: async connection => {
      last += 1
      const tx = last
      await thread.ask({ ask: 'begin', tx })
      ;(connection as Connection).tx = tx
    },
    commitTransaction: connection => end(connection, 'commit'),
    rollbackTransaction: connection => end(connection, 'rollback'),
    savepoint: async (connection, name) => void (await inside(connection, `SAVEPOINT "${name}"`)),
    rollbackToSavepoint: async (connection, name) => void (await inside(connection, `ROLLBACK TO "${name}"`)),
    releaseSavepoint: async (connection, name) => void (await inside(connection, `RELEASE "${name}"`)),
    releaseConnection: async () => {},
    destroy: async () => {},
  }
}
