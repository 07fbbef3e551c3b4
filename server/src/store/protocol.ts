import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import type { Packed } from './packing.ts'

/** What the house and the thread that owns the file say to each other. tx: the transaction it belongs to, or none. */
export type Ask =
  | {
      readonly ask: 'query'
      readonly tx: number | null
      readonly sql: string
      readonly parameters: readonly unknown[]
      /** Only looks: answered from what is committed, without waiting for a transaction of somebody else. */
      readonly looks: boolean
    }
  | { readonly ask: 'begin' | 'commit' | 'rollback'; readonly tx: number }
  | { readonly ask: 'place'; readonly packs: readonly Packed[] }
  | { readonly ask: 'head'; readonly meeting: MeetingId }
  | { readonly ask: 'load'; readonly meeting: MeetingId }
  | { readonly ask: 'rows'; readonly meeting: MeetingId; readonly after: number; readonly limit: number }
  | {
      readonly ask: 'snapshot'
      readonly meeting: MeetingId
      readonly seq: number
      readonly bytes: Uint8Array
      readonly at: Instant
    }
  | { readonly ask: 'close' }

export type Asked = Ask & { readonly id: number }

export interface Rows {
  readonly rows: readonly unknown[]
  readonly changes: number
}

/** What the tables know of a meeting's log. seq: of its last row; 0 before the first. */
export interface Head {
  readonly seq: number
  readonly clients: ReadonlyMap<number, PersonId>
}

export interface Trouble {
  readonly kind: 'trouble' | 'in-use'
  readonly message: string
  readonly code: number
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly trouble: Trouble }

/** id of the first message of the thread: it is open (with an Opened), or could not be opened. */
export const opening = 0

export interface Opened {
  /** Journals of which a part could not be read; they were kept under these names. */
  readonly damaged: readonly string[]
}

export interface ThreadData {
  readonly dataDir: string
}
