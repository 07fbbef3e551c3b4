import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { closeCode } from '@polyphony/shared/wire/sync'
import * as Y from 'yjs'
import { answerFrame, haveFrame, readFrame, updateFrame } from '../../src/sync/frames.ts'
import type { Member } from '../../src/sync/peer.ts'
import { everyone } from '../../src/sync/people.testing.ts'
import type { Room } from '../../src/sync/room.ts'

/** What all copies of a room share: who may write now, and which voices their speakers have checked. */
export interface Circumstance {
  room: Room
  readonly checked: Set<EntryId>
}

/**
 * One person's copy on a line that carries frames only when told to: whatever order a network can bring about, a seed can
 * bring about here, again and again.
 */
export interface Copy {
  readonly person: PersonId
  readonly notebook: () => Notebook
  readonly doc: () => Y.Doc
  /** How often the house turned it away and it began anew, as the client does (S6). */
  readonly refused: () => number
  readonly member: () => Member | null
  /** Delivers the oldest frame that is on its way to the house, or from it. false: there is none. */
  say(): boolean
  hear(): boolean
  connect(): void
  /** The line is gone, and everything that was on it. */
  lose(): void
}

export function openCopy(given: {
  readonly person: PersonId
  readonly with: Circumstance
  readonly mayWrite: () => boolean
  readonly nextClient: () => number
}): Copy {
  const { person, mayWrite, nextClient } = given
  let doc = fresh()
  let member: Member | null = null
  let refused = 0
  const line = { in: [] as Uint8Array[], out: [] as Uint8Array[] }

  function fresh(): Y.Doc {
    const made = new Y.Doc()
    made.clientID = nextClient()
    made.on('update', (update, origin) => {
      if (origin !== 'house' && member) line.out.push(updateFrame(update))
    })
    return made
  }
  const lose = (): void => {
    if (member) given.with.room.leave(member)
    member = null
    line.in = []
    line.out = []
  }
  const connect = (): void => {
    if (member) return
    const hand = { person, as: [person], room: everyone, mayWrite: mayWrite() }
    const take = (frame: Uint8Array): void => void line.in.push(frame)
    let closed = 0
    const close = (code: number): void => {
      closed = code
    }
    const mine = given.with.room.enter({ send: take, sendCursor: take, close }, { hand, checked: given.with.checked })
    member = mine
    line.out.push(haveFrame(Y.encodeStateVector(doc)))
    turnedAway = () => closed
  }
  let turnedAway = (): number => 0
  const comeAnew = (): boolean => {
    const code = turnedAway()
    if (code === 0) return false
    lose()
    turnedAway = () => 0
    if (code !== closeCode.refused) throw new Error(`an honest copy was closed with ${code}`)
    refused++
    doc.destroy()
    doc = fresh()
    return true
  }
  return {
    person,
    doc: () => doc,
    notebook: () => openNotebook(doc),
    refused: () => refused,
    member: () => member,
    lose,
    connect,
    say: () => {
      const frame = line.out.shift()
      if (!frame || !member) return false
      given.with.room.receive(member, frame)
      comeAnew()
      return true
    },
    hear: () => {
      const frame = line.in.shift()
      if (!frame) return false
      const read = readFrame(frame)
      if (read.is === 'words') Y.applyUpdate(doc, read.update, 'house')
      if (read.is === 'have') line.out.push(answerFrame(Y.encodeStateAsUpdate(doc, read.stateVector)))
      return true
    },
  }
}
