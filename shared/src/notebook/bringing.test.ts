import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Block, Passage } from '../domain/record.ts'
import { putWords } from './bringing.ts'
import { readFragment } from './read.ts'
import { notesOf, seed } from './schema.ts'

const run = fc.record({
  text: fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'b', ' ', '😀', 'é') }),
  form: fc.constantFrom(
    {},
    { bold: true as const },
    { italic: true as const },
    { bold: true as const, italic: true as const },
  ),
})
const line = fc.array(
  run.map(({ text, form }) => ({ text, ...form })),
  { maxLength: 3 },
)
const paragraph = line.map((runs): Block[] => [{ is: 'paragraph', depth: 0, runs }])
const list = fc
  .record({
    is: fc.constantFrom('bullet' as const, 'numbered' as const),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    deeper: fc.boolean(),
  })
  .map(({ is, lines, deeper }): Block[] => lines.map((runs, i) => ({ is, depth: deeper && i > 0 ? 1 : 0, runs })))
const passage = fc.array(fc.oneof(paragraph, list), { minLength: 1, maxLength: 5 }).map(parts => parts.flat())

/** What a reader sees: neighbours of one form are one, and an empty passage is one empty line. */
const seen = (words: Passage) =>
  words.map(({ is, depth, runs }) => [
    is,
    depth,
    runs
      .flatMap(({ text, bold, italic }) => [...text].map(char => `${char}${bold ? 'b' : ''}${italic ? 'i' : ''}`))
      .join(''),
  ])

function open(): Y.XmlFragment {
  const doc = new Y.Doc()
  seed(doc)
  return notesOf(doc)
}
const put = (fragment: Y.XmlFragment, words: Passage) => fragment.doc?.transact(() => putWords(fragment, words))

describe('bringing words back', () => {
  test('whatever stood there, it reads as the words that were asked for', () => {
    void fc.assert(
      fc.property(fc.array(passage, { minLength: 1, maxLength: 4 }), passages => {
        const fragment = open()
        for (const words of passages) {
          put(fragment, words)
          expect(seen(readFragment(fragment))).toEqual(seen(words))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('what is the same is not touched: one word that is gone is one word that comes', () => {
    const fragment = open()
    const before: Passage = ['one', 'two and three', 'four'].map(text => ({
      is: 'paragraph',
      depth: 0,
      runs: [{ text }],
    }))
    put(fragment, before)
    const lines = fragment.toArray()
    ;((fragment.get(1) as Y.XmlElement).get(0) as Y.XmlText).delete(4, 4)
    let written = 0
    fragment.doc?.on('update', (update: Uint8Array) => {
      for (const struct of Y.decodeUpdate(update).structs) written += struct.length
    })
    put(fragment, before)
    expect(readFragment(fragment)).toEqual(before)
    expect(fragment.toArray()).toEqual(lines)
    expect(written).toBe('and '.length)
  })

  test('a line that was put in its place lends it no letter: whose words they are stays true', () => {
    const was = 'I sleep badly. It is loud at night, and nobody asks.'
    for (const instead of ['Sorry, this was not meant.', 'I did not mean it; nobody asks.', 'It is loud.', '.']) {
      const fragment = open()
      put(fragment, [{ is: 'paragraph', depth: 0, runs: [{ text: instead }] }])
      let written = 0
      fragment.doc?.on('update', (update: Uint8Array) => {
        for (const struct of Y.decodeUpdate(update).structs) written += struct.length
      })
      put(fragment, [{ is: 'paragraph', depth: 0, runs: [{ text: was }] }])
      expect(written, instead).toBe(was.length)
    }
  })

  test('nothing to bring back is one empty line, as an editor needs it', () => {
    const fragment = open()
    put(fragment, [{ is: 'paragraph', depth: 0, runs: [{ text: 'words' }] }])
    put(fragment, [])
    expect(readFragment(fragment)).toEqual([{ is: 'paragraph', depth: 0, runs: [] }])
  })

  test('a line in two parts comes back in two parts', () => {
    const fragment = open()
    const words: Passage = [{ is: 'paragraph', depth: 0, runs: [{ text: 'one\ntwo' }] }]
    put(fragment, words)
    expect(seen(readFragment(fragment))).toEqual(seen(words))
  })
})
