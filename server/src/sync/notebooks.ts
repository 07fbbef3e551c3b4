import type { MeetingId } from '@polyphony/shared/domain/ids'
import type { Words } from '@polyphony/shared/domain/meeting'
import { entriesInOrder, hashOf, isEmpty, readEntry, readFragment, readNotebook } from '@polyphony/shared/notebook/read'
import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import { closeCode } from '@polyphony/shared/wire/sync'
import type { Notebooks } from '../meetings/context.ts'
import type { Book } from './book.ts'
import type { Lease, Rooms } from './rooms.ts'

/** The notebooks as the rest of the house uses them. */
export function createNotebooks(given: {
  readonly rooms: Rooms
  readonly rightsChanged: (meeting: MeetingId) => void
}): Notebooks {
  const { rooms } = given
  const within = async <T>(meeting: MeetingId, use: (lease: Lease) => Promise<T>): Promise<T> => {
    const lease = await rooms.take(meeting)
    try {
      return await use(lease)
    } finally {
      lease.release()
    }
  }

  return {
    words: meeting =>
      within(meeting, async ({ book, settled }) => {
        // A commitment is bound only to words that a crash cannot take away.
        await settled()
        return wordsOf(book)
      }),
    read: meeting =>
      within(meeting, async ({ book, settled }) => {
        await settled()
        return readNotebook(book.doc())
      }),
    write: (meeting, change) =>
      within(meeting, async ({ room, settled }) => {
        await settled()
        room.write(change)
        await settled()
      }),
    seal: (meeting, end) =>
      within(meeting, async ({ room, book, settled }) => {
        room.seal(true)
        try {
          await settled()
          const ended = await end(readNotebook(book.doc()))
          for (const member of room.members) member.peer.close(closeCode.sealed, 'sealed')
          return ended
        } catch (error) {
          room.seal(false)
          throw error
        }
      }),
    rightsChanged: given.rightsChanged,
  }
}

/** Read entry by entry, when asked: a notebook has many, and a command looks at one. */
function wordsOf(book: Book): Words {
  const entry: Words['entry'] = id => {
    const found = entriesOf(book.doc()).get(id)
    const read = found ? readEntry(id, found) : null
    if (!read) return null
    const { kind, speaker, author, hash, withdrawn, body } = read
    return { kind, speaker, author, hash, withdrawn, empty: isEmpty(body) }
  }
  return {
    entry,
    inOrder: kind => entriesInOrder(book.doc(), kind),
    notes: {
      empty: () => isEmpty(readFragment(notesOf(book.doc()))),
      hash: () => hashOf(readFragment(notesOf(book.doc()))),
    },
  }
}
