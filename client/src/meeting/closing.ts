import type { NextMeeting } from '@polyphony/shared/domain/closing'
import type { EntryId } from '@polyphony/shared/domain/ids'
import type { EntryKind, RoomState, Words } from '@polyphony/shared/domain/meeting'
import { leftToRead } from '@polyphony/shared/domain/reading'

/** What the read-back can lie open at: one entry, or the running notes as a whole. */
export type ReadKind = EntryKind | 'notes'

/** One quiet screen at a time, the same for everybody (C1): the server keeps where it lies open. */
export type ClosingPage =
  | {
      readonly is: 'read'
      /** null: it was written a moment ago, and its words are still on their way to this screen. */
      readonly kind: ReadKind | null
      /** null: the notes. */
      readonly entry: EntryId | null
      /** Somebody has taken it back meanwhile. It stays where it was until somebody goes on. */
      readonly gone: boolean
    }
  | { readonly is: 'next'; readonly next: NextMeeting | null; readonly unread: boolean }
  | { readonly is: 'end'; readonly next: NextMeeting; readonly unread: boolean }

export function closingPage(room: RoomState, words: Words): ClosingPage | null {
  const { closing } = room
  if (!closing) return null
  const { place, next } = closing
  switch (place.is) {
    case 'notes':
      return { is: 'read', kind: 'notes', entry: null, gone: false }
    case 'entry': {
      const facts = words.entry(place.entry)
      return { is: 'read', kind: facts?.kind ?? null, entry: place.entry, gone: facts?.withdrawn ?? false }
    }
    default: {
      // Something was written or changed after it was read: it is read before the end.
      const unread = leftToRead(room, words).length > 0
      return place.is === 'end' && next ? { is: 'end', next, unread } : { is: 'next', next, unread }
    }
  }
}
