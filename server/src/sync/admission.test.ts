import type { EntryId } from '@polyphony/shared/domain/ids'
import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import { beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { deleting, newEntryOf, notesText, openDesk, textOf } from './desk.testing.ts'
import type { Desk, Replica } from './desk.testing.ts'
import { maria, newEntry, sam } from './people.testing.ts'

let desk: Desk
let marias: Replica
let sams: Replica
beforeEach(() => {
  desk = openDesk()
  marias = desk.replica()
  sams = desk.replica()
})

const is = (verdict: { is: string; why?: string }): string => verdict.why ?? verdict.is
const catchUp = (replica: Replica): void => {
  Y.applyUpdate(replica.doc, Y.encodeStateAsUpdate(desk.doc), 'server')
}
/** Maria's voice, written down by Sam, in both replicas. */
function voice(given: { text: string; checked?: boolean }): EntryId {
  const id = newEntry()
  const made = sams.write(notebook =>
    notebook.add(newEntryOf({ id, kind: 'voice', speaker: maria, author: sam, text: given.text })),
  )
  expect(is(desk.offer(sam, made))).toBe('new')
  if (given.checked) desk.checked.add(id)
  catchUp(marias)
  return id
}

describe('[S6] what people do, and may', () => {
  test('everybody types, formats, breaks and joins lines in the notes', () => {
    const typed = marias.write(() => notesText(marias.doc).insert(0, 'it is long since I slept'))
    expect(is(desk.offer(maria, typed))).toBe('new')
    catchUp(sams)
    const bold = sams.write(() => notesText(sams.doc).format(0, 5, { bold: {} }))
    expect(is(desk.offer(sam, bold))).toBe('new')
    const lines = sams.write(() => {
      const list = new Y.XmlElement('orderedList')
      const item = new Y.XmlElement('listItem')
      const line = new Y.XmlElement('paragraph')
      list.setAttribute('start', 1 as never)
      line.insert(0, [new Y.XmlText('first'), new Y.XmlElement('hardBreak'), new Y.XmlText('second')])
      item.insert(0, [line])
      list.insert(0, [item])
      notesOf(sams.doc).insert(1, [list])
    })
    expect(is(desk.offer(sam, lines))).toBe('new')
    const taken = sams.write(() => notesOf(sams.doc).delete(0, 1))
    expect(is(desk.offer(sam, taken))).toBe('new')
  })

  test('an entry is made, written in, moved, withdrawn and brought back', () => {
    const id = newEntry()
    const made = marias.write(notebook => notebook.add(newEntryOf({ id, kind: 'question', author: maria })))
    expect(is(desk.offer(maria, made))).toBe('new')
    catchUp(sams)
    for (const change of [
      () => textOf(sams.notebook.body(id)).insert(0, 'who stays the night?'),
      () => sams.notebook.move(id, null),
      () => sams.notebook.withdraw(id, true),
      () => sams.notebook.withdraw(id, false),
    ]) {
      expect(is(desk.offer(sam, sams.write(change)))).toBe('new')
    }
    expect(entriesOf(desk.doc).get(id)?.get('withdrawn')).toBe(false)
  })

  test('whoever writes down a voice may mend it until its speaker has checked it; the speaker always may', () => {
    const id = voice({ text: 'leave me be' })
    expect(
      is(
        desk.offer(
          sam,
          sams.write(() => textOf(sams.notebook.body(id)).insert(0, 'Please ')),
        ),
      ).valueOf(),
    ).toBe('new')
    desk.checked.add(id)
    expect(
      is(
        desk.offer(
          sam,
          sams.write(() => textOf(sams.notebook.body(id)).insert(0, 'X')),
        ),
      ),
    ).toBe('not-allowed')
    catchUp(marias)
    expect(
      is(
        desk.offer(
          maria,
          marias.write(() => textOf(marias.notebook.body(id)).insert(0, 'No. ')),
        ),
      ),
    ).toBe('new')
  })

  test('somebody writes for a person who sits at the same device', () => {
    const made = sams.write(notebook => notebook.add(newEntryOf({ kind: 'voice', speaker: maria, author: maria })))
    expect(is(desk.look(sam, made))).toBe('not-allowed')
    expect(is(desk.offer(sam, made, { as: [sam, maria] }))).toBe('new')
  })

  test('what was written without a line comes home in one piece, after somebody moved the same entry', () => {
    const id = newEntry()
    expect(
      is(
        desk.offer(
          sam,
          sams.write(notebook => notebook.add(newEntryOf({ id, kind: 'step', author: sam, text: 'a' }))),
        ),
      ),
    ).toBe('new')
    expect(
      is(
        desk.offer(
          sam,
          sams.write(nb => nb.add(newEntryOf({ kind: 'step', author: sam, text: 'b' }))),
        ),
      ),
    ).toBe('new')
    catchUp(marias)
    marias.notebook.move(id, null)
    marias.notebook.withdraw(id, true)
    marias.notebook.withdraw(id, false)
    const own = newEntry()
    marias.notebook.add(newEntryOf({ id: own, kind: 'voice', speaker: maria, author: maria, text: 'mine' }))
    marias.notebook.move(own, id)
    textOf(marias.notebook.body(own)).delete(0, 2)
    expect(
      is(
        desk.offer(
          sam,
          sams.write(nb => nb.move(id, null)),
        ),
      ),
    ).toBe('new')
    expect(
      is(
        desk.offer(
          sam,
          sams.write(nb => nb.withdraw(id, true)),
        ),
      ),
    ).toBe('new')
    catchUp(marias)
    const home = Y.encodeStateAsUpdate(marias.doc, Y.encodeStateVector(desk.doc))
    expect(is(desk.offer(maria, home))).toBe('new')
    catchUp(marias)
    expect(Y.encodeStateVector(desk.doc)).toEqual(Y.encodeStateVector(marias.doc))
    expect(entriesOf(desk.doc).toJSON()).toEqual(entriesOf(marias.doc).toJSON())
    expect(is(desk.offer(maria, home))).toBe('known')
  })

  test('formatting that Yjs tidies away in somebody else’s words is no writing; taking away what shows is', () => {
    const id = voice({ text: 'I am tired', checked: true })
    const bold = marias.write(() => textOf(marias.notebook.body(id)).format(0, 4, { bold: {} }))
    expect(is(desk.offer(maria, bold))).toBe('new')
    // A mark that opens and closes around nothing: it shows nowhere.
    const empty = marias.write(() => {
      const text = textOf(marias.notebook.body(id))
      text.insert(4, 'x', { bold: {} })
      text.delete(4, 1)
    })
    expect(is(desk.offer(maria, empty))).toBe('new')
    catchUp(sams)
    const body = textOf(sams.notebook.body(id))
    const formats: Y.Item[] = []
    for (let item = body._start; item; item = item.right) {
      if (!item.deleted && item.content instanceof Y.ContentFormat) formats.push(item)
    }
    expect(formats.length).toBeGreaterThan(0)
    const seen = formats.find(item => (item.content as Y.ContentFormat).value !== null)
    const look = () => textOf(entriesOf(desk.doc).get(id)?.get('body') as Y.XmlFragment).toString()
    const [shown, stood] = [look(), Y.encodeStateAsUpdate(desk.doc)]
    expect(shown).toContain('<bold>')
    expect(is(desk.offer(sam, deleting([seen as Y.Item])))).toBe('known')
    expect(Y.encodeStateAsUpdate(desk.doc)).toEqual(stood)
    // Together with words of his own: those are taken, and Maria's words look as they did.
    const typed = sams.write(() => notesText(sams.doc).insert(0, 'and this'))
    const both = new Uint8Array([...typed.subarray(0, typed.length - 1), ...deleting(formats).subarray(1)])
    expect(is(desk.offer(sam, both))).toBe('new')
    expect(notesText(desk.doc).toString()).toBe('and this')
    expect(look()).toBe(shown)
    expect(is(desk.offer(maria, deleting([seen as Y.Item])))).toBe('new')
    expect(look()).not.toBe(shown)
  })
})
