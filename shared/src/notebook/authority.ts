import type { PersonId } from '../domain/ids.ts'
import type { EntryKind } from '../domain/meeting.ts'
import { changeable, setOnce } from './schema.ts'

/**
 * Who may write where (DESIGN §6). The only statement of it: the server refuses by it before an update is applied,
 * the client does not offer by it.
 */

/** The hand that writes: one connection. Never taken from what a client wrote. */
export interface Hand {
  /** Whose sign-in it is. */
  readonly person: PersonId
  /** Everyone seated on the device, the person themself among them. */
  readonly as: readonly PersonId[]
  /** Everyone in the room. */
  readonly room: readonly PersonId[]
  /** Is the door open, and may they write at all? */
  readonly mayWrite: boolean
}

export type Place =
  | { readonly at: 'notes' }
  /** A new entry; the field values it is made with. */
  | { readonly at: 'new-entry'; readonly made: Making }
  /** Setting a field of an entry that is there. */
  | { readonly at: 'field'; readonly entry: Standing; readonly field: string }
  /** Inside the body of an entry: inserting, deleting, formatting. */
  | { readonly at: 'body'; readonly entry: Standing }
  | { readonly at: 'elsewhere' }

export interface Making {
  readonly kind: EntryKind
  readonly speaker: PersonId | null
  readonly author: PersonId
}

/** An entry as it stands on the server. */
export interface Standing extends Making {
  /** The speaker has said: yes, that's what I said. */
  readonly checked: boolean
}

export function mayWrite(hand: Hand, place: Place): boolean {
  if (!hand.mayWrite) return false
  switch (place.at) {
    case 'notes':
      return true
    case 'new-entry':
      return (
        hand.as.includes(place.made.author) &&
        (place.made.kind === 'voice'
          ? place.made.speaker === null || hand.room.includes(place.made.speaker)
          : place.made.speaker === null)
      )
    case 'field':
      if ((setOnce as readonly string[]).includes(place.field)) return false
      if (!(changeable as readonly string[]).includes(place.field)) return false
      return place.entry.kind !== 'voice' || mayTouchVoice(hand, place.entry, 'field')
    case 'body':
      return place.entry.kind !== 'voice' || mayTouchVoice(hand, place.entry, 'body')
    case 'elsewhere':
      return false
  }
}

function mayTouchVoice(hand: Hand, voice: Standing, what: 'field' | 'body'): boolean {
  const speaks = voice.speaker !== null && hand.as.includes(voice.speaker)
  const wrote = hand.as.includes(voice.author)
  if (speaks) return true
  // The scribe may write until the speaker has checked it; moving or taking it back stays theirs too.
  return wrote && (what === 'field' || !voice.checked)
}
