import type { NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import type { OpenRecord } from '@polyphony/shared/domain/record'
import type { Instant } from '@polyphony/shared/domain/time'
import type { RecordPage } from '@polyphony/shared/wire/views'
import type { looksFor } from './access-log.ts'
import type { MeetingRow } from './standing.ts'

/**
 * A copy to keep. The person at the centre always has everything: every meeting with its record, decisions with their
 * history, questions, steps as they stand today, what was added, who has looked. Whoever else is or was of the network
 * has their own words. Read meeting by meeting while it is sent, so that a long life needs no room in memory.
 */
export interface Copy {
  readonly network: NetworkId
  readonly madeAt: Instant
  readonly centre: string
  readonly zone: string
  /** null: everything. Otherwise only what this person said. */
  readonly only: PersonId | null
  readonly people: readonly CopyPerson[]
  readonly meetings: () => AsyncGenerator<CopyMeeting>
  readonly looks: () => ReturnType<typeof looksFor>
}
export interface CopyPerson {
  readonly person: PersonId
  readonly name: string
  readonly kind: Kind
  readonly relation: string
  readonly profession: string
  readonly child: boolean
  readonly since: Instant
  readonly until: Instant | null
}
export interface CopyMeeting {
  readonly row: MeetingRow
  readonly invited: readonly {
    readonly person: PersonId
    readonly name: string
    readonly kind: Kind
    readonly role: string
    readonly attendedAt: Instant | null
  }[]
  /** null while it has not ended. */
  readonly page: RecordPage | null
  /**
   * What stands of a meeting that has begun and not ended: nobody may ever come back to end it. null while its door is
   * open and the reader does not sit in it: nobody reads along from outside.
   */
  readonly open: OpenRecord | null
}
