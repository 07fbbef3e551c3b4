import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MeetingId, NetworkId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import type { Tables } from './tables.ts'

/** A data folder, looked into from outside while the house may be open. Nothing can be changed through it. */
export interface Looking {
  /** By network and number. */
  access(): readonly Tables['access_event'][]
  /** The newest hash of each network, as it is kept apart. prefix: of their keys. */
  heads(prefix: string): ReadonlyMap<NetworkId, string>
  /** Oldest first. */
  safety(): readonly SafetyLine[]
  close(): void
}

export interface SafetyLine {
  readonly at: Instant
  readonly name: string
  readonly centre: string
  readonly meeting: MeetingId
  readonly zone: string
  readonly shown: 0 | 1
}

export function lookInto(dataDir: string): Looking {
  const path = join(dataDir, 'polyphony.db')
  if (!existsSync(path)) throw new Error(`There is no data of Polyphony in ${dataDir}.`)
  const file = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  file.exec('PRAGMA trusted_schema=OFF')
  const rows = <Row>(sql: string, ...values: string[]): readonly Row[] => file.prepare(sql).all(...values) as Row[]
  return {
    access: () => rows('SELECT * FROM access_event ORDER BY network, seq'),
    heads: prefix => {
      const kept = rows<Tables['house']>('SELECT key, value FROM house WHERE substr(key, 1, length(?1)) = ?1', prefix)
      return new Map(kept.map(({ key, value }) => [key.slice(prefix.length) as NetworkId, value]))
    },
    safety: () =>
      rows(
        `SELECT s.at, s.meeting, s.shown, coalesce(p.name, '') AS name, coalesce(c.name, '') AS centre,
                coalesce(m.zone, 'UTC') AS zone
         FROM safety_event s LEFT JOIN person p ON p.id = s.person LEFT JOIN meeting m ON m.id = s.meeting
         LEFT JOIN network n ON n.id = m.network LEFT JOIN person c ON c.id = n.centre ORDER BY s.at, s.id`,
      ),
    close: () => file.close(),
  }
}
