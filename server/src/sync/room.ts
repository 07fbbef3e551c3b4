import type { Chance, PersonId } from '@polyphony/shared/domain/ids'
import { closeCode, limit } from '@polyphony/shared/wire/sync'
import type * as Y from 'yjs'
import { admit } from './admission.ts'
import type { Book } from './book.ts'
import { createCursors } from './cursors.ts'
import type { Frame } from './frames.ts'
import { keptFrame, readFrame, rightsFrame, troubleFrame, updateFrame } from './frames.ts'
import type { Member, Peer, Rights } from './peer.ts'
import { createMember } from './peer.ts'
import { createQueue } from './queue.ts'
import { createTyping } from './typing.ts'
import type { Verdict } from './verdict.ts'

/** What the log is to keep. The room gives the number; whoever carries it there adds meeting and time. */
export interface Row {
  readonly seq: number
  readonly person: PersonId | null
  readonly client: number
  readonly bytes: Uint8Array
}

/** The people and words of one meeting. No socket, no disk, no clock: those are told to it, and it tells them. */
export interface Room {
  enter(peer: Peer, rights: Rights): Member
  receive(member: Member, frame: Uint8Array): void
  leave(member: Member): void
  /** What they may do has changed (S10). */
  change(member: Member, rights: Rights): void
  /** Writes as the house. Answers the seq that must be durable before it may be relied on. */
  write(change: (doc: Y.Doc) => void): number
  /** Every row up to this one is on the disk: now the others see it, then its author is told (S4). */
  durable(seq: number): void
  /** The disk refuses, or is well again (S5). */
  trouble(is: boolean): void
  /** Takes no more words from anybody, or takes them again. */
  seal(is: boolean): void
  readonly members: ReadonlySet<Member>
  /** Last row admitted; last row on the disk. */
  readonly seq: number
  readonly durableSeq: number
  /** Bytes that are admitted and not yet on the disk. */
  readonly waitingBytes: number
  readonly inTrouble: boolean
}

/** An update that is admitted and on its way to the disk. */
interface Waiting {
  readonly seq: number
  readonly frame: Uint8Array
  readonly from: Member | null
  readonly size: number
}

/** While the disk refuses, clients keep their words; the house holds only this much of them besides. */
export const heldLimit = 4 * 1024 * 1024
const emptyUpdate: Uint8Array = new Uint8Array([0, 0])

export function createRoom(given: {
  readonly book: Book
  readonly seq: number
  readonly clients: ReadonlyMap<number, PersonId>
  readonly chance: Chance
  /** Called for every row, in order. */
  readonly append: (row: Row) => void
}): Room {
  const { book, append, chance } = given
  const clients = new Map(given.clients)
  const members = new Set<Member>()
  const waiting = createQueue<Waiting>()
  let seq = given.seq
  let durableSeq = given.seq
  let waitingBytes = 0
  let inTrouble = false
  let sealed = false
  const typing = createTyping(clients)
  const cursors = createCursors({ members, ownerOf: client => clients.get(client) })

  const ask = (member: Member): void => {
    member.asked++
    member.peer.send(book.have())
  }
  const isWaitedFor = ({ asked, rights }: Member): boolean =>
    asked === 0 && rights.hand.mayWrite && !sealed && !inTrouble && waitingBytes < heldLimit / 2
  const close = (member: Member, code: number, reason: string): void => {
    member.out = true
    member.peer.close(code, reason)
  }
  /** Rows of one update: the words, and one empty row for every further clientID that must be bound with them. */
  const keep = (given: { person: PersonId | null; client: number; binds: readonly number[]; bytes: Uint8Array }) => {
    for (const client of given.binds) {
      if (given.person !== null) clients.set(client, given.person)
      if (client !== given.client) put({ seq: ++seq, person: given.person, client, bytes: emptyUpdate })
    }
    put({ seq: ++seq, person: given.person, client: given.client, bytes: given.bytes })
  }
  const put = (row: Row): void => {
    waitingBytes += row.bytes.length
    append(row)
  }

  const take = (member: Member, frame: Uint8Array, read: Extract<Frame, { is: 'words' }>): void => {
    member.words++
    const { hand, checked } = member.rights
    const sender = { hand, checked }
    const typed = typing.admit(sender, read.update)
    const verdict: Verdict =
      typed ??
      (read.update.length === 2 && read.update[0] === 0 && read.update[1] === 0
        ? { is: 'known' }
        : admit({ doc: book.doc(), paths: book.paths(), clients }, sender, read.update))
    const closed = sealed || !hand.mayWrite || waitingBytes > heldLimit
    if (verdict.is === 'refused' && !(closed && verdict.why === 'not-allowed')) {
      close(member, closeCode.refused, verdict.why)
      return
    }
    if (verdict.is === 'early' && !closed && !(member.missed || (member.asked > 0 && !read.answer))) {
      close(member, closeCode.refused, 'early')
      return
    }
    if (verdict.is !== 'known' && (closed || verdict.is !== 'new')) {
      // Passed over, not refused: their next answer brings these words again, when they may write (S7).
      member.missed = true
      return
    }
    if (verdict.is === 'new') {
      // A view into the frame of a socket would keep all that came with it alive.
      const bytes = new Uint8Array(verdict.update)
      const tooLarge = book.size + bytes.length > limit.document
      if (typed && !tooLarge) book.note(bytes)
      else if (tooLarge || !book.apply(bytes)) {
        close(member, closeCode.refused, tooLarge ? 'too-large' : 'malformed')
        return
      }
      typing.learn(verdict)
      const client = verdict.client ?? clientOf(member)
      member.client = client
      const before = waitingBytes
      keep({ person: hand.person, client, binds: verdict.client === null ? bindOf(client) : verdict.binds, bytes })
      // An answer would tell those who have not been answered that they are in step: it goes on as an update (S9).
      const asItCame = !read.answer && verdict.update === read.update
      waiting.push({
        seq,
        frame: asItCame ? frame : updateFrame(bytes),
        from: member,
        size: waitingBytes - before,
      })
    }
    if (read.answer && member.asked > 0) {
      // It was made after everything that was passed over, and holds it.
      member.asked--
      member.missed = false
    }
    if (member.missed) return
    member.due.push({ count: member.words, seq })
    tellKept(member)
  }
  const bindOf = (client: number): readonly number[] => (clients.has(client) ? [] : [client])
  /** Somebody who has only ever taken words away has shown no clientID: they are given one to be known by. */
  const clientOf = (member: Member): number => {
    const { person } = member.rights.hand
    if (member.client !== null) return member.client
    for (const [client, owner] of clients) if (owner === person) return client
    for (;;) {
      const [a = 0, b = 0, c = 0, d = 1] = chance.fill(new Uint8Array(4))
      const client = ((a * 256 + b) * 256 + c) * 256 + d
      if (!clients.has(client) && !book.doc().store.clients.has(client)) return client
    }
  }
  const tellKept = (member: Member): void => {
    let { kept } = member
    for (let next = member.due.first(); next && next.seq <= durableSeq; next = member.due.first()) {
      kept = next.count
      member.due.shift()
    }
    if (kept === member.kept) return
    member.kept = kept
    member.peer.send(keptFrame(kept))
  }

  return {
    members,
    get seq() {
      return seq
    },
    get durableSeq() {
      return durableSeq
    },
    get waitingBytes() {
      return waitingBytes
    },
    get inTrouble() {
      return inTrouble
    },
    enter: (peer, rights) => {
      const member = createMember(peer, rights)
      members.add(member)
      peer.send(rightsFrame({ as: rights.hand.as, write: rights.hand.mayWrite }))
      if (inTrouble) peer.send(troubleFrame(true))
      // Somebody who only reads is not asked: they would answer, and it would look like writing.
      if (rights.hand.mayWrite) ask(member)
      cursors.tell(member)
      return member
    },
    receive: (member, frame) => {
      if (member.out) return
      const read = readFrame(frame)
      switch (read.is) {
        case 'have':
          try {
            for (const part of book.answer(read.stateVector)) member.peer.send(part)
            member.answered = true
          } catch {
            close(member, closeCode.unknownFrame, 'malformed')
          }
          return
        case 'words':
          return take(member, frame, read)
        case 'awareness':
          return cursors.moved(member, frame, read.states)
        case 'who-is-where':
          return cursors.tell(member)
        case 'unknown':
          return close(member, closeCode.unknownFrame, 'unknown')
      }
    },
    leave: member => {
      member.out = true
      if (!members.delete(member)) return
      cursors.gone(member)
    },
    change: (member, rights) => {
      const wrote = member.rights.hand.mayWrite
      const told = member.rights.hand.as
      member.rights = rights
      const { as, mayWrite } = rights.hand
      if (wrote !== mayWrite || as.join() !== told.join()) member.peer.send(rightsFrame({ as, write: mayWrite }))
      if (wrote && !mayWrite) cursors.gone(member)
      if (!wrote && mayWrite) ask(member)
    },
    write: change => {
      const doc = book.doc()
      const updates: Uint8Array[] = []
      const note = (update: Uint8Array): void => void updates.push(update)
      doc.on('update', note)
      try {
        doc.transact(() => change(doc), 'house')
      } finally {
        doc.off('update', note)
        // Whatever was changed before something threw stands in the document: it must be kept like the rest.
        for (const bytes of updates) {
          book.applied(bytes)
          keep({ person: null, client: doc.clientID, binds: [], bytes })
          waiting.push({ seq, frame: updateFrame(bytes), from: null, size: bytes.length })
        }
      }
      return seq
    },
    durable: upTo => {
      durableSeq = Math.max(durableSeq, upTo)
      for (let done = waiting.first(); done && done.seq <= upTo; done = waiting.first()) {
        waiting.shift()
        waitingBytes -= done.size
        book.durable()
        for (const member of members) {
          if (member !== done.from && member.answered) member.peer.send(done.frame)
        }
      }
      for (const member of members) {
        // The disk was late, not in trouble: what was passed over meanwhile is asked for again.
        if (member.missed && isWaitedFor(member)) ask(member)
        if (member.due.length === 0) continue
        tellKept(member)
        if (member.due.length === 0) cursors.caughtUp(member)
      }
    },
    trouble: is => {
      if (inTrouble === is) return
      inTrouble = is
      for (const member of members) {
        member.peer.send(troubleFrame(is))
        if (!is && member.missed && member.rights.hand.mayWrite) ask(member)
      }
    },
    seal: is => {
      sealed = is
      if (!is) for (const member of members) if (member.missed && member.rights.hand.mayWrite) ask(member)
    },
  }
}
