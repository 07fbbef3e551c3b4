import type { Ending, Place } from '@polyphony/shared/domain/closing'
import type { Phase } from '@polyphony/shared/domain/door'
import type {
  CommandId,
  DutyReadingId,
  LinkId,
  MeetingId,
  NetworkId,
  PersonId,
  SessionLabel,
} from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import type { Instant } from '@polyphony/shared/domain/time'

/**
 * The tables, in the subset SQLite and PostgreSQL share: text ids (uuid 7), integer epoch-millisecond times, blobs,
 * JSON as text, truth as 0 or 1.
 */
export interface Tables {
  person: { id: PersonId; name: string; made_at: Instant }
  staff: {
    person: PersonId
    email: string
    password_hash: string
    profession: string
    administrator: 0 | 1
    made_at: Instant
  }
  /** Invitations to staff and the one-time set-up link. Only the hash of the token is kept. */
  staff_invitation: {
    token_hash: string
    kind: 'set-up' | 'staff'
    name: string
    email: string
    profession: string
    administrator: 0 | 1
    made_at: Instant
    expires_at: Instant
    used_at: Instant | null
  }
  session: {
    /** SHA-256 of the cookie's secret. */
    token_hash: string
    label: SessionLabel
    person: PersonId
    /** 1: signed in as staff. 0: came by a personal link. */
    staff: 0 | 1
    link: LinkId | null
    made_at: Instant
    seen_at: Instant
    expires_at: Instant
    revoked_at: Instant | null
  }
  network: { id: NetworkId; centre: PersonId; made_by: PersonId; made_at: Instant }
  membership: {
    network: NetworkId
    person: PersonId
    kind: Kind
    relation: string
    profession: string
    since: Instant
    until: Instant | null
    /** The member, or the person at the centre who ended their reading. */
    ended_by: PersonId | null
    child: 0 | 1
  }
  /** Who is met through the relay only. A row, or none. */
  hidden_place: { network: NetworkId; person: PersonId; since: Instant }
  meeting: {
    id: MeetingId
    network: NetworkId
    starts_at: Instant
    zone: string
    place: Place
    place_words: string
    arranged_by: PersonId
    made_at: Instant
    /** Kept in step with the events by the command that changes them; for lists. */
    phase: Phase
    opened_at: Instant | null
    ended_at: Instant | null
    ending: Ending | null
    absent_may_read: 0 | 1
    /** 1 once open questions and steps of earlier meetings stand in its notebook. */
    carried: 0 | 1
  }
  /** Who is invited. attended is set at the first arrival. */
  invited: { meeting: MeetingId; person: PersonId; kind: Kind; role: string; attended_at: Instant | null }
  link: {
    id: LinkId
    token_hash: string
    person: PersonId
    meeting: MeetingId
    made_by: PersonId
    made_at: Instant
    expires_at: Instant
    opened_at: Instant | null
    revoked_at: Instant | null
  }
  /** The meeting's memory. body: JSON of a RoomEvent. Append-only. */
  meeting_event: {
    meeting: MeetingId
    seq: number
    at: Instant
    person: PersonId | null
    body: string
    command: CommandId | null
  }
  /** Commands already carried out: the same id again answers the same. */
  command_done: { meeting: MeetingId; id: CommandId; person: PersonId; at: Instant; seq: number }
  /** Append-only; seq without gaps per meeting. person null: the house itself. */
  notebook_update: {
    meeting: MeetingId
    seq: number
    person: PersonId | null
    client: number
    at: Instant
    bytes: Uint8Array
  }
  /** One row per meeting: everything up to and with seq. */
  notebook_snapshot: { meeting: MeetingId; seq: number; at: Instant; bytes: Uint8Array }
  /** A clientID belongs to one person of a meeting for ever. */
  notebook_client: { meeting: MeetingId; client: number; person: PersonId; at: Instant }
  /** Moments of a notebook that somebody keeps in mind. Append-only. words: how they called it, or nothing. */
  notebook_checkpoint: {
    id: string
    meeting: MeetingId
    seq: number
    at: Instant
    person: PersonId
    why: 'named' | 'brought-back'
    words: string
  }
  /** The sealed record. body: JSON of a MeetingRecord. */
  record: { meeting: MeetingId; hash: string; body: string; sealed_at: Instant }
  addition: { id: string; meeting: MeetingId; person: PersonId; at: Instant; words: string }
  /** Who has looked. Append-only, each row bound to the one before it. */
  access_event: {
    network: NetworkId
    seq: number
    at: Instant
    person: PersonId
    staff: 0 | 1
    act: string
    meeting: MeetingId | null
    /** JSON of a Duty (broken-seals.ts), bound by the hash; null: an ordinary look. */
    duty: string | null
    previous: string
    hash: string
  }
  /** An hour of reading because of a duty. seq: its line in access_event. Only ended, never made longer. */
  duty_reading: {
    id: DutyReadingId
    network: NetworkId
    seq: number
    person: PersonId
    label: SessionLabel
    until: Instant
    ended_at: Instant | null
  }
  /**
   * "I can't talk freely" (F20). Append-only, apart from the meeting's memory, and on no route, page or copy. shown: a
   * practitioner's screen said that it stood on it.
   */
  safety_event: { id: string; at: Instant; meeting: MeetingId; person: PersonId; shown: 0 | 1 }
  /** Small facts about the house itself. */
  house: { key: string; value: string }
}
