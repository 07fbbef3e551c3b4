import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'

/** One admitted update of a notebook. */
export interface LogRow {
  readonly meeting: MeetingId
  /** Begins at 1, without gaps per meeting. A row that would leave a gap or stand twice is refused. */
  readonly seq: number
  /** null: the house itself. */
  readonly person: PersonId | null
  /** The Yjs clientID. It belongs to one person of this meeting for ever. */
  readonly client: number
  readonly at: Instant
  readonly bytes: Uint8Array
}

export interface Loaded {
  /** Everything up to and with seq. */
  readonly snapshot: { readonly seq: number; readonly bytes: Uint8Array } | null
  /** What came after it, in order. */
  readonly tail: readonly LogRow[]
  readonly clients: ReadonlyMap<number, PersonId>
}

export interface NotebookLog {
  /**
   * Resolves when every row is on the disk (S4); all of them or none. Rejects with a StoreTrouble when the disk refuses
   * (the same rows may be offered again later) and with a LogRefusal when these rows can never be taken.
   * Calls need not be awaited one by one: they are carried out in the order they were made.
   */
  append(rows: readonly LogRow[]): Promise<void>
  /** Reads what is committed. Never waits for a transaction, so it may be called while one is open. */
  load(meeting: MeetingId): Promise<Loaded>
  /**
   * What has been committed after this seq, in order and without gaps, whatever has been drawn together since: at most
   * limit rows, fewer only at the end. This is how a notebook came to be; opening one needs only load.
   */
  rows(given: {
    readonly meeting: MeetingId
    readonly after: number
    readonly limit: number
  }): Promise<readonly LogRow[]>
  /**
   * Keeps the document as it is after seq, so that only what came later need be read (S13). The rows it covers stay: who
   * wrote what is answered from them alone.
   */
  snapshot(given: {
    readonly meeting: MeetingId
    readonly seq: number
    readonly bytes: Uint8Array
    readonly at: Instant
  }): Promise<void>
}
