import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'

/** A whole SQLite file as statements that make it again: something that can be read, kept and compared. */
export function dump(path: string): string {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    const made = file.prepare(
      `SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
    )
    const parts = made.all() as { type: string; name: string; sql: string }[]
    const tables = parts.filter(({ type }) => type === 'table')
    const rows = tables.flatMap(({ name }) =>
      file
        .prepare(`SELECT * FROM ${name}`)
        .all()
        .map(row => `INSERT INTO ${name} VALUES (${Object.values(row).map(literal).join(', ')})`),
    )
    const rest = parts.filter(({ type }) => type !== 'table')
    // Triggers come last: they would refuse nothing that is only put back, and would slow it down.
    return `${[...tables.map(({ sql }) => sql), ...rows, ...rest.map(({ sql }) => sql)].join(';;\n')};;\n`
  } finally {
    file.close()
  }
}

/** Makes the file that was dumped. */
export function restore(path: string, dumped: string): void {
  const file = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  try {
    file.exec('PRAGMA journal_mode=WAL; BEGIN')
    for (const statement of dumped.split(';;\n')) if (statement.trim() !== '') file.exec(statement)
    file.exec('COMMIT')
  } finally {
    file.close()
  }
}

function literal(value: SQLOutputValue | undefined): string {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `X'${Buffer.from(value).toString('hex')}'`
  // No line of a dump may look like the end of a statement.
  return `'${value.replaceAll("'", "''")}'`.replaceAll(';;\n', ';; \n')
}
