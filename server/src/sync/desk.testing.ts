import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import { applyPlainly } from '@polyphony/shared/notebook/apply'
import type { Hand } from '@polyphony/shared/notebook/authority'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { notesOf, seed } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { admit } from './admission.ts'
import type { Paths } from './paths.ts'
import { createPaths } from './paths.ts'
import { everyone, newEntry } from './people.testing.ts'
import type { Verdict } from './verdict.ts'

/** A document of the server and the admission before it, without a room around. */
export interface Desk {
  readonly doc: Y.Doc
  readonly clients: Map<number, PersonId>
  readonly checked: Set<EntryId>
  /** Only looks. */
  look(person: PersonId, update: Uint8Array, as?: Partial<Hand>): Verdict
  /** Looks, and applies what is admitted, as the room does. */
  offer(person: PersonId, update: Uint8Array, as?: Partial<Hand>): Verdict
  /** A replica of what is here, with the updates it makes. */
  replica(): Replica
}
export interface Replica {
  readonly doc: Y.Doc
  readonly notebook: Notebook
  /** What was written since the last call, as one wire update each. */
  written(): Uint8Array[]
  /** Writes and hands over what came of it, as one update. */
  write(change: (notebook: Notebook) => unknown): Uint8Array
  /** The same, for a change that may bring an update made elsewhere. */
  bring(change: () => unknown): Uint8Array
}

export function openDesk(): Desk {
  const doc = new Y.Doc()
  seed(doc)
  const paths: Paths = createPaths(doc)
  const clients = new Map<number, PersonId>()
  const checked = new Set<EntryId>()
  const look: Desk['look'] = (person, update, as) =>
    admit(
      { doc, paths, clients },
      { hand: { person, as: [person], room: everyone, mayWrite: true, ...as }, checked },
      update,
    )
  return {
    doc,
    clients,
    checked,
    look,
    offer: (person, update, as) => {
      const verdict = look(person, update, as)
      if (verdict.is !== 'new') return verdict
      applyPlainly(doc, [verdict.update])
      if (doc.store.pendingStructs || doc.store.pendingDs) throw new Error('admitted, and Yjs could not take it whole')
      for (const client of verdict.binds) clients.set(client, person)
      return verdict
    },
    replica: () => openReplica(Y.encodeStateAsUpdate(doc)),
  }
}

export function openReplica(state: Uint8Array): Replica {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, state, 'server')
  let updates: Uint8Array[] = []
  doc.on('update', (update, origin) => {
    if (origin !== 'server') updates.push(update)
  })
  const notebook = openNotebook(doc)
  const written = (): Uint8Array[] => {
    const those = updates
    updates = []
    return those
  }
  const bring = (change: () => unknown): Uint8Array => {
    written()
    const brought = doc.transact(change)
    const update = brought instanceof Uint8Array ? brought : written()[0]
    if (!update) throw new Error('nothing was written')
    return update
  }
  return { doc, notebook, written, write: change => bring(() => change(notebook)), bring }
}

export const wordsOf = (text: string) => [{ is: 'paragraph' as const, depth: 0, runs: [{ text }] }]

export function newEntryOf(given: {
  kind: EntryKind
  author: PersonId
  speaker?: PersonId | null
  text?: string
  id?: EntryId
}): Parameters<Notebook['add']>[0] {
  const { kind, author, speaker = null, text = '', id = newEntry() } = given
  return { id, kind, author, speaker, speakerWords: '', after: null, words: text === '' ? [] : wordsOf(text) }
}

/** The text node of a passage, made when it is not there. */
export function textOf(fragment: Y.XmlFragment | null): Y.XmlText {
  if (!fragment) throw new Error('no such passage')
  // As an editor does that finds nothing to stand in.
  if (fragment.length === 0) fragment.insert(0, [new Y.XmlElement('paragraph')])
  const paragraph = fragment.get(0) as Y.XmlElement
  const first = paragraph.get(0)
  if (first instanceof Y.XmlText) return first
  const text = new Y.XmlText()
  paragraph.insert(0, [text])
  return text
}

export const notesText = (doc: Y.Doc): Y.XmlText => textOf(notesOf(doc))

/** An update that only takes these away. */
export function deleting(items: readonly Y.Item[]): Uint8Array {
  const doc = new Y.Doc()
  const set = Y.createDeleteSet()
  for (const { id, length } of items) {
    set.clients.set(id.client, [...(set.clients.get(id.client) ?? []), { clock: id.clock, len: length } as never])
  }
  doc.destroy()
  const bytes = Y.encodeSnapshot(new Y.Snapshot(set, new Map()))
  // A snapshot is a delete set and a state vector; an update without structs is a nought and a delete set.
  return new Uint8Array([0, ...bytes.subarray(0, bytes.length - 1)])
}
