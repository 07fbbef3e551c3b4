import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { verifyAccessLog } from '../src/meetings/access-log.ts'
import { testHouse } from '../src/testing/house.ts'
import { Broken, none } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { fixtures, migrationsOf } from './schemas/fixtures.ts'
import type { Fixture } from './schemas/fixtures.ts'
import { restore } from './support/dump.ts'
import { assertLog } from './support/invariants.ts'
import { readDisk } from './support/log.ts'
import { freePort, startHouse } from './support/process.ts'
import { fromLog } from './support/replicas.ts'

/** F16: a house that an earlier version wrote is opened by this one. Nothing in it is lost or changed. */
export const migrated: Fault = { number: 'F16', title: 'the data of every earlier version', run }

async function run({ say }: Given) {
  const all = fixtures()
  let broken = 0
  for (const fixture of all) {
    try {
      await opens(fixture)
      say(`F16: ${fixture.name} opens`)
    } catch (error) {
      broken++
      say(String(error))
    }
  }
  const without = (await migrationsOfToday()).filter(name => !all.some(({ migrations }) => migrations.includes(name)))
  for (const name of without) say(`F16: ${name} has no fixture. Make it before it is released: pnpm faults:schema`)
  return {
    runs: all.length,
    figures: [
      none('earlier houses that do not open whole', broken),
      none('migrations without a fixture', without.length),
    ],
  }
}

/** What may not change: words, events, records, who looked, who is signed in. */
const lasting = [
  'person',
  'membership',
  'notebook_update',
  'notebook_client',
  'meeting_event',
  'record',
  'addition',
  'access_event',
  'duty_reading',
  'session',
]

async function opens(fixture: Fixture): Promise<void> {
  const wrong = (what: string): Broken => new Broken({ fault: 'F16', what: `${fixture.name}: ${what}` })
  const dataDir = mkdtempSync(join(tmpdir(), 'polyphony-migrated-'))
  const path = join(dataDir, 'polyphony.db')
  try {
    restore(path, fixture.sql)
    writeFileSync(join(dataDir, 'secrets.key'), fixture.key, { mode: 0o600 })
    const before = tablesOf(path)
    const running = await startHouse({ dataDir, port: await freePort() })
    await running.leave()
    if (/"level":"(?:error|fatal)"/.test(running.said.err)) throw wrong(running.said.err)
    const after = tablesOf(path)
    for (const table of lasting) {
      const rows = before.get(table)
      if (!rows) continue
      if (table !== 'addition' && rows.length === 0)
        throw wrong(`${table} is empty: the fixture shows nothing about it`)
      // A later version may add columns and rows; what stood in a row before stands there still.
      const columns = Object.keys(rows[0] ?? {})
      const now = new Set((after.get(table) ?? []).map(row => text(row, columns)))
      if (rows.some(row => !now.has(text(row, columns)))) throw wrong(`${table} does not hold what it held`)
    }
    await reads(dataDir, wrong)
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function reads(dataDir: string, wrong: (what: string) => Broken): Promise<void> {
  const house = await testHouse({ dataDir })
  try {
    const check = await verifyAccessLog(house.context)
    if (!check.whole) throw wrong(`who has looked: ${JSON.stringify(check)}`)
    const meetings = await house.db.selectFrom('notebook_update').select('meeting').distinct().execute()
    for (const { meeting } of meetings as { meeting: MeetingId }[]) {
      const disk = readDisk(dataDir, { meeting })
      assertLog(disk, wrong)
      const read = JSON.stringify(await house.context.notebooks.read(meeting))
      if (read !== JSON.stringify(readNotebook(fromLog(disk.rows))))
        throw wrong('a notebook reads otherwise than its log')
    }
  } finally {
    await house.close()
  }
}

type Row = Record<string, unknown>
const text = (row: Row, columns: readonly string[]): string =>
  JSON.stringify(
    columns.map(key => (row[key] instanceof Uint8Array ? Buffer.from(row[key]).toString('hex') : row[key])),
  )

function tablesOf(path: string): Map<string, Row[]> {
  const file = new DatabaseSync(path, { readOnly: true })
  try {
    const names = file.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all()
    return new Map(names.map(({ name }) => [String(name), file.prepare(`SELECT * FROM ${String(name)}`).all()]))
  } finally {
    file.close()
  }
}

async function migrationsOfToday(): Promise<readonly string[]> {
  const house = await testHouse()
  try {
    return migrationsOf(join(house.dataDir, 'polyphony.db'))
  } finally {
    await house.close()
  }
}
