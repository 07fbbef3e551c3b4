import { notesOf } from '@polyphony/shared/notebook/schema'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntryOf, notesText, textOf } from './desk.testing.ts'
import { answerFrame, haveFrame, updateFrame } from './frames.ts'
import { elena, maria, newEntry, sam } from './people.testing.ts'
import { openBench } from './room.testing.ts'
import { heldLimit } from './room.ts'

const reads = (doc: Y.Doc): string => notesOf(doc).toString()

test('[S1] a notebook with words in it is never answered empty', () => {
  const first = openBench()
  const writer = first.join(maria)
  writer.hello()
  writer.write(() => notesText(writer.replica.doc).insert(0, 'here'))
  first.keep()
  const again = openBench({ rows: first.rows })
  const reader = again.join(elena)
  expect(reader.heard()).toEqual([expect.stringContaining('rights'), 'have'])
  reader.hello()
  expect(reader.heard()).toEqual(['answer', 'kept 1'])
  expect(reads(reader.replica.doc)).toBe('<paragraph>here</paragraph>')
})

test('[S1] who comes while others write gets what was drawn together and what came after it; the answer comes last', () => {
  const { book, join, keep } = openBench()
  const writer = join(maria)
  writer.hello()
  const say = (text: string) => {
    writer.write(() => notesText(writer.replica.doc).insert(0, text))
    keep()
  }
  say('whole ')
  book.compact()
  say('was ')
  say('it ')
  writer.write(() => notesText(writer.replica.doc).insert(0, 'not yet kept: '))
  const late = join(elena)
  late.heard()
  late.hello()
  expect(late.heard().slice(0, 3)).toEqual(['update', 'update', 'answer'])
  expect(reads(late.replica.doc)).toBe('<paragraph>it was whole </paragraph>')
})

test('[S4] nobody sees a word before it is durable; then the others do, and then its author is told', () => {
  const { join, keep, rows } = openBench()
  const [a, b] = [join(maria), join(elena)]
  a.hello()
  b.hello()
  keep()
  a.heard()
  b.heard()
  a.write(() => notesText(a.replica.doc).insert(0, 'I hear him at night'))
  expect(b.heard()).toEqual([])
  expect(a.heard()).toEqual([])
  const late = join(sam)
  late.hello()
  expect(reads(late.replica.doc)).toBe('<paragraph></paragraph>')
  late.heard()
  keep()
  expect(b.heard()).toEqual(['update'])
  expect(a.heard()).toEqual(['kept 2'])
  // What it said was nothing new; still, it was said when something was on its way.
  expect(late.heard()).toEqual(['update', 'kept 1'])
  expect(reads(late.replica.doc)).toBe('<paragraph>I hear him at night</paragraph>')
  expect(rows.at(-1)).toMatchObject({ person: maria, client: a.replica.doc.clientID, seq: 2 })
})

test('[S4] kept counts every frame that carried words, in order, and waits for what came before it', () => {
  const { room, join, keep } = openBench()
  const a = join(maria)
  a.hello()
  expect(a.heard()).toEqual([expect.stringContaining('rights'), 'have', 'answer', 'kept 1'])
  const one = a.write(() => notesText(a.replica.doc).insert(0, 'a'))
  a.write(() => notesText(a.replica.doc).insert(1, 'b'))
  // Known already, but not durable: it may not be said to be kept.
  a.send(updateFrame(one))
  a.send(answerFrame(new Uint8Array([0, 0])))
  expect(a.heard()).toEqual([])
  room.durable(2)
  expect(a.heard()).toEqual(['kept 2'])
  keep()
  expect(a.heard()).toEqual(['kept 5'])
})

test('[S5] while the disk refuses everybody is told, nothing is shown, and afterwards everything arrives', () => {
  const { room, join, keep } = openBench()
  const [a, b] = [join(maria), join(elena)]
  a.hello()
  b.hello()
  for (const hand of [a, b]) hand.heard()
  a.write(() => notesText(a.replica.doc).insert(0, 'still here'))
  room.trouble(true)
  const late = join(sam)
  expect(late.heard()).toContain('trouble 1')
  late.hello()
  expect(reads(late.replica.doc)).toBe('<paragraph></paragraph>')
  expect([a.heard(), b.heard()]).toEqual([['trouble 1'], ['trouble 1']])
  keep()
  room.trouble(false)
  expect(a.heard()).toEqual(['kept 2', 'trouble 0'])
  expect(b.heard()).toEqual(['update', 'trouble 0'])
  expect(reads(late.replica.doc)).toBe('<paragraph>still here</paragraph>')
})

test('[S5] what is more than the house can hold meanwhile stays with its writer, who is asked for it afterwards', () => {
  const { room, join, keep } = openBench()
  const [a, b] = [join(maria), join(elena)]
  a.hello()
  b.hello()
  keep()
  room.trouble(true)
  const long = 'words '.repeat(30_000)
  for (let i = 0; i < 40; i++) a.write(() => notesText(a.replica.doc).insert(0, long))
  expect(room.waitingBytes).toBeLessThan(heldLimit + 256 * 1024)
  expect(a.closed).toBe(null)
  a.heard()
  keep()
  expect(a.heard().at(-1)).not.toBe('kept 41')
  room.trouble(false)
  expect(a.heard()).toContain('have')
  expect(reads(b.replica.doc).length).toBeLessThan(reads(a.replica.doc).length)
})

test('[S7] somebody who may only read receives everything and changes nothing, and is not asked for anything', () => {
  const { rows, join, keep } = openBench()
  const writer = join(maria)
  const reader = join(elena, { mayWrite: false })
  writer.hello()
  reader.hello()
  expect(reader.heard()).toEqual([`rights {"as":["${elena}"],"write":false}`, 'answer'])
  writer.write(() => notesText(writer.replica.doc).insert(0, 'read this'))
  keep()
  expect(reads(reader.replica.doc)).toBe('<paragraph>read this</paragraph>')
  const before = rows.length
  reader.heard()
  reader.write(() => notesText(reader.replica.doc).insert(0, 'no '))
  reader.send(answerFrame(Y.encodeStateAsUpdate(reader.replica.doc)))
  reader.send(answerFrame(new Uint8Array([0, 0])))
  keep()
  expect(rows.length).toBe(before)
  expect(reader.heard()).toEqual([])
  expect(reader.closed).toBe(null)
  expect(reads(writer.replica.doc)).toBe('<paragraph>read this</paragraph>')
})

test('[S7] an empty answer of a reader is no offence and counts as kept', () => {
  const { join } = openBench()
  const reader = join(elena, { mayWrite: false })
  reader.hello()
  reader.heard()
  reader.send(answerFrame(new Uint8Array([0, 0])))
  expect([reader.heard(), reader.closed]).toEqual([['kept 1'], null])
})

test('[S10] the door closes while somebody types: their words wait with them, and arrive when it opens', () => {
  const { room, join, keep } = openBench()
  const [a, b] = [join(maria), join(elena)]
  a.hello()
  b.hello()
  keep()
  a.heard()
  const { rights } = a.member
  room.change(a.member, { ...rights, hand: { ...rights.hand, mayWrite: false } })
  a.write(() => notesText(a.replica.doc).insert(0, 'on the way '))
  keep()
  expect(a.heard()).toEqual([`rights {"as":["${maria}"],"write":false}`])
  expect(reads(b.replica.doc)).toBe('<paragraph></paragraph>')
  room.change(a.member, rights)
  expect(a.heard()).toEqual([`rights {"as":["${maria}"],"write":true}`, 'have'])
  // Typed before the question was heard: it hangs on words that are not here yet.
  const hasty = a.replica.write(() => notesText(a.replica.doc).insert(11, 'home'))
  a.send(updateFrame(hasty))
  expect(a.closed).toBe(null)
  a.hello()
  keep()
  expect(reads(b.replica.doc)).toBe('<paragraph>on the way home</paragraph>')
  expect(a.heard()).toContain('kept 4')
})

test('[S6] a refused update closes its sender with a reason; the others and the log know nothing of it', () => {
  const { rows, join, keep } = openBench()
  const [a, b] = [join(maria), join(sam)]
  a.hello()
  b.hello()
  const id = newEntry()
  a.write(nb => nb.add(newEntryOf({ id, kind: 'voice', speaker: maria, author: maria, text: 'mine' })))
  keep()
  b.heard()
  a.heard()
  const before = rows.length
  b.write(() => textOf(b.replica.notebook.body(id)).insert(0, 'not '))
  expect(b.closed).toEqual({ code: 4409, reason: 'not-allowed' })
  b.write(() => notesText(b.replica.doc).insert(0, 'and nothing after it'))
  keep()
  expect(rows.length).toBe(before)
  expect(a.heard()).toEqual([])
})

test('[S9] an update goes on as it came, to everybody but its author; an answer goes on as an update', () => {
  const { join, keep } = openBench()
  const [a, b] = [join(maria), join(elena)]
  b.hello()
  b.heard()
  // Written before the line was there: it comes as the answer to the first question.
  a.send(haveFrame(new Uint8Array([0])))
  a.replica.write(() => notesText(a.replica.doc).insert(0, 'offline'))
  a.hello()
  keep()
  expect(b.heard()).toEqual(['update'])
  const text = a.replica.write(() => notesText(a.replica.doc).insert(0, 'x'))
  const frame = updateFrame(text)
  a.heard()
  a.send(frame)
  keep()
  expect(b.frames.at(-1)).toEqual(frame)
  expect(a.heard()).toEqual(['kept 2'])
})

test('[S13] a document that sleeps answers the same, and wakes with every word', () => {
  const { book, join, keep } = openBench()
  const a = join(maria)
  a.hello()
  a.write(() => notesText(a.replica.doc).insert(0, 'good night'))
  book.sleep()
  expect(book.awake).toBe(true)
  keep()
  const awake = Y.encodeStateVector(book.doc())
  book.sleep()
  expect(book.awake).toBe(false)
  const b = join(elena)
  b.hello()
  expect(Y.encodeStateVector(b.replica.doc)).toEqual(awake)
  expect(book.awake).toBe(false)
  a.send(haveFrame(Y.encodeStateVector(a.replica.doc)))
  expect(a.heard().at(-1)).toBe('answer')
  a.write(() => notesText(a.replica.doc).insert(10, ', Maria'))
  keep()
  expect(reads(b.replica.doc)).toBe('<paragraph>good night, Maria</paragraph>')
})

test('[S15] a frame nobody knows, or one with something left over, closes with its code', () => {
  for (const bytes of [[9], [0, 7, 0], [2, 0], [100, 1], [0, 2, 2, 0, 0, 1], [0, 2, 200, 0], [], [255, 255]]) {
    const { join } = openBench()
    const a = join(maria)
    a.send(new Uint8Array(bytes))
    expect(a.closed).toEqual({ code: 1003, reason: 'unknown' })
  }
})

test('somebody who only ever takes words away is known by a clientID of their own', () => {
  const { rows, join, keep } = openBench()
  const [a, b, c] = [join(maria), join(elena), join(sam)]
  for (const hand of [a, b, c]) hand.hello()
  a.write(() => notesText(a.replica.doc).insert(0, 'abcdef'))
  keep()
  b.write(() => notesText(b.replica.doc).delete(0, 1))
  keep()
  c.write(() => notesText(c.replica.doc).delete(0, 1))
  keep()
  b.write(() => notesText(b.replica.doc).delete(0, 1))
  keep()
  const [, , bs, cs, again] = rows
  expect([bs?.person, cs?.person, again?.person]).toEqual([elena, sam, elena])
  expect(new Set([rows[1]?.client, bs?.client, cs?.client]).size).toBe(3)
  expect(again?.client).toBe(bs?.client)
})
