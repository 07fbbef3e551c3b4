import { createHash } from 'node:crypto'
import { notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { dice } from './chance.ts'

export function newParagraph(doc: Y.Doc): Y.XmlText {
  const text = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [text])
  notesOf(doc).push([paragraph])
  return text
}

/** Two documents with the same fingerprint say the same, and know of the same changes. */
export function fingerprint(doc: Y.Doc): string {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([, clock]) => clock > 0)
  clocks.sort(([a], [b]) => a - b)
  return createHash('sha1').update(notesOf(doc).toString()).update(JSON.stringify(clocks)).digest('hex')
}

export function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  return doc
}

export interface History {
  /** One per word, as they were written. */
  readonly updates: readonly Uint8Array[]
  readonly characters: number
  /** What stands in the notes at the end. */
  readonly text: string
}

/** An evening's notes: six people, turn by turn, in paragraphs, word by word, with slips that are taken back. */
export function writeHistory(given: { readonly characters: number; readonly seed: number }): History {
  const chance = dice(given.seed)
  const docs = Array.from({ length: 6 }, (_none, nth) => {
    const doc = new Y.Doc()
    doc.clientID = 1000 + nth * 7919
    return doc
  })
  const updates: Uint8Array[] = []
  for (const doc of docs) {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'heard') return
      updates.push(update)
      for (const other of docs) if (other !== doc) Y.applyUpdate(other, update, 'heard')
    })
  }
  let characters = 0
  let turn = 0
  while (characters < given.characters) {
    turn = (turn + 1 + Math.floor(chance() * (docs.length - 1))) % docs.length
    const text = newParagraph(docs[turn] as Y.Doc)
    let at = 0
    for (let words = 5 + Math.floor(chance() * 40); words > 0 && characters < given.characters; words--) {
      const word = `${letters(2 + Math.floor(chance() * 8), chance)} `
      text.insert(at, word)
      at += word.length
      characters += word.length
      if (chance() < 0.06 && at > 3) {
        text.delete(at - 3, 3)
        at -= 3
        characters -= 3
      }
      if (chance() < 0.03) at = Math.floor(at * chance())
    }
  }
  return { updates, characters, text: notesOf(docs[0] as Y.Doc).toString() }
}

export const letter = (chance: () => number): string => String.fromCharCode(97 + Math.floor(chance() * 26))
const letters = (count: number, chance: () => number): string => {
  let word = ''
  while (word.length < count) word += letter(chance)
  return word
}
