import { entriesOf, isEntryId, notesOf } from '@polyphony/shared/notebook/schema'
import type { Where } from '@polyphony/shared/wire/history'
import * as Y from 'yjs'

/** Walking the words of a document, those that are gone too. */
type AnyType = Y.AbstractType<unknown>

const isFragment = (type: AnyType): boolean => type instanceof Y.XmlFragment && !(type instanceof Y.XmlElement)

/** The notes or the body that an item stands in; null when it stands in neither. */
export function fragmentOf(item: Y.Item): AnyType | null {
  for (let type = item.parent as AnyType | null; type; type = (type._item?.parent as AnyType | undefined) ?? null) {
    if (isFragment(type)) return type
  }
  return null
}

/** Which words these are. */
export function whereOf(doc: Y.Doc, fragment: AnyType): Where | null {
  if (fragment === (notesOf(doc) as AnyType)) return 'notes'
  const entry = (fragment._item?.parent as AnyType | undefined)?._item
  if (!entry || entry.parent !== (entriesOf(doc) as unknown as AnyType)) return null
  return entry.parentSub !== null && isEntryId(entry.parentSub) ? entry.parentSub : null
}

/** The item after this one, as one reads; null at the end of the fragment. */
export function after(fragment: AnyType, item: Y.Item): Y.Item | null {
  const inside = item.content instanceof Y.ContentType ? (item.content.type as AnyType)._start : null
  if (inside) return inside
  for (let at: Y.Item | null = item; at; at = (at.parent as AnyType)._item) {
    if (at.right) return at.right
    if (at.parent === fragment) return null
  }
  return null
}

export function before(fragment: AnyType, item: Y.Item): Y.Item | null {
  if (!item.left) return item.parent === fragment ? null : (item.parent as AnyType)._item
  let at = item.left
  for (;;) {
    let last = at.content instanceof Y.ContentType ? (at.content.type as AnyType)._start : null
    if (!last) return at
    while (last.right) last = last.right
    at = last
  }
}

/** Items that this transaction has added. */
export function addedBy(transaction: Y.Transaction): Y.Item[] {
  const { store } = transaction.doc
  const added: Y.Item[] = []
  for (const [client, end] of transaction.afterState) {
    const from = transaction.beforeState.get(client) ?? 0
    const structs = store.clients.get(client)
    if (end <= from || !structs) continue
    for (let i = Y.findIndexSS(structs, from); i < structs.length; i++) {
      const struct = structs[i]
      if (struct instanceof Y.Item && struct.id.clock >= from) added.push(struct)
    }
  }
  return added
}
