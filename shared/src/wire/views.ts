import type { Place } from '../domain/closing.ts'
import type { DecisionStanding, Duty, LookAgain } from '../domain/decision.ts'
import type { Phase } from '../domain/door.ts'
import type { Why } from '../domain/duty-reading.ts'
import type { EntryId, LinkId, MeetingId, NetworkId, PersonId, SessionLabel } from '../domain/ids.ts'
import type { Kind } from '../domain/network.ts'
import type { Addition, MeetingRecord, Passage } from '../domain/record.ts'
import type { RoomPerson, Way } from '../domain/seat.ts'
import type { NextStep } from '../domain/step.ts'
import type { Instant } from '../domain/time.ts'
import type { MediaTicket } from './media.ts'

/** What the REST replies say. Made by the server only, so they need no runtime schema. */
export interface Service {
  readonly name: string
  /** Whom to ring when a link does not open. Empty: not set. */
  readonly phone: string
  readonly setUpDone: boolean
  readonly now: Instant
}

/** What a page needs to try its connection, before a meeting. */
export interface ConnectionWays extends Pick<MediaTicket, 'iceServers' | 'relayOnly'> {
  /** Where a media server answers to browsers: http or https. null: picture and sound go from browser to browser. */
  readonly mediaServer: string | null
}

/** Whether the numbers of the help page still hold. */
export interface HelpNumbers {
  /** When somebody here last rang them. null: never. */
  readonly checkedAt: Instant | null
  readonly due: boolean
}

/** Can two people behind strict networks meet? As the server itself found out just now. */
export interface MediaCheck {
  /** Whether picture and sound go through a media server. */
  readonly by: 'mesh' | 'livekit'
  readonly relayOnly: boolean
  /** When a circle was last too large for pictures from device to device. null: never. */
  readonly crowdedAt: Instant | null
  /**
   * works: words went from one place on the relay to another. silent: nobody answers. refused: our credentials are not
   * taken. shut: it gives places, and lets nothing through.
   */
  readonly relays: readonly { readonly url: string; readonly answer: 'works' | 'silent' | 'refused' | 'shut' }[]
  /** Whether the media server answers to us. null: there is none. */
  readonly server: 'works' | 'silent' | null
}

export interface Me {
  readonly who: {
    readonly person: PersonId
    readonly name: string
    readonly label: SessionLabel
    readonly staff: { readonly administrator: boolean; readonly profession: string } | null
    /** Where a personal link leads: the meeting it was made for. */
    readonly meeting: MeetingId | null
    readonly network: NetworkId | null
  } | null
}

export interface StaffLine {
  readonly person: PersonId
  readonly name: string
  readonly profession: string
  readonly administrator: boolean
  readonly email: string | null
}

export interface NetworkSummary {
  readonly network: NetworkId
  readonly centre: string
  readonly next: {
    readonly meeting: MeetingId
    readonly startsAt: Instant
    readonly zone: string
    readonly phase: Phase
  } | null
}

export interface Member {
  readonly person: PersonId
  readonly name: string
  readonly kind: Kind
  readonly role: string
  /** Simpler words for them, and nobody asks them where they stand. */
  readonly child: boolean
}

export interface MeetingLine {
  readonly meeting: MeetingId
  readonly startsAt: Instant
  readonly zone: string
  readonly place: Place
  readonly placeWords: string
  readonly phase: Phase
  /** May this reader open its record? */
  readonly record: boolean
}

/** Somebody from outside has read because of a duty, and this reader may not know it yet. Newest first. */
export type BrokenSeals = readonly { readonly at: Instant; readonly name: string; readonly role: string }[]

/** Same page for every member; what came from meetings they were not in is left out. */
export interface NetworkPage {
  readonly network: NetworkId
  readonly you: Kind
  readonly centre: string
  readonly brokenSeals: BrokenSeals
  readonly members: readonly Member[]
  readonly meetings: readonly MeetingLine[]
  readonly inForce: readonly {
    readonly entry: EntryId
    readonly meeting: MeetingId
    readonly at: Instant
    readonly body: Passage
    readonly standing: DecisionStanding
    readonly lookAgain: LookAgain | null
    readonly duty: Duty | null
  }[]
  readonly questions: readonly {
    readonly entry: EntryId
    readonly meeting: MeetingId
    readonly body: Passage
    readonly since: Instant
  }[]
  readonly steps: readonly {
    readonly entry: EntryId
    readonly meeting: MeetingId
    readonly body: Passage
    readonly step: NextStep
    readonly ownerName: string | null
  }[]
}

export interface LinkState {
  readonly link: LinkId
  readonly madeAt: Instant
  readonly openedAt: Instant | null
  readonly expiresAt: Instant
}

export interface MeetingPage {
  readonly meeting: MeetingId
  readonly network: NetworkId
  readonly centre: string
  readonly you: {
    readonly person: PersonId
    readonly kind: Kind
    readonly seated: boolean
    readonly child: boolean
    /**
     * "Hide where I am". cannot: they wished it, and the relay has gone since; there is no sound until they say otherwise.
     * null: nothing to choose, because there is no relay, or everybody is met through it.
     */
    readonly hides: 'no' | 'yes' | 'cannot' | null
  }
  readonly startsAt: Instant
  readonly zone: string
  readonly place: Place
  readonly placeWords: string
  readonly phase: Phase
  readonly now: Instant
  readonly people: readonly RoomPerson[]
  /** Only for practitioners, who make the links. */
  readonly links: Readonly<Record<PersonId, LinkState>> | null
  readonly record: boolean
}

export interface WhoIsHere {
  readonly phase: Phase
  readonly startsAt: Instant
  readonly zone: string
  readonly now: Instant
  readonly here: readonly {
    readonly person: PersonId
    readonly name: string
    readonly role: string
    readonly way: Way
  }[]
}

export interface LinkMade {
  readonly link: LinkId
  readonly person: PersonId
  /** Shown once. Only its hash is kept. */
  readonly url: string
  /** SVG source of its QR code. */
  readonly qr: string
  readonly expiresAt: Instant
}

export interface RecordPage {
  readonly record: MeetingRecord
  /** SHA-256 in hex of the sealed record. */
  readonly hash: string
  readonly additions: readonly Addition[]
  /** Steps as they stand today. */
  readonly steps: Readonly<Record<EntryId, NextStep>>
  readonly you: PersonId
}

/** What the page of a record is answered with: whoever of the network reads it may not come to any other page. */
export interface RecordAnswer extends RecordPage {
  readonly brokenSeals: BrokenSeals
}

/** What somebody looked at, and how (F18). */
export type LookAct =
  | 'read-record'
  | 'printed-record'
  | 'downloaded-record'
  | 'downloaded-copy'
  | 'read-network'
  | 'read-notes'
  | 'read-meeting'
  | 'read-earlier'
  | 'broke-seal'
  | 'duty-network'
  | 'duty-record'
  | 'ended-duty'

export interface AccessLine {
  readonly at: Instant
  readonly name: string
  readonly role: string
  readonly act: LookAct
  readonly meeting: MeetingId | null
  /** Why somebody from outside reads: they said it before, for all of the network. null: not a duty. */
  readonly why: Why | null
}
