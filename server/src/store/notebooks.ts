import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Loaded, LogRow } from './log.ts'
import type { Files, Hand } from './sqlite.ts'
import { LogRefusal } from './trouble.ts'

/** The notebook log on the thread that owns the file. */
export interface LogOnFile {
  /** Inside a transaction of the caller. Throws LogRefusal before anything is written, or the error of SQLite. */
  append(rows: readonly LogRow[]): void
  load(meeting: MeetingId): Loaded
  rows(given: { meeting: MeetingId; after: number; limit: number }): readonly LogRow[]
  snapshot(given: { meeting: MeetingId; seq: number; bytes: Uint8Array; at: number }): void
  /** What was remembered may not have come to pass: ask the file again. */
  forget(): void
}

const remembered = 20_000

export function createLogOnFile({ writer, reader }: Files): LogOnFile {
  const insert = writer.prepare(
    'INSERT INTO notebook_update (meeting, seq, person, client, at, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const bind = writer.prepare('INSERT INTO notebook_client (meeting, client, person, at) VALUES (?, ?, ?, ?)')
  const boundTo = writer.prepare('SELECT person FROM notebook_client WHERE meeting = ? AND client = ?')
  const last = writer.prepare(
    `SELECT max(coalesce((SELECT max(seq) FROM notebook_update WHERE meeting = ?1), 0),
                coalesce((SELECT seq FROM notebook_snapshot WHERE meeting = ?1), 0)) AS seq`,
  )
  const lastSeqs = new Map<MeetingId, number>()
  const clients = new Map<string, string>()

  const lastSeq = (meeting: MeetingId): number => {
    const known = lastSeqs.get(meeting)
    if (known !== undefined) return known
    const seq = Number(last.get(meeting)?.seq ?? 0)
    lastSeqs.set(meeting, seq)
    return seq
  }
  const ownerOf = (row: LogRow, key: string): string | undefined => {
    const known = clients.get(key)
    if (known !== undefined) return known
    const found = boundTo.get(row.meeting, row.client)?.person
    if (typeof found === 'string') clients.set(key, found)
    return typeof found === 'string' ? found : undefined
  }

  return {
    append: rows => {
      const next = new Map<MeetingId, number>()
      const fresh = new Map<string, { row: LogRow; person: PersonId }>()
      // Everything is looked at before anything is written: these rows are taken whole or not at all.
      for (const row of rows) {
        const seq = (next.get(row.meeting) ?? lastSeq(row.meeting)) + 1
        if (row.seq !== seq)
          throw new LogRefusal('not-the-next-number', `${row.meeting}: ${row.seq} where ${seq} is next`)
        next.set(row.meeting, seq)
        if (row.person === null) continue
        const key = `${row.meeting} ${row.client}`
        const owner = fresh.get(key)?.person ?? ownerOf(row, key)
        if (owner === undefined) fresh.set(key, { row, person: row.person })
        else if (owner !== row.person) {
          throw new LogRefusal('client-of-another-person', `${row.meeting}: client ${row.client} is somebody else's`)
        }
      }
      for (const { row, person } of fresh.values()) bind.run(row.meeting, row.client, person, row.at)
      for (const row of rows) insert.run(row.meeting, row.seq, row.person, row.client, row.at, row.bytes)
      if (clients.size + lastSeqs.size > remembered) {
        clients.clear()
        lastSeqs.clear()
      }
      for (const [key, { person }] of fresh) clients.set(key, person)
      for (const [meeting, seq] of next) lastSeqs.set(meeting, seq)
    },
    load: meeting => loadFrom(reader, meeting),
    rows: ({ meeting, after, limit }) =>
      reader.query(
        `SELECT meeting, seq, person, client, at, bytes FROM notebook_update
         WHERE meeting = ? AND seq > ? ORDER BY seq LIMIT ?`,
        [meeting, after, limit],
      ).rows as LogRow[],
    snapshot: ({ meeting, seq, bytes, at }) => {
      if (seq > lastSeq(meeting)) throw new LogRefusal('not-the-next-number', `${meeting}: no row ${seq} to keep`)
      writer.query(
        `INSERT INTO notebook_snapshot (meeting, seq, at, bytes) VALUES (?, ?, ?, ?)
         ON CONFLICT (meeting) DO UPDATE SET seq = excluded.seq, at = excluded.at, bytes = excluded.bytes
         WHERE excluded.seq > notebook_snapshot.seq`,
        [meeting, seq, at, bytes],
      )
    },
    forget: () => {
      lastSeqs.clear()
      clients.clear()
    },
  }
}

function loadFrom(reader: Hand, meeting: MeetingId): Loaded {
  // One transaction, so that a snapshot cannot come between its two halves.
  reader.file.exec('BEGIN')
  try {
    const snapshot = reader.query('SELECT seq, bytes FROM notebook_snapshot WHERE meeting = ?', [meeting]).rows[0]
    const tail = reader.query(
      'SELECT meeting, seq, person, client, at, bytes FROM notebook_update WHERE meeting = ? AND seq > ? ORDER BY seq',
      [meeting, Number((snapshot as { seq: number } | undefined)?.seq ?? 0)],
    ).rows
    const clients = reader.query('SELECT client, person FROM notebook_client WHERE meeting = ?', [meeting]).rows
    return {
      snapshot: (snapshot as Loaded['snapshot'] | undefined) ?? null,
      tail: tail as LogRow[],
      clients: new Map((clients as { client: number; person: PersonId }[]).map(row => [row.client, row.person])),
    }
  } finally {
    reader.file.exec('COMMIT')
  }
}
