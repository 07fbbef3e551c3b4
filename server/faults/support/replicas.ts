import { entriesOf, metaOf, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import type { LogRow } from '../../src/store/log.ts'
import { applyPlainly } from '@polyphony/shared/notebook/apply'
import type { OnDisk } from './log.ts'

export function rebuilt(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  // Plainly: a copy that tidies while it reads would differ from the one that was written.
  applyPlainly(doc, updates)
  return doc
}

export const fromLog = (rows: readonly LogRow[]): Y.Doc => rebuilt(rows.map(({ bytes }) => bytes))

export function fromSnapshot({ rows, snapshot }: OnDisk): Y.Doc {
  const tail = rows.filter(({ seq }) => seq > (snapshot?.seq ?? 0)).map(({ bytes }) => bytes)
  return rebuilt(snapshot ? [snapshot.bytes, ...tail] : tail)
}

/** Everything that may not differ between two copies: words, state vector, what is deleted. null: they are equal. */
export function difference(one: Y.Doc, other: Y.Doc): string | null {
  if (one.store.pendingStructs || other.store.pendingStructs) return 'something hangs in the air'
  const [a, b] = [wordsOf(one), wordsOf(other)]
  if (a !== b) return `words differ: ${at(a, b)}`
  if (!Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))) return 'state vectors or delete sets differ'
  return null
}

const wordsOf = (doc: Y.Doc): string =>
  JSON.stringify([notesOf(doc).toString(), sorted(entriesOf(doc).toJSON()), metaOf(doc).toJSON()])

const sorted = (map: Record<string, unknown>): unknown => Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))

function at(a: string, b: string): string {
  let i = 0
  while (a[i] === b[i]) i++
  return `from ${i}: …${a.slice(Math.max(0, i - 20), i + 40)}… and …${b.slice(Math.max(0, i - 20), i + 40)}…`
}

/** Does the document hold every letter of this update, and has it taken away whatever it takes away? */
export function holds(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update)
  for (const { id, length } of structs) if (Y.getState(doc.store, id.client) < id.clock + length) return false
  const gone = Y.createDeleteSetFromStructStore(doc.store)
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) {
      for (let i = 0; i < len; i++) {
        if (Y.getState(doc.store, client) <= clock + i) return false
        if (Y.isDeleted(gone, Y.createID(client, clock + i))) continue
        // Formatting in another's words that shows is left standing (S6): no letter is lost by it.
        const item = Y.getItem(doc.store, Y.createID(client, clock + i))
        if (!(item instanceof Y.Item && item.content instanceof Y.ContentFormat)) return false
      }
    }
  }
  return true
}

/** Is there anything in one that is not in the other? */
export function exceeds(one: Y.Doc, other: Y.Doc): boolean {
  for (const [client, clock] of Y.decodeStateVector(Y.encodeStateVector(one))) {
    if (clock > Y.getState(other.store, client)) return true
  }
  const theirs = Y.createDeleteSetFromStructStore(other.store)
  for (const [client, ranges] of Y.createDeleteSetFromStructStore(one.store).clients) {
    for (const { clock, len } of ranges) {
      for (let i = 0; i < len; i++) if (!Y.isDeleted(theirs, Y.createID(client, clock + i))) return true
    }
  }
  return false
}
