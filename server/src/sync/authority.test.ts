import type { EntryId } from '@polyphony/shared/domain/ids'
import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import { beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntryOf, notesText, openDesk, textOf } from './desk.testing.ts'
import type { Desk, Replica } from './desk.testing.ts'
import { elena, maria, newEntry, sam } from './people.testing.ts'

let desk: Desk
/** Sam's hand, on a notebook where Maria's voice is written, by Sam, and checked by her; and a step of his own. */
let sams: Replica
let voice: EntryId
let step: EntryId
beforeEach(() => {
  desk = openDesk()
  sams = desk.replica()
  voice = newEntry()
  step = newEntry()
  const notebook = sams.write(({ add }) => {
    notesText(sams.doc).insert(0, 'we are here')
    add(newEntryOf({ id: voice, kind: 'voice', speaker: maria, author: sam, text: 'I am not ill' }))
    add(newEntryOf({ id: step, kind: 'step', author: sam, text: 'I ring on Monday' }))
  })
  expect(desk.offer(sam, notebook).is).toBe('new')
  desk.checked.add(voice)
})

const fields = (id: EntryId) => entriesOf(sams.doc).get(id) as Y.Map<unknown>
const body = (id: EntryId) => sams.notebook.body(id) as Y.XmlFragment
const line = () => new Y.XmlElement('paragraph')
const first = () => notesOf(sams.doc).get(0) as Y.XmlElement
/** Written in a document where a root is of another kind. */
const elsewhere = (change: (doc: Y.Doc) => unknown): Uint8Array => {
  const doc = new Y.Doc()
  change(doc)
  return Y.encodeStateAsUpdate(doc)
}

const hostile: readonly (readonly [string, string, () => unknown])[] = [
  ['type into a checked voice of somebody else', 'not-allowed', () => textOf(body(voice)).insert(5, 'very ')],
  ['take words out of it', 'not-allowed', () => textOf(body(voice)).delete(5, 4)],
  ['make its words bold', 'not-allowed', () => textOf(body(voice)).format(0, 4, { bold: {} })],
  ['add a line to it', 'not-allowed', () => body(voice).insert(1, [line()])],
  ['take its only line away', 'not-allowed', () => body(voice).delete(0, 1)],
  ['change who speaks', 'not-allowed', () => fields(voice).set('speaker', sam)],
  ['change whose words they are said to be', 'not-allowed', () => fields(voice).set('speakerWords', 'nobody')],
  ['change who wrote it', 'not-allowed', () => fields(voice).set('author', maria)],
  ['change its kind', 'not-allowed', () => fields(voice).set('kind', 'decision')],
  ['put another body in', 'not-allowed', () => fields(voice).set('body', new Y.XmlFragment())],
  ['delete an entry', 'not-allowed', () => entriesOf(sams.doc).delete(voice)],
  ['delete an entry of their own', 'not-allowed', () => entriesOf(sams.doc).delete(step)],
  ['delete a field', 'not-allowed', () => fields(voice).delete('author')],
  ['put an entry in the place of another', 'not-allowed', () => entriesOf(sams.doc).set(voice, new Y.Map())],
  ['put plain text among the entries', 'not-allowed', () => entriesOf(sams.doc).set(newEntry(), 'x' as never)],
  ['set a field nobody knows', 'not-allowed', () => fields(step).set('note', 'for staff')],
  ['set a field that every object has', 'not-allowed', () => fields(step).set('__proto__', 'x')],
  [
    'make an entry in the name of somebody else',
    'not-allowed',
    () => sams.notebook.add(newEntryOf({ kind: 'voice', speaker: maria, author: maria, text: 'yes' })),
  ],
  [
    'give words to somebody who is not in the room',
    'not-allowed',
    () => sams.notebook.add(newEntryOf({ kind: 'voice', speaker: newEntry() as never, author: sam })),
  ],
  [
    'give a decision a speaker',
    'not-allowed',
    () => sams.notebook.add(newEntryOf({ kind: 'decision', speaker: maria, author: sam })),
  ],
  [
    'make an entry of a kind nobody knows',
    'not-in-the-schema',
    () => sams.notebook.add(newEntryOf({ kind: 'verdict' as never, author: sam })),
  ],
  [
    'make an entry that lacks fields',
    'not-in-the-schema',
    () => entriesOf(sams.doc).set(newEntry(), new Y.Map([['kind', 'step']])),
  ],
  ['name an entry anyhow', 'not-in-the-schema', () => entriesOf(sams.doc).set('__proto__', new Y.Map())],
  ['break the order of entries', 'not-in-the-schema', () => fields(step).set('order', '###')],
  ['withdraw with neither yes nor no', 'not-in-the-schema', () => fields(step).set('withdrawn', { deep: [] })],
  ['bring a document inside the document', 'not-in-the-schema', () => fields(step).set('order', new Y.Doc())],
  ['bring bytes', 'not-in-the-schema', () => void fields(step).set('order', new Uint8Array(9))],
  ['write into a root nobody knows', 'forged', () => sams.doc.getText('backstage').insert(0, 'staff only')],
  ['write into the version of the notebook', 'not-allowed', () => sams.doc.getMap('meta').set('schema', 99)],
  ['use the notes as a map', 'not-in-the-schema', () => elsewhere(doc => doc.getMap('notes').set('key', 'x'))],
  ['use the entries as a row', 'not-allowed', () => elsewhere(doc => doc.getArray('entries').push(['x']))],
  [
    'put in a node no editor knows',
    'not-in-the-schema',
    () => notesOf(sams.doc).insert(0, [new Y.XmlElement('iframe')]),
  ],
  ['put a text where lines stand', 'not-in-the-schema', () => notesOf(sams.doc).insert(0, [new Y.XmlText('x')])],
  ['put a line into a line', 'not-in-the-schema', () => first().insert(0, [line()])],
  ['put a hook in', 'not-in-the-schema', () => notesOf(sams.doc).insert(0, [new Y.XmlHook('x') as never])],
  ['put a list into a body', 'not-in-the-schema', () => body(step).insert(0, [new Y.XmlElement('bulletList')])],
  ['set an attribute', 'not-in-the-schema', () => first().setAttribute('onclick', 'x')],
  ['set an attribute of a text', 'not-in-the-schema', () => notesText(sams.doc).setAttribute('x', 'y')],
  [
    'use a mark nobody knows',
    'not-in-the-schema',
    () => notesText(sams.doc).format(0, 2, { link: { href: 'javascript:' } }),
  ],
  ['hide something in a mark', 'not-in-the-schema', () => notesText(sams.doc).format(0, 2, { bold: { secret: 'x' } })],
  ['embed something', 'not-in-the-schema', () => notesText(sams.doc).insertEmbed(0, { src: 'x' })],
]

test.each(hostile)('[S6] nobody may: %s', (_what, why, change) => {
  const update = sams.bring(change)
  const stood = Y.encodeStateAsUpdate(desk.doc)
  const verdict = desk.offer(sam, update)
  expect(verdict).toEqual({ is: 'refused', why })
  expect(Y.encodeStateAsUpdate(desk.doc)).toEqual(stood)
})

test('[S6] nobody may: nest lists without end', () => {
  const deep = (levels: number): Y.XmlElement => {
    const [list, item] = [new Y.XmlElement('bulletList'), new Y.XmlElement('listItem')]
    item.insert(0, levels === 0 ? [line()] : [line(), deep(levels - 1)])
    list.insert(0, [item])
    return list
  }
  expect(
    desk.look(
      sam,
      desk.replica().write(nb => nb.notes.insert(1, [deep(5)])),
    ).is,
  ).toBe('new')
  const update = desk.replica().write(nb => nb.notes.insert(1, [deep(60)]))
  expect(desk.offer(sam, update).is).toBe('refused')
})

test.each<[string, () => unknown]>([
  ['types', () => notesText(sams.doc).insert(0, 'x')],
  ['takes away', () => notesText(sams.doc).delete(0, 2)],
  ['adds a line', () => notesOf(sams.doc).insert(0, [line()])],
  ['adds an entry', () => sams.notebook.add(newEntryOf({ kind: 'step', author: sam, text: 'x' }))],
  ['moves an entry', () => sams.notebook.withdraw(step, true)],
])('[S6] somebody without a say changes nothing: %s', (_what, change) => {
  expect(desk.look(sam, sams.write(change), { mayWrite: false })).toEqual({ is: 'refused', why: 'not-allowed' })
})

test('[S6] somebody else moves no voice, and takes none back; its author may, even when it is checked', () => {
  const elenas = desk.replica()
  expect(
    desk.look(
      elena,
      elenas.write(nb => nb.withdraw(voice, true)),
    ).is,
  ).toBe('refused')
  expect(
    desk.look(
      elena,
      desk.replica().write(nb => nb.move(voice, null)),
    ).is,
  ).toBe('refused')
  expect(
    desk.look(
      elena,
      desk.replica().write(nb => nb.withdraw(step, true)),
    ).is,
  ).toBe('new')
  expect(
    desk.look(
      sam,
      sams.write(nb => nb.withdraw(voice, true)),
    ).is,
  ).toBe('new')
})
