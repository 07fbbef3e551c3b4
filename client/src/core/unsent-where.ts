import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'

/** In which passages somebody has written: 'notes', or the name of an entry. */
export interface Touched {
  readonly passages: ReadonlySet<string>
  forget(): void
}

/** Follows what is written on this device into the passages it stands in. */
export function touchedBy(doc: Y.Doc, isHere: (origin: unknown) => boolean): Touched {
  const passages = new Set<string>()
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    if (!isHere(transaction.origin)) return
    for (const [type, keys] of transaction.changed) {
      // An entry that is new: only the list of entries has changed.
      if ((type as unknown) === entriesOf(doc)) for (const id of keys) if (id !== null) passages.add(id)
      const passage = passageOf(doc, type)
      if (passage !== null) passages.add(passage)
    }
  })
  return { passages, forget: () => passages.clear() }
}

function passageOf(doc: Y.Doc, changed: Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>): string | null {
  const entries: unknown = entriesOf(doc)
  let type: Y.AbstractType<unknown> | null = changed as Y.AbstractType<unknown>
  while (type) {
    if (type === (notesOf(doc) as unknown)) return 'notes'
    const item: Y.Item | null = type._item
    if ((item?.parent as unknown) === entries) return item?.parentSub ?? null
    type = item?.parent instanceof Y.AbstractType ? (item.parent as Y.AbstractType<unknown>) : null
  }
  return null
}
