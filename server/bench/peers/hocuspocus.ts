// @hocuspocus/server 4.7.0 with its defaults (debounce 2 s, 10 s at most) on SQLite. Its own extension-sqlite needs a
// compiled better-sqlite3; this is the same table and the same two statements over node:sqlite, by its own Database.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

const db = new DatabaseSync(join(process.env.DATA_DIR ?? '.', 'hocuspocus.sqlite'))
db.exec('CREATE TABLE IF NOT EXISTS "documents" ("name" varchar(255) NOT NULL, "data" blob NOT NULL, UNIQUE(name))')
const select = db.prepare('SELECT data FROM "documents" WHERE name = $name ORDER BY rowid DESC')
const upsert = db.prepare(
  'INSERT INTO "documents" ("name", "data") VALUES ($name, $data) ON CONFLICT(name) DO UPDATE SET data = $data',
)
const database = new Database({
  fetch: ({ documentName }) => {
    const row = select.get({ name: documentName })
    return Promise.resolve(row ? (row.data as Uint8Array) : null)
  },
  store: ({ documentName, state }) => {
    upsert.run({ name: documentName, data: state })
    return Promise.resolve()
  },
})
const server = new Server({
  port: Number(process.env.PORT),
  address: '127.0.0.1',
  quiet: true,
  extensions: [database],
})
await server.listen()
