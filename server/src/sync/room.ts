import type { Chance, PersonId } from '@polyphony/shared/domain/ids'
import { closeCode, limit } from '@polyphony/shared/wire/sync'
import type * as Y from 'yjs'
import { admit } from './admission.ts'
import type { Book } from './book.ts'
import { clientFor } from './clients.ts'
import { createCursors } from './cursors.ts'
import type { Cursors } from './cursors.ts'
import type { Frame } from './frames.ts'
import { keptFrame, readFrame, rightsFrame, troubleFrame, updateFrame } from './frames.ts'
import type { Member, Peer, Rights } from './peer.ts'
import { createMember } from './peer.ts'
import { createQueue } from './queue.ts'
import { createTyping } from './typing.ts'
import type { Typing } from './typing.ts'
import type { Sender, Verdict } from './verdict.ts'

/** What the log is to keep. The room gives the number; whoever carries it there adds meeting and time. */
export interface Row {
  readonly seq: number
  readonly person: PersonId | null
  readonly client: number
  readonly bytes: Uint8Array
}

/** An update that is admitted and on its way to the disk. */
interface Waiting {
  readonly seq: number
  readonly frame: Uint8Array
  readonly from: Member | null
  readonly size: number
}

type Words = Extract<Frame, { is: 'words' }>

/** While the disk refuses, clients keep their words; the house holds only this much of them besides. */
export const heldLimit = 4 * 1024 * 1024
const emptyUpdate: Uint8Array = new Uint8Array([0, 0])

interface Given {
  readonly book: Book
  readonly seq: number
  readonly clients: ReadonlyMap<number, PersonId>
  readonly chance: Chance
  /** Called for every row, in order. */
  readonly append: (row: Row) => void
}

/** What it is, nobody but itself changes. */
export type Room = Readonly<MeetingRoom>
export const createRoom = (given: Given): Room => new MeetingRoom(given)

/**
 * The people and words of one meeting. No socket, no disk, no clock: those are told to it, and it tells them. A class, and
 * not closures: it is asked several times for every keystroke of everybody.
 */
class MeetingRoom {
  private readonly inside = new Set<Member>()
  readonly members: ReadonlySet<Member> = this.inside
  /** Last row admitted; last row on the disk. */
  seq: number
  durableSeq: number
  /** Bytes that are admitted and not yet on the disk. */
  waitingBytes = 0
  inTrouble = false
  private readonly book: Book
  private readonly append: (row: Row) => void
  private readonly chance: Chance
  private readonly clients: Map<number, PersonId>
  private readonly waiting = createQueue<Waiting>()
  private readonly typing: Typing
  private readonly cursors: Cursors
  private sealed = false

  constructor({ book, seq, clients, chance, append }: Given) {
    this.book = book
    this.append = append
    this.chance = chance
    this.seq = seq
    this.durableSeq = seq
    const all = new Map(clients)
    this.clients = all
    this.typing = createTyping(all)
    this.cursors = createCursors({ members: this.members, ownerOf: client => all.get(client) })
  }

  enter(peer: Peer, rights: Rights): Member {
    const member = createMember(peer, rights)
    this.inside.add(member)
    peer.send(rightsFrame({ as: rights.hand.as, write: rights.hand.mayWrite }))
    if (this.inTrouble) peer.send(troubleFrame(true))
    // Somebody who only reads is not asked: they would answer, and it would look like writing.
    if (rights.hand.mayWrite) this.ask(member)
    this.cursors.tell(member)
    return member
  }

  receive(member: Member, frame: Uint8Array): void {
    if (member.out) return
    const read = readFrame(frame)
    switch (read.is) {
      case 'have':
        try {
          for (const part of this.book.answer(read.stateVector)) member.peer.send(part)
          member.answered = true
        } catch {
          close(member, closeCode.unknownFrame, 'malformed')
        }
        return
      case 'words':
        this.take(member, frame, read)
        return
      case 'awareness':
        this.cursors.moved(member, frame, read.states)
        return
      case 'who-is-where':
        this.cursors.tell(member)
        return
      case 'unknown':
        close(member, closeCode.unknownFrame, 'unknown')
    }
  }

  leave(member: Member): void {
    member.out = true
    if (!this.inside.delete(member)) return
    this.cursors.gone(member)
  }

  /** What they may do has changed (S10). */
  change(member: Member, rights: Rights): void {
    const wrote = member.rights.hand.mayWrite
    const told = member.rights.hand.as
    member.rights = rights
    const { as, mayWrite } = rights.hand
    if (wrote !== mayWrite || as.join() !== told.join()) member.peer.send(rightsFrame({ as, write: mayWrite }))
    if (wrote && !mayWrite) this.cursors.gone(member)
    if (!wrote && mayWrite) this.ask(member)
  }

  /** Writes as the house. Answers the seq that must be durable before it may be relied on. */
  write(change: (doc: Y.Doc) => void): number {
    const doc = this.book.doc()
    const updates: Uint8Array[] = []
    const note = (update: Uint8Array): void => void updates.push(update)
    doc.on('update', note)
    try {
      doc.transact(() => change(doc), 'house')
    } finally {
      doc.off('update', note)
      // Whatever was changed before something threw stands in the document: it must be kept like the rest.
      for (const bytes of updates) {
        this.book.applied(bytes)
        this.keep({ person: null, client: doc.clientID, binds: none, bytes })
        this.waiting.push({ seq: this.seq, frame: updateFrame(bytes), from: null, size: bytes.length })
      }
    }
    return this.seq
  }

  /** Every row up to this one is on the disk: now the others see it, then its author is told (S4). */
  durable(upTo: number): void {
    if (upTo > this.durableSeq) this.durableSeq = upTo
    const { members, waiting } = this
    for (let done = waiting.first(); done && done.seq <= upTo; done = waiting.first()) {
      waiting.shift()
      this.waitingBytes -= done.size
      this.book.durable()
      for (const member of members) {
        if (member !== done.from && member.answered) member.peer.send(done.frame)
      }
    }
    for (const member of members) {
      // The disk was late, not in trouble: what was passed over meanwhile is asked for again.
      if (member.missed && this.isWaitedFor(member)) this.ask(member)
      if (member.due.length === 0) continue
      this.tellKept(member)
      if (member.due.length === 0) this.cursors.caughtUp(member)
    }
  }

  /** The disk refuses, or is well again (S5). */
  trouble(is: boolean): void {
    if (this.inTrouble === is) return
    this.inTrouble = is
    for (const member of this.members) {
      member.peer.send(troubleFrame(is))
      if (!is) this.askForMissed(member)
    }
  }

  /** Takes no more words from anybody, or takes them again. */
  seal(is: boolean): void {
    this.sealed = is
    if (!is) for (const member of this.members) this.askForMissed(member)
  }

  private take(member: Member, frame: Uint8Array, read: Words): void {
    member.words++
    const { hand } = member.rights
    const typed = this.typing.admit(member.rights, read.update)
    const verdict = typed ?? this.judge(member.rights, read.update)
    const closed = this.sealed || !hand.mayWrite || this.waitingBytes > heldLimit
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
      const tooLarge = this.book.size + bytes.length > limit.document
      if (typed && !tooLarge) this.book.note(bytes)
      else if (tooLarge || !this.book.apply(bytes)) {
        close(member, closeCode.refused, tooLarge ? 'too-large' : 'malformed')
        return
      }
      this.typing.learn(verdict)
      const client =
        verdict.client ?? clientFor(member, { clients: this.clients, doc: this.book.doc(), chance: this.chance })
      member.client = client
      const before = this.waitingBytes
      const binds = verdict.client !== null ? verdict.binds : this.clients.has(client) ? none : [client]
      this.keep({ person: hand.person, client, binds, bytes })
      // An answer would tell those who have not been answered that they are in step: it goes on as an update (S9).
      const asItCame = !read.answer && verdict.update === read.update
      this.waiting.push({
        seq: this.seq,
        frame: asItCame ? frame : updateFrame(bytes),
        from: member,
        size: this.waitingBytes - before,
      })
    }
    if (read.answer && member.asked > 0) {
      // It was made after everything that was passed over, and holds it.
      member.asked--
      member.missed = false
    }
    if (member.missed) return
    member.due.push({ count: member.words, seq: this.seq })
    this.tellKept(member)
  }

  private judge(sender: Sender, update: Uint8Array): Verdict {
    if (update.length === 2 && update[0] === 0 && update[1] === 0) return { is: 'known' }
    const { book, clients } = this
    return admit({ doc: book.doc(), paths: book.paths(), clients }, sender, update)
  }

  /** Rows of one update: the words, and one empty row for every further clientID that must be bound with them. */
  private keep(given: { person: PersonId | null; client: number; binds: readonly number[]; bytes: Uint8Array }): void {
    for (const client of given.binds) {
      if (given.person !== null) this.clients.set(client, given.person)
      if (client !== given.client) this.put({ ...given, client, bytes: emptyUpdate })
    }
    this.put(given)
  }
  private put({ person, client, bytes }: Omit<Row, 'seq'>): void {
    this.waitingBytes += bytes.length
    this.append({ seq: ++this.seq, person, client, bytes })
  }

  private tellKept(member: Member): void {
    const { due } = member
    let { kept } = member
    for (let next = due.first(); next && next.seq <= this.durableSeq; next = due.first()) {
      kept = next.count
      due.shift()
    }
    if (kept === member.kept) return
    member.kept = kept
    member.peer.send(keptFrame(kept))
  }

  private ask(member: Member): void {
    member.asked++
    member.peer.send(this.book.have())
  }
  private askForMissed(member: Member): void {
    if (member.missed && member.rights.hand.mayWrite) this.ask(member)
  }
  private isWaitedFor({ asked, rights }: Member): boolean {
    return asked === 0 && rights.hand.mayWrite && !this.sealed && !this.inTrouble && this.waitingBytes < heldLimit / 2
  }
}

const none: readonly number[] = []

function close(member: Member, code: number, reason: string): void {
  member.out = true
  member.peer.close(code, reason)
}
