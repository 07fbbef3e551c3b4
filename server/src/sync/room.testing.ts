import type { PersonId } from '@polyphony/shared/domain/ids'
import { seed } from '@polyphony/shared/notebook/schema'
import { frame } from '@polyphony/shared/wire/sync'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { createBook } from './book.ts'
import type { Book } from './book.ts'
import { openReplica } from './desk.testing.ts'
import type { Replica } from './desk.testing.ts'
import { answerFrame, haveFrame, readFrame, updateFrame } from './frames.ts'
import type { Member, Rights } from './peer.ts'
import { everyone } from './people.testing.ts'
import { seeded } from '../testing/seeded.ts'
import { createRoom } from './room.ts'
import type { Room, Row } from './room.ts'

/** A room whose disk is a list: rows wait in it until the test says that they are durable. */
export interface Bench {
  readonly room: Room
  readonly book: Book
  readonly rows: Row[]
  /** Everything so far is on the disk. */
  keep(): void
  join(person: PersonId, rights?: Partial<Rights['hand']>): Hand
  /** One frame from somebody who comes for it and goes again. How they were closed, if they were. */
  drop(person: PersonId, frame: Uint8Array): string | null
}

/** The far end of a connection, pumped by hand: it takes what it is sent, and sends what it is told to. */
export interface Hand {
  readonly member: Member
  readonly person: PersonId
  readonly replica: Replica
  /** Frames since the last look, as names: answer, update, have, kept 3, trouble 1, rights …, awareness. */
  heard(): string[]
  readonly frames: Uint8Array[]
  readonly closed: { code: number; reason: string } | null
  /** As an unmodified client does when it opens. */
  hello(): void
  /** Writes, and sends what came of it. */
  write(change: Parameters<Replica['write']>[0]): Uint8Array
  send(frame: Uint8Array): void
}

export function openBench(given?: { rows?: readonly Row[] }): Bench {
  const rows: Row[] = [...(given?.rows ?? [])]
  const book = createBook({ base: null, tail: rows.map(row => row.bytes) })
  const room = createRoom({
    book,
    seq: rows.length,
    clients: new Map(rows.flatMap(row => (row.person === null ? [] : [[row.client, row.person]]))),
    chance: seeded(3),
    append: row => rows.push(row),
  })
  const keep = (): void => room.durable(rows.length)
  if (rows.length === 0) {
    room.write(seed)
    keep()
  }
  return {
    room,
    book,
    rows,
    keep,
    join: (person, rights) => join(room, { person, rights: rights ?? {} }),
    drop: (person, frame) => {
      let closed: string | null = null
      const silent = () => {}
      const close = (_code: number, reason: string): void => {
        closed = reason
      }
      const hand = { person, as: [person], room: everyone, mayWrite: true }
      const member = room.enter({ send: silent, sendCursor: silent, close }, { hand, checked: new Set() })
      room.receive(member, frame)
      room.leave(member)
      return closed
    },
  }
}

function join(room: Room, given: { person: PersonId; rights: Partial<Rights['hand']> }): Hand {
  const { person } = given
  const replica = openReplica(new Uint8Array([0, 0]))
  const frames: Uint8Array[] = []
  let heard: string[] = []
  let closed: Hand['closed'] = null
  const questions: Uint8Array[] = []
  const take = (bytes: Uint8Array): void => {
    frames.push(bytes)
    heard.push(nameOf(bytes))
    const read = readFrame(bytes)
    if (read.is === 'words') Y.applyUpdate(replica.doc, read.update, 'server')
    // A real client answers in the next turn of its loop, not inside of ours.
    if (read.is === 'have') questions.push(read.stateVector)
  }
  const member = room.enter(
    {
      send: take,
      sendCursor: take,
      close: (code, reason) => {
        closed ??= { code, reason }
      },
    },
    { hand: { person, as: [person], room: everyone, mayWrite: true, ...given.rights }, checked: new Set() },
  )
  const send = (frame: Uint8Array): void => room.receive(member, frame)
  const answer = (): void => {
    for (const have of questions.splice(0)) send(answerFrame(Y.encodeStateAsUpdate(replica.doc, have)))
  }
  return {
    member,
    person,
    replica,
    frames,
    get closed() {
      return closed
    },
    heard: () => {
      const those = heard
      heard = []
      return those
    },
    hello: () => {
      send(haveFrame(Y.encodeStateVector(replica.doc)))
      answer()
    },
    write: change => {
      const update = replica.write(change)
      answer()
      send(updateFrame(update))
      return update
    },
    send,
  }
}

/** What a frame is, in a word. */
export function nameOf(bytes: Uint8Array): string {
  const read = readFrame(bytes)
  if (read.is === 'words') return read.answer ? 'answer' : 'update'
  if (read.is !== 'unknown') return read.is
  const decoder = decoding.createDecoder(bytes)
  switch (decoding.readVarUint(decoder)) {
    case frame.kept:
      return `kept ${decoding.readVarUint(decoder)}`
    case frame.trouble:
      return `trouble ${decoding.readVarUint(decoder)}`
    case frame.rights:
      return `rights ${decoding.readVarString(decoder)}`
    case frame.people:
      return `people ${decoding.readVarString(decoder)}`
    default:
      return 'unknown'
  }
}
