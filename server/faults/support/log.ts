import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SQLOutputValue } from 'node:sqlite'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { LogRow } from '../../src/store/log.ts'
import { unpack } from '../../src/store/packing.ts'
import { journalPaths, readRecords } from '../../src/store/records.ts'

/** What stands on the disk about one meeting, read past the house. */
export interface OnDisk {
  readonly rows: readonly LogRow[]
  readonly snapshot: { readonly seq: number; readonly bytes: Uint8Array } | null
  readonly clients: ReadonlyMap<number, PersonId>
  readonly events: readonly { readonly seq: number; readonly at: number; readonly body: string }[]
}

/** dead: nobody has the file open, and what the last process left must be read as it left it. */
export function readDisk(dataDir: string, given: { readonly meeting: MeetingId; readonly dead?: boolean }): OnDisk {
  return onFile(dataDir, given.dead ?? false, (file, folder) => {
    // First the journal: what leaves it meanwhile stands in the tables by then.
    const waiting = journalPaths(folder)
      .filter(existsSync)
      .flatMap(path => readRecords(readFileSync(path)).packs)
      .flatMap(unpack)
      .filter(row => row.meeting === given.meeting)
      .sort((a, b) => a.seq - b.seq)
    return withWaiting(readMeeting(file, given.meeting), waiting)
  })
}

function withWaiting(disk: OnDisk, waiting: readonly LogRow[]): OnDisk {
  const placed = disk.rows.at(-1)?.seq ?? 0
  const clients = new Map(disk.clients)
  for (const { client, person } of waiting) if (person !== null) clients.set(client, person)
  return { ...disk, clients, rows: [...disk.rows, ...waiting.filter(({ seq }) => seq > placed)] }
}

/** Any question to the file, past the house. */
export function askDisk(
  dataDir: string,
  sql: string,
  ...values: (string | number)[]
): Record<string, SQLOutputValue>[] {
  return onFile(dataDir, false, file => file.prepare(sql).all(...values))
}

function onFile<T>(dataDir: string, dead: boolean, look: (file: DatabaseSync, folder: string) => T): T {
  const copy = dead ? mkdtempSync(join(tmpdir(), 'polyphony-left-')) : null
  if (copy) {
    for (const from of [join(dataDir, 'polyphony.db'), join(dataDir, 'polyphony.db-wal'), ...journalPaths(dataDir)]) {
      if (existsSync(from)) copyFileSync(from, join(copy, basename(from)))
    }
  }
  const file = new DatabaseSync(join(copy ?? dataDir, 'polyphony.db'), { readOnly: copy === null, timeout: 5000 })
  try {
    return look(file, copy ?? dataDir)
  } finally {
    file.close()
    if (copy) rmSync(copy, { recursive: true, force: true })
  }
}

function readMeeting(file: DatabaseSync, meeting: MeetingId): OnDisk {
  const all = (sql: string) => file.prepare(sql).all(meeting) as unknown
  // One transaction, so that its parts are of one moment.
  file.exec('BEGIN')
  try {
    const snapshots = all('SELECT seq, bytes FROM notebook_snapshot WHERE meeting = ?') as OnDisk['snapshot'][]
    const clients = all('SELECT client, person FROM notebook_client WHERE meeting = ?') as {
      client: number
      person: PersonId
    }[]
    return {
      rows: all('SELECT * FROM notebook_update WHERE meeting = ? ORDER BY seq') as LogRow[],
      snapshot: snapshots[0] ?? null,
      clients: new Map(clients.map(({ client, person }) => [client, person])),
      events: all(
        'SELECT seq, at, body FROM meeting_event WHERE meeting = ? ORDER BY seq',
      ) as OnDisk['events'][number][],
    }
  } finally {
    file.exec('COMMIT')
  }
}
