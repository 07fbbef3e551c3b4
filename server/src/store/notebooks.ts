import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Loaded, LogRow } from './log.ts'
import type { Head } from './protocol.ts'
import type { Files, Hand } from './sqlite.ts'

/** The notebook log in the tables, on the thread that owns the file. What is new stands in the journal for a while (words.ts). */
export interface LogOnFile {
  load(meeting: MeetingId): Loaded
  rows(given: { meeting: MeetingId; after: number; limit: number }): readonly LogRow[]
  head(meeting: MeetingId): Head
  /** Inside a transaction of the caller. */
  snapshot(given: { meeting: MeetingId; seq: number; bytes: Uint8Array; at: number }): void
  /** Inside a transaction of the caller. Rows that stand already are passed over: a journal may be put in twice. */
  place(rows: readonly LogRow[]): void
}

export function createLogOnFile({ writer, reader }: Files): LogOnFile {
  return {
    load: meeting => loadFrom(reader, meeting),
    rows: ({ meeting, after, limit }) =>
      reader.query(
        `SELECT meeting, seq, person, client, at, bytes FROM notebook_update
         WHERE meeting = ? AND seq > ? ORDER BY seq LIMIT ?`,
        [meeting, after, limit],
      ).rows as LogRow[],
    head: meeting => {
      const [last] = reader.query(
        `SELECT max(coalesce((SELECT max(seq) FROM notebook_update WHERE meeting = ?1), 0),
                    coalesce((SELECT seq FROM notebook_snapshot WHERE meeting = ?1), 0)) AS seq`,
        [meeting],
      ).rows as { seq: number }[]
      return { seq: last?.seq ?? 0, clients: clientsOf(reader, meeting) }
    },
    snapshot: ({ meeting, seq, bytes, at }) => {
      writer.query(
        `INSERT INTO notebook_snapshot (meeting, seq, at, bytes) VALUES (?, ?, ?, ?)
         ON CONFLICT (meeting) DO UPDATE SET seq = excluded.seq, at = excluded.at, bytes = excluded.bytes
         WHERE excluded.seq > notebook_snapshot.seq`,
        [meeting, seq, at, bytes],
      )
    },
    place: rows => placeIn(writer, rows),
  }
}

export function placeIn(writer: Hand, rows: readonly LogRow[]): void {
  const put = writer.prepare(
    `INSERT INTO notebook_update (meeting, seq, person, client, at, bytes) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (meeting, seq) DO NOTHING`,
  )
  const bind = writer.prepare(
    `INSERT INTO notebook_client (meeting, client, person, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (meeting, client) DO NOTHING`,
  )
  const bound = new Set<string>()
  // By meeting: each page is written once.
  for (const { meeting, seq, person, client, at, bytes } of rows.toSorted(byPlace)) {
    put.run(meeting, seq, person, client, at, bytes)
    const key = `${meeting} ${client}`
    if (person === null || bound.has(key)) continue
    bound.add(key)
    bind.run(meeting, client, person, at)
  }
}

export function byPlace(a: LogRow, b: LogRow): number {
  return a.meeting === b.meeting ? a.seq - b.seq : a.meeting < b.meeting ? -1 : 1
}

function clientsOf(reader: Hand, meeting: MeetingId): Map<number, PersonId> {
  const { rows } = reader.query('SELECT client, person FROM notebook_client WHERE meeting = ?', [meeting])
  return new Map((rows as { client: number; person: PersonId }[]).map(row => [row.client, row.person]))
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
    return {
      snapshot: (snapshot as Loaded['snapshot'] | undefined) ?? null,
      tail: tail as LogRow[],
      clients: clientsOf(reader, meeting),
    }
  } finally {
    reader.file.exec('COMMIT')
  }
}
