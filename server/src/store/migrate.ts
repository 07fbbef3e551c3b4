import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { house } from './migrations/0001-house.ts'
import { checkpoints } from './migrations/0002-checkpoints.ts'
import { practice } from './migrations/0003-practice.ts'
import { hidden } from './migrations/0005-hidden.ts'
import { dutyReading } from './migrations/0004-duty-reading.ts'

/** In the order they are carried out. Each is one transaction; what is done is never done again. */
const migrations: readonly { readonly name: string; readonly statements: readonly string[] }[] = [
  { name: '0001-house', statements: house },
  { name: '0002-checkpoints', statements: checkpoints },
  { name: '0003-practice', statements: practice },
  { name: '0004-duty-reading', statements: dutyReading },
  { name: '0005-hidden', statements: hidden },
]

/** Raises the file to the tables of this version. Refuses a file that a newer version has written. */
export function migrate(file: DatabaseSync): void {
  file.exec('CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, checksum TEXT NOT NULL) STRICT')
  const done = new Map<string, string>()
  for (const row of file.prepare('SELECT name, checksum FROM migration').all()) {
    done.set(String(row.name), String(row.checksum))
  }
  const unknown = [...done.keys()].find(name => !migrations.some(known => known.name === name))
  if (unknown !== undefined) {
    throw new Error(`This data was written by a newer Polyphony (${unknown}). Start that version, or a later one.`)
  }
  for (const { name, statements } of migrations) {
    const checksum = createHash('sha256').update(statements.join(';\n')).digest('hex')
    const before = done.get(name)
    if (before === checksum) continue
    if (before !== undefined) throw new Error(`The tables of this data are not those of ${name} in this version.`)
    file.exec('BEGIN IMMEDIATE')
    try {
      for (const statement of statements) file.exec(statement)
      file.prepare('INSERT INTO migration (name, checksum) VALUES (?, ?)').run(name, checksum)
      file.exec('COMMIT')
    } catch (error) {
      if (file.isTransaction) file.exec('ROLLBACK')
      throw error
    }
  }
}
