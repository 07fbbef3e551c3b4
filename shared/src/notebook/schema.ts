import { generateKeyBetween } from 'fractional-indexing'
import * as Y from 'yjs'
import type { EntryId, PersonId } from '../domain/ids.ts'
import type { EntryKind } from '../domain/meeting.ts'

/**
 * One Y.Doc per meeting:
 *
 *   notes     Y.XmlFragment   the running notes: paragraph, bold, italic, lists; nothing else
 *   entries   Y.Map<EntryId, Y.Map>   voices, reflections, decisions, questions, steps
 *   meta      Y.Map   { schema }, written once by the server
 *
 * Entries are never deleted, only withdrawn. Each body is an editor of its own: nodes of one big document lose words
 * when they are moved, vanish before an older client and undo other people's text.
 */
export const schemaVersion = 1

export const roots = { notes: 'notes', entries: 'entries', meta: 'meta' } as const

/** The fields of an entry. All but order, withdrawn and body are set once, when it is made. */
export interface EntryFields {
  kind: EntryKind
  /** Whose words a voice is; null for somebody who is not here, and for every other kind. */
  speaker: PersonId | null
  /** Who is meant when nobody here speaks ("Grandmother"), or which voice of a person ("part of me"). */
  speakerWords: string
  author: PersonId
  /** Fractional index: moving an entry never touches its words. */
  order: string
  withdrawn: boolean
  body: Y.XmlFragment
}

export const setOnce = ['kind', 'speaker', 'speakerWords', 'author', 'body'] as const
export const changeable = ['order', 'withdrawn'] as const
export const entryFields: readonly string[] = [...setOnce, ...changeable]

export const entryKinds: readonly EntryKind[] = ['voice', 'reflection', 'decision', 'question', 'step']

/** ProseMirror nodes and marks that may stand in a fragment. */
export const notesNodes: readonly string[] = ['paragraph', 'bulletList', 'orderedList', 'listItem', 'hardBreak']
export const bodyNodes: readonly string[] = ['paragraph', 'hardBreak']
export const allowedMarks: readonly string[] = ['bold', 'italic']

export type EntryMap = Y.Map<unknown>

export const notesOf = (doc: Y.Doc): Y.XmlFragment => doc.getXmlFragment(roots.notes)
export const entriesOf = (doc: Y.Doc): Y.Map<EntryMap> => doc.getMap<EntryMap>(roots.entries)
export const metaOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap(roots.meta)

/** The first update of every notebook, made by the server in the transaction that makes the meeting. */
export function seed(doc: Y.Doc): void {
  doc.transact(() => {
    if (metaOf(doc).get('schema') === undefined) metaOf(doc).set('schema', schemaVersion)
    // A paragraph, so that two people who begin to write at once do not each make one.
    const notes = notesOf(doc)
    if (notes.length === 0) notes.insert(0, [new Y.XmlElement('paragraph')])
  }, 'house')
}

export const isEntryId = (key: string): key is EntryId => /^[0-9a-f-]{36}$/.test(key)

/** A place among the entries that the next one can be put after: a broken one would stop everybody from adding. */
export function isOrder(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 200) return false
  try {
    generateKeyBetween(value, null)
    return value !== ''
  } catch {
    return false
  }
}

/** May this stand in that field of an entry? Body is a fragment, no plain value. */
export function isFieldValue(field: string, value: unknown): boolean {
  switch (field) {
    case 'kind':
      return entryKinds.includes(value as EntryKind)
    case 'author':
      return isId(value)
    case 'speaker':
      return value === null || isId(value)
    case 'speakerWords':
      return typeof value === 'string' && value.length <= 200
    case 'order':
      return isOrder(value)
    case 'withdrawn':
      return typeof value === 'boolean'
    default:
      return false
  }
}

const isId = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= 64
