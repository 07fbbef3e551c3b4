import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { EntryId, PersonId } from '../domain/ids.ts'
import { plain } from '../domain/record.ts'
import { openNotebook } from './notebook.ts'
import { hashOf, isEmpty, readFragment, readNotebook } from './read.ts'
import { entriesOf, isEntryId, isFieldValue, isOrder, metaOf, notesOf, seed } from './schema.ts'

const maria = 'maria' as PersonId
const id = (n: number): EntryId => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}` as EntryId
const order = (doc: Y.Doc) => readNotebook(doc).entries.map(entry => entry.id)

function notebook(...ids: number[]) {
  const doc = new Y.Doc()
  const opened = openNotebook(doc)
  for (const n of ids) add(opened, n)
  return opened
}
function add(opened: ReturnType<typeof openNotebook>, n: number, after: EntryId | null = null, text = ''): void {
  const words = text === '' ? [] : [{ is: 'paragraph' as const, depth: 0, runs: [{ text }] }]
  opened.add({ id: id(n), kind: 'step', speaker: null, speakerWords: '', author: maria, after, words })
}

describe('the order of entries', () => {
  test('new ones come last, or after the one that is named', () => {
    const opened = notebook(1, 2, 3)
    add(opened, 4, id(1))
    expect(order(opened.doc)).toEqual([1, 4, 2, 3].map(id))
  })

  test('moving puts an entry where it was asked to be, whatever was moved before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 30 }), moves => {
        const { doc, move } = notebook(0, 1, 2, 3, 4, 5)
        let expected = order(doc)
        for (const [what, where] of moves) {
          if (what === where) continue
          move(id(what), id(where))
          expected = expected.filter(other => other !== id(what))
          expected.splice(expected.indexOf(id(where)) + 1, 0, id(what))
        }
        expect(order(doc)).toEqual(expected)
      }),
      { numRuns: 60, seed: 5 },
    )
  })

  test('two who add at once share a place; the next one still goes after both', () => {
    const [a, b] = [notebook(), notebook()]
    add(a, 1)
    add(b, 2)
    Y.applyUpdate(a.doc, Y.encodeStateAsUpdate(b.doc))
    add(a, 3)
    expect(order(a.doc)).toEqual([1, 2, 3].map(id))
  })

  test('an order that somebody broke stops nobody from adding', () => {
    const opened = notebook(1)
    entriesOf(opened.doc).get(id(1))?.set('order', '###')
    add(opened, 2)
    expect(order(opened.doc)).toContain(id(2))
    expect(['a0', 'a1V', 'Zz'].map(isOrder)).toEqual([true, true, true])
    expect(['', '###', 'a', 'a00', 7, null, 'a'.repeat(999)].map(isOrder)).toEqual(Array(7).fill(false))
  })
})

describe('reading', () => {
  test('an entry is withdrawn and brought back with its words', () => {
    const opened = notebook()
    add(opened, 1, null, 'I ring on Monday')
    opened.withdraw(id(1), true)
    expect(readNotebook(opened.doc).entries[0]?.withdrawn).toBe(true)
    opened.withdraw(id(1), false)
    expect(plain(readNotebook(opened.doc).entries[0]?.body ?? [])).toBe('I ring on Monday')
  })

  test('lists, marks and breaks are read as plain data; what nobody knows is left out', () => {
    const fragment = new Y.Doc().getXmlFragment('notes')
    const text = (words: string, marks?: object) => {
      const node = new Y.XmlText()
      node.insert(0, words, marks)
      return node
    }
    const element = (name: string, ...children: (Y.XmlElement | Y.XmlText)[]) => {
      const node = new Y.XmlElement(name)
      node.insert(0, children)
      return node
    }
    fragment.insert(0, [
      element('paragraph', text('one', { bold: {} }), element('hardBreak'), text('two', { italic: {} })),
      element('iframe', text('no')),
      element(
        'orderedList',
        element(
          'listItem',
          element('paragraph', text('a')),
          element('bulletList', element('listItem', element('paragraph', text('b')))),
        ),
      ),
    ])
    expect(readFragment(fragment)).toEqual([
      { is: 'paragraph', depth: 0, runs: [{ text: 'one', bold: true }, { text: '\n' }, { text: 'two', italic: true }] },
      { is: 'numbered', depth: 0, runs: [{ text: 'a' }] },
      { is: 'bullet', depth: 1, runs: [{ text: 'b' }] },
    ])
  })

  test('the hash follows the exact words and their form, and nothing else', () => {
    const of = (text: string, bold = false) =>
      hashOf([{ is: 'paragraph', depth: 0, runs: [bold ? { text, bold } : { text }] }])
    expect(of('yes')).toBe(of('yes'))
    expect(new Set([of('yes'), of('yes '), of('Yes'), of('yes', true)]).size).toBe(4)
    expect(of('yes')).toMatch(/^[0-9a-f]{64}$/)
    expect([isEmpty([]), isEmpty([{ is: 'paragraph', depth: 0, runs: [{ text: '  ' }] }])]).toEqual([true, true])
  })

  test('strange content is left out, never thrown over', () => {
    const { doc } = notebook(1)
    entriesOf(doc).set('not an id', new Y.Map())
    entriesOf(doc).set(id(2), new Y.Map([['kind', 'verdict']]))
    entriesOf(doc).set(id(3), 'text' as never)
    expect(order(doc)).toEqual([id(1)])
    expect([isEntryId(id(1)), isEntryId('__proto__')]).toEqual([true, false])
  })
})

test('seeding twice leaves one paragraph and one version', () => {
  const doc = new Y.Doc()
  seed(doc)
  const first = Y.encodeStateAsUpdate(doc)
  seed(doc)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(first)
  expect([notesOf(doc).toString(), metaOf(doc).get('schema')]).toEqual(['<paragraph></paragraph>', 1])
})

test.each<[string, unknown, boolean]>([
  ['kind', 'voice', true],
  ['kind', 'verdict', false],
  ['author', maria, true],
  ['author', null, false],
  ['speaker', null, true],
  ['speaker', 7, false],
  ['speakerWords', 'part of me', true],
  ['speakerWords', 'x'.repeat(201), false],
  ['withdrawn', true, true],
  ['withdrawn', 'true', false],
  ['body', 'text', false],
  ['anything', 'text', false],
])('the field %s may hold %j: %s', (field, value, may) => {
  expect(isFieldValue(field, value)).toBe(may)
})
