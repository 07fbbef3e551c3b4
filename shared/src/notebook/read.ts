import { digest } from 'lib0/hash/sha256'
import { encodeUtf8 } from 'lib0/string'
import * as Y from 'yjs'
import type { EntryId, PersonId } from '../domain/ids.ts'
import type { EntryKind } from '../domain/meeting.ts'
import type { Block, EntryReading, NotebookReading, Passage, Run } from '../domain/record.ts'
import { plain } from '../domain/record.ts'
import type { Making } from './authority.ts'
import { entriesOf, entryKinds, isEntryId, notesOf } from './schema.ts'
import type { EntryMap } from './schema.ts'

/** Reads a document as plain data. Total: strange content is left out, never thrown over. */
export function readNotebook(doc: Y.Doc): NotebookReading {
  const entries: EntryReading[] = []
  for (const [id, entry] of entriesOf(doc)) {
    const reading = isEntryId(id) && entry instanceof Y.Map ? readEntry(id, entry) : null
    if (reading) entries.push(reading)
  }
  entries.sort(byOrder)
  return { notes: readFragment(notesOf(doc)), entries }
}

/** The names of the entries of a kind as they stand, without their words; also those that were taken back. */
export function entriesInOrder(doc: Y.Doc, kind: EntryKind): EntryId[] {
  const found: { id: EntryId; order: string }[] = []
  for (const [id, entry] of entriesOf(doc)) {
    if (!isEntryId(id) || !(entry instanceof Y.Map) || entry.get('kind') !== kind) continue
    const order = entry.get('order')
    found.push({ id, order: typeof order === 'string' ? order : '' })
  }
  return found.sort(byOrder).map(({ id }) => id)
}

const byOrder = (a: { id: string; order: string }, b: { id: string; order: string }): number =>
  a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1

/** What an entry was made with; null when it is not one we know. */
export function readMaking(entry: EntryMap): Making | null {
  const kind = entry.get('kind')
  const author = entry.get('author')
  const speaker = entry.get('speaker')
  if (!isKind(kind) || typeof author !== 'string') return null
  return {
    kind,
    author: author as PersonId,
    speaker: typeof speaker === 'string' ? (speaker as PersonId) : null,
  }
}

/** null when it is not an entry we know: a newer client's, or nonsense. */
export function readEntry(id: EntryId, entry: EntryMap): EntryReading | null {
  const made = readMaking(entry)
  const body = entry.get('body')
  if (!made || !(body instanceof Y.XmlFragment)) return null
  const passage = readFragment(body)
  const words = entry.get('speakerWords')
  const order = entry.get('order')
  return {
    id,
    kind: made.kind,
    author: made.author,
    speaker: made.speaker,
    speakerWords: typeof words === 'string' ? words : '',
    order: typeof order === 'string' ? order : '',
    withdrawn: entry.get('withdrawn') === true,
    body: passage,
    hash: hashOf(passage),
  }
}

const isKind = (value: unknown): value is EntryKind => entryKinds.includes(value as EntryKind)

/** SHA-256 in hex of the exact words and their form. What a position, a check or an agreement is bound to. */
export function hashOf(passage: Passage): string {
  const bytes = digest(encodeUtf8(JSON.stringify(passage)))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

export const isEmpty = (passage: Passage): boolean => plain(passage).trim() === ''

export const readFragment = (fragment: Y.XmlFragment): Passage => readNodes(fragment.toArray())

export function readNodes(nodes: readonly unknown[]): Passage {
  const blocks: Block[] = []
  for (const node of nodes) readNode(node, { is: 'paragraph', depth: 0 }, blocks)
  return blocks
}

function readNode(node: unknown, place: Pick<Block, 'is' | 'depth'>, into: Block[]): void {
  if (node instanceof Y.XmlText) into.push({ ...place, runs: runsOf(node) })
  if (!(node instanceof Y.XmlElement)) return
  switch (node.nodeName) {
    case 'paragraph':
      into.push({ ...place, runs: node.toArray().flatMap(child => inline(child)) })
      return
    case 'bulletList':
    case 'orderedList': {
      const is = node.nodeName === 'bulletList' ? 'bullet' : 'numbered'
      const depth = place.is === 'paragraph' ? 0 : place.depth + 1
      for (const child of node.toArray()) readNode(child, { is, depth }, into)
      return
    }
    case 'listItem':
      for (const child of node.toArray()) readNode(child, place, into)
  }
}

function inline(node: unknown): Run[] {
  if (node instanceof Y.XmlText) return runsOf(node)
  return node instanceof Y.XmlElement && node.nodeName === 'hardBreak' ? [{ text: '\n' }] : []
}

function runsOf(text: Y.XmlText): Run[] {
  const runs: Run[] = []
  for (const part of text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof part.insert !== 'string' || part.insert === '') continue
    const bold = part.attributes?.bold != null && part.attributes.bold !== false
    const italic = part.attributes?.italic != null && part.attributes.italic !== false
    runs.push({ text: part.insert, ...(bold && { bold: true as const }), ...(italic && { italic: true as const }) })
  }
  return runs
}
