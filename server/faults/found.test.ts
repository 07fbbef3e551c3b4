import type { EntryId } from '@polyphony/shared/domain/ids'
import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import { closeCode, limit } from '@polyphony/shared/wire/sync'
import * as encoding from 'lib0/encoding'
import { beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntryOf, notesText, openReplica, textOf } from '../src/sync/desk.testing.ts'
import { openSyncHouse } from '../src/sync/house.testing.ts'
import { updateFrame } from '../src/sync/frames.ts'
import { elena, maria, newEntry, newMeeting, sam } from '../src/sync/people.testing.ts'
import { openBench } from '../src/sync/room.testing.ts'
import type { Bench, Hand } from '../src/sync/room.testing.ts'
import { until } from './support/waiting.ts'
import { difference, fromLog } from './support/replicas.ts'

/** Attacks that the fault suite has found, and rows of the threat model that stand in no other test. */
let bench: Bench
let victim: Hand
let mallory: Hand
let voice: EntryId
beforeEach(() => {
  bench = openBench()
  ;[victim, mallory] = [bench.join(maria), bench.join(sam)]
  for (const hand of [victim, mallory]) hand.hello()
  voice = newEntry()
  victim.write(nb => {
    notesText(victim.replica.doc).insert(0, 'These are the notes of everybody')
    nb.add(newEntryOf({ id: voice, kind: 'voice', speaker: maria, author: maria, text: 'These words are mine' }))
  })
  bench.keep()
})

/** One run of letters that claims to stand between two others. */
function between(client: number, left: Y.ID, right: Y.ID): Uint8Array {
  const to = encoding.createEncoder()
  for (const number of [1, 1, client, 0]) encoding.writeVarUint(to, number)
  encoding.writeUint8(to, 4 | 0x80 | 0x40)
  for (const { client: of, clock } of [left, right]) for (const n of [of, clock]) encoding.writeVarUint(to, n)
  encoding.writeVarString(to, 'forged')
  encoding.writeVarUint(to, 0)
  return encoding.toUint8Array(to)
}

describe('[F6] found by mutated frames', () => {
  test.each(['left', 'right'] as const)(
    'one foot in a voice, the %s one in what has been cleared away: nobody’s words, now or after a restart',
    side => {
      const { doc } = mallory.replica
      const notes = notesOf(doc)
      mallory.write(() => notes.insert(1, [new Y.XmlElement('paragraph')]))
      mallory.write(() => (notes.get(1) as Y.XmlElement).insert(0, [new Y.XmlText('soon gone')]))
      const cleared = ((notes.get(1) as Y.XmlElement).get(0) as Y.XmlText)._start as Y.Item
      const gone = Y.createID(cleared.id.client, cleared.id.clock)
      mallory.write(() => notes.delete(1, 1))
      bench.keep()
      const body = textOf(entriesOf(bench.book.doc()).get(voice)?.get('body') as Y.XmlFragment)._start as Y.Item
      const rows = bench.rows.length
      const forged = side === 'right' ? between(4711, body.id, gone) : between(4711, gone, body.id)
      expect(bench.drop(elena, updateFrame(forged))).toBe('forged')
      bench.keep()
      expect(bench.rows.length).toBe(rows)
      // A house that starts again reads the log in one go, without clearing anything away in between.
      expect(difference(bench.book.doc(), fromLog(bench.rows as never))).toBe(null)
    },
  )
})

describe('[F7] rows of the threat model that stand in no other test', () => {
  test('writing and taking back under ever new clientIDs: what is left of it stays small', () => {
    let closed: string | null = null
    for (let i = 0; i < 200; i++) {
      const { doc, write } = openReplica(Y.encodeStateAsUpdate(bench.book.doc()))
      doc.clientID = 9000 + i
      closed = bench.drop(elena, updateFrame(write(() => notesText(doc).insert(0, 'x'.repeat(100)))))
      bench.drop(elena, updateFrame(write(() => notesText(doc).delete(0, 100))))
      bench.keep()
    }
    expect(closed).toBe('too-many-clients')
    expect(notesText(bench.book.doc()).toString()).toBe('These are the notes of everybody')
    expect(bench.book.compact().length).toBeLessThan(8 * 1024)
  })

  test('JSON nested two hundred thousand deep is turned away, and costs nobody a stack', () => {
    const rows = bench.rows.length
    const to = encoding.createEncoder()
    for (const number of [1, 1, 4711, 0]) encoding.writeVarUint(to, number)
    // ContentAny in the field "order" of an entry: an array in an array in an array.
    encoding.writeUint8(to, 8 | 0x20)
    const entry = (entriesOf(bench.book.doc()).get(voice) as Y.Map<unknown>)._item?.id
    encoding.writeVarUint(to, 0)
    for (const n of [entry?.client ?? 0, entry?.clock ?? 0]) encoding.writeVarUint(to, n)
    encoding.writeVarString(to, 'order')
    encoding.writeVarUint(to, 1)
    for (let depth = 0; depth < 100_000; depth++) for (const byte of [117, 1]) encoding.writeUint8(to, byte)
    encoding.writeUint8(to, 126)
    encoding.writeVarUint(to, 0)
    expect(bench.drop(sam, updateFrame(encoding.toUint8Array(to)))).toMatch(/malformed|not-allowed|not-in-the-schema/)
    bench.keep()
    expect(bench.rows.length).toBe(rows)
  })

  test('a notebook larger than any meeting needs takes no more, and keeps what it has', () => {
    const { doc } = mallory.replica
    for (let i = 0; i < 70 && !mallory.closed; i++) {
      mallory.write(() => notesText(doc).insert(0, String(i % 10).repeat(200_000)))
      bench.keep()
    }
    expect(mallory.closed).toEqual({ code: closeCode.refused, reason: 'too-large' })
    expect(bench.book.compact().length).toBeLessThan(limit.document + 1024 * 1024)
    expect(notesText(bench.book.doc()).toString()).toMatch(/These are the notes of everybody$/)
  })
})

describe('[F5] found by a disk that is only late', () => {
  test('words that were passed over while too much waited are asked for again when the disk has caught up', () => {
    const { doc } = mallory.replica
    for (let i = 0; i < 22; i++) mallory.write(() => notesText(doc).insert(0, 'x'.repeat(200_000)))
    const before = notesText(bench.book.doc()).length
    mallory.write(() => notesText(doc).insert(0, 'passed over '.repeat(100)))
    expect(notesText(bench.book.doc()).length).toBe(before)
    bench.keep()
    // What an unmodified client does in the next turn of its loop: it answers what it was asked.
    mallory.write(() => notesText(doc).insert(0, 'and more '))
    bench.keep()
    expect(mallory.closed).toBe(null)
    expect(notesText(bench.book.doc()).length).toBe(notesText(doc).length)
  })
})

describe('[F13] found by somebody who types while their link is taken back', () => {
  test('[S10] what still comes over a line that was closed is not stored, however long its end is put off', async () => {
    const house = await openSyncHouse()
    try {
      const meeting = newMeeting()
      const honest = house.connect(maria, meeting)
      const raw = house.raw(sam, meeting)
      await until('both are in', () => honest.provider.synced && raw.frames.length > 1)
      const { doc, write } = openReplica(Y.encodeStateAsUpdate(honest.doc))
      house.sync.revoke({ meeting: null, person: sam })
      raw.send(updateFrame(write(() => notesText(doc).insert(0, 'after the end'))))
      await until('the line is gone', () => raw.closed !== null)
      notesText(honest.doc).insert(0, 'from somebody who may')
      await until('that is kept', async () => (await house.log.load(meeting)).tail.some(row => row.person === maria))
      expect((await house.log.load(meeting)).tail.filter(row => row.person === sam)).toEqual([])
      expect(raw.closed?.code).toBe(closeCode.rightsChanged)
    } finally {
      await house.end()
    }
  })
})
