import { generateKeyBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import type { EntryId, PersonId } from '../domain/ids.ts'
import type { EntryKind } from '../domain/meeting.ts'
import type { Passage } from '../domain/record.ts'
import { entriesOf, isOrder, notesOf } from './schema.ts'

/** Origin of what the person at this screen does; undo follows it. Making an entry is not undone: see below. */
export const byHand = 'by-hand'
export const making = 'making'

export interface NewEntry {
  readonly id: EntryId
  readonly kind: EntryKind
  readonly speaker: PersonId | null
  readonly speakerWords: string
  readonly author: PersonId
  /** After this one; at the end when null. */
  readonly after: EntryId | null
  readonly words: Passage
}

/** A typed hand on the shared document. Nobody else reaches into its roots. */
export interface Notebook {
  readonly doc: Y.Doc
  readonly notes: Y.XmlFragment
  body(id: EntryId): Y.XmlFragment | null
  /**
   * Adds an entry. Its origin is not the one undo follows: undoing would take away what somebody else wrote into it
   * meanwhile. An entry that was a mistake is withdrawn.
   */
  add(entry: NewEntry): void
  move(id: EntryId, after: EntryId | null): void
  withdraw(id: EntryId, withdrawn: boolean): void
}

export function openNotebook(doc: Y.Doc): Notebook {
  const entries = entriesOf(doc)
  const orderAfter = (after: EntryId | null, moving: EntryId | null): string => {
    const others = [...entries.entries()]
      .filter(([id]) => id !== moving)
      .map(([id, entry]) => ({ id, order: String(entry.get('order') ?? '') }))
      .filter(({ order }) => isOrder(order))
      .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1))
    const at = after === null ? others.length - 1 : others.findIndex(other => other.id === after)
    const below = others[at]?.order ?? null
    // Two people adding at once may share a place; the id decides then, and the next one goes after both.
    const above = others.slice(at + 1).find(other => below === null || other.order > below)?.order ?? null
    return generateKeyBetween(below, above)
  }
  const change = (id: EntryId, field: 'order' | 'withdrawn', value: string | boolean): void => {
    const entry = entries.get(id)
    if (entry) doc.transact(() => entry.set(field, value), byHand)
  }
  return {
    doc,
    notes: notesOf(doc),
    body: id => {
      const body = entries.get(id)?.get('body')
      return body instanceof Y.XmlFragment ? body : null
    },
    add: given => {
      doc.transact(() => {
        const entry = new Y.Map<unknown>()
        const body = new Y.XmlFragment()
        entry.set('kind', given.kind)
        entry.set('speaker', given.speaker)
        entry.set('speakerWords', given.speakerWords)
        entry.set('author', given.author)
        entry.set('order', orderAfter(given.after, null))
        entry.set('withdrawn', false)
        entry.set('body', body)
        body.insert(0, given.words.length > 0 ? given.words.map(paragraphOf) : [new Y.XmlElement('paragraph')])
        entries.set(given.id, entry)
      }, making)
    },
    move: (id, after) => change(id, 'order', orderAfter(after, id)),
    withdraw: (id, withdrawn) => change(id, 'withdrawn', withdrawn),
  }
}

function paragraphOf(block: Passage[number]): Y.XmlElement {
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  let at = 0
  for (const run of block.runs) {
    text.insert(at, run.text, { ...(run.bold && { bold: {} }), ...(run.italic && { italic: {} }) })
    at += run.text.length
  }
  if (at > 0) paragraph.insert(0, [text])
  return paragraph
}
