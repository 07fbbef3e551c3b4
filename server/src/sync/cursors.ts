import type { PersonId } from '@polyphony/shared/domain/ids'
import { goneEntry, ownEntry } from './awareness.ts'
import { awarenessFrame, peopleFrame } from './frames.ts'
import type { Member } from './peer.ts'

/**
 * Who is where in the words. Bytes are passed on as they came; nobody speaks for anybody else (S8). Whose a cursor is
 * the house says, before the cursor is seen.
 */
export interface Cursors {
  /** frame: the whole frame; states: its payload. */
  moved(member: Member, frame: Uint8Array, states: Uint8Array): void
  /** Their words are with the others now: so goes the cursor that was held for them. */
  caughtUp(member: Member): void
  /** Everybody else's, for somebody who comes or asks. */
  tell(member: Member): void
  /** Takes theirs away before everybody's eyes: they left, or may no longer write. */
  gone(member: Member): void
}

export function createCursors(given: {
  readonly members: ReadonlySet<Member>
  readonly ownerOf: (client: number) => PersonId | undefined
}): Cursors {
  const { members, ownerOf } = given

  /** May this member be seen under this clientID? Takes it over from an older line of the same person. */
  const claims = (member: Member, client: number, gone: boolean): boolean => {
    const { person } = member.rights.hand
    if (member.cursor?.client === client) return true
    if (gone) return false
    const owner = ownerOf(client)
    if (owner !== undefined && owner !== person) return false
    // One line has one cursor. Only the clientID it writes with is better than the first one it named.
    if (member.cursor && (owner !== person || ownerOf(member.cursor.client) === person)) return false
    for (const other of members) {
      if (other === member || other.cursor?.client !== client) continue
      if (other.rights.hand.person !== person) return false
      other.cursor = null
      other.heldCursor = null
    }
    return true
  }
  const toOthers = (member: Member, frame: Uint8Array): void => {
    for (const other of members) if (other !== member) other.peer.sendCursor(frame)
  }

  return {
    moved: (member, frame, states) => {
      // Somebody who may not write has no place in the words, and no way to say something there (D2).
      if (!member.rights.hand.mayWrite) return
      const own = ownEntry(states, (client, gone) => claims(member, client, gone))
      if (!own) return
      const { client, clock, gone, bytes } = own.entry
      if (member.cursor?.client === client && clock <= member.cursor.clock && !gone) return
      const passed = own.only ? frame : awarenessFrame([bytes])
      if (member.cursor?.client !== client) {
        remove(member)
        const whose = peopleFrame(new Map([[client, member.rights.hand.person]]))
        for (const other of members) if (other !== member) other.peer.send(whose)
      }
      member.cursor = { client, clock, frame: gone ? null : passed }
      // It points into words that the others do not have yet: it goes with them, in one write (S9).
      if (member.due.length > 0) member.heldCursor = passed
      else toOthers(member, passed)
    },
    caughtUp: member => {
      const held = member.heldCursor
      member.heldCursor = null
      if (held) toOthers(member, held)
    },
    tell: member => {
      const seen = [...members].flatMap(({ cursor, rights }) =>
        cursor?.frame && cursor !== member.cursor
          ? [{ ...cursor, frame: cursor.frame, person: rights.hand.person }]
          : [],
      )
      if (seen.length === 0) return
      member.peer.send(peopleFrame(new Map(seen.map(({ client, person }) => [client, person]))))
      for (const { frame } of seen) member.peer.sendCursor(frame)
    },
    gone: remove,
  }

  function remove(member: Member): void {
    const { cursor } = member
    member.cursor = null
    member.heldCursor = null
    if (cursor?.frame) toOthers(member, awarenessFrame([goneEntry(cursor.client, cursor.clock)]))
  }
}
