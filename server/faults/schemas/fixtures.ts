import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A house as an earlier version wrote it; named after what was new in it. */
export interface Fixture {
  readonly name: string
  readonly sql: string
  /** The file secrets.key beside the data: without it no house opens. It locks nothing but this fixture. */
  readonly key: Buffer
  readonly migrations: readonly string[]
}

export function fixtures(): readonly Fixture[] {
  return readdirSync(import.meta.dirname)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => {
      const sql = readFileSync(join(import.meta.dirname, name), 'utf8')
      const migrations = [...sql.matchAll(/^INSERT INTO migration VALUES \('([^']+)'/gm)].map(([, one = '']) => one)
      const key = Buffer.from(/^-- secrets\.key ([0-9a-f]+)$/m.exec(sql)?.[1] ?? '', 'hex')
      return { name: name.slice(0, -4), sql, key, migrations }
    })
}

/** The migrations that a file has been through, in order. */
export function migrationsOf(path: string): readonly string[] {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    return file
      .prepare('SELECT name FROM migration ORDER BY name')
      .all()
      .map(({ name }) => String(name))
  } finally {
    file.close()
  }
}
