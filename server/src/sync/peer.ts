import type { EntryId } from '@polyphony/shared/domain/ids'
import type { Hand } from '@polyphony/shared/notebook/authority'
import { createQueue } from './queue.ts'
import type { Queue } from './queue.ts'

/** The other end of a connection, as a room sees it. */
export interface Peer {
  /** Hands a frame over; frames of one tick leave together (S9). */
  send(frame: Uint8Array): void
  /** The same for cursors, which may be left out when the line is slow (S11). */
  sendCursor(frame: Uint8Array): void
  /** Nothing is sent or taken after this. */
  close(code: number, reason: string): void
}

/** What one connection may do now. Asked for anew whenever rights change (S10). */
export interface Rights {
  readonly hand: Hand
  readonly checked: ReadonlySet<EntryId>
}

/** A connection in a room. */
export interface Member {
  readonly peer: Peer
  rights: Rights
  /** Closed by the room: whatever still arrives is not looked at. */
  out: boolean
  /** Has it been told what there is? Before that it is sent no updates: they would have nothing to hang on. */
  answered: boolean
  /** How often it was asked for all it has, without an answer so far. */
  asked: number
  /** Some of its words were passed over, because it might not write then. Its next answer brings them again. */
  missed: boolean
  /** Frames with words so far, and how many of them are durable (the kept count). */
  words: number
  kept: number
  /** Frames that are kept as soon as the row with this seq is durable. In order. */
  readonly due: Queue<{ readonly count: number; readonly seq: number }>
  /** The Yjs clientID it last wrote with. */
  client: number | null
  cursor: Cursor | null
  /** A cursor that waits for the words it points into. */
  heldCursor: Uint8Array | null
}

export interface Cursor {
  readonly client: number
  clock: number
  /** The frame with it, as others get it; null when its owner took it away. */
  frame: Uint8Array | null
}

export function createMember(peer: Peer, rights: Rights): Member {
  return {
    peer,
    rights,
    out: false,
    answered: false,
    asked: 0,
    missed: false,
    words: 0,
    kept: 0,
    due: createQueue(),
    client: null,
    cursor: null,
    heldCursor: null,
  }
}
