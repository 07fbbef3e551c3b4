import type { EntryId } from '@polyphony/shared/domain/ids'
import type { Making } from '@polyphony/shared/notebook/authority'
import { readMaking } from '@polyphony/shared/notebook/read'
import { entriesOf, isEntryId, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'

/** Where something stands in the notebook. The kinds of it never change: an item of Yjs keeps its parent for ever. */
export type Container =
  /** The map of all entries. */
  | { readonly region: 'entries' }
  /** The fields of one entry. */
  | { readonly region: 'entry'; readonly entry: Entry }
  /** Inside the notes or a body. node: 'fragment', 'text' or the name of an element. */
  | { readonly region: 'notes'; readonly node: string; readonly depth: number }
  | { readonly region: 'body'; readonly node: string; readonly depth: number; readonly entry: Entry }
  | { readonly region: 'nowhere' }

/** An entry that stands, or one that is being made by the update at hand; then made is known only at its end. */
export interface Entry {
  readonly id: EntryId
  made: Making | null
  readonly fresh: boolean
}

export type Type = Y.AbstractType<unknown>

const nowhere: Container = { region: 'nowhere' }

/** Paths of one document, remembered for as long as its types live. */
export interface Paths {
  of(type: Type): Container
}

export function createPaths(doc: Y.Doc): Paths {
  const notes: unknown = notesOf(doc)
  const entries = entriesOf(doc)
  const known = new WeakMap<object, Container>()

  const find = (type: Type): Container => {
    if (type === notes) return { region: 'notes', node: 'fragment', depth: 0 }
    if (type === (entries as unknown)) return { region: 'entries' }
    const item = type._item
    if (!item || !(item.parent instanceof Y.AbstractType)) return nowhere
    return childOf(of(item.parent as Type), { type, sub: item.parentSub })
  }
  const of = (type: Type): Container => {
    const before = known.get(type)
    if (before) return before
    const found = find(type)
    known.set(type, found)
    return found
  }
  return { of }
}

/** What a type is that stands in a container under a key (sub) or in its row (null). */
export function childOf(container: Container, child: { readonly type: Type; readonly sub: string | null }): Container {
  switch (container.region) {
    case 'entries': {
      if (child.sub === null || !isEntryId(child.sub) || !(child.type instanceof Y.Map)) return nowhere
      // One that is being made has no item yet: it is not in the document.
      const fresh = child.type._item === null
      const made = fresh ? null : readMaking(child.type as Y.Map<unknown>)
      return { region: 'entry', entry: { id: child.sub, made, fresh } }
    }
    case 'entry':
      return child.sub === 'body' && child.type.constructor === Y.XmlFragment
        ? { region: 'body', node: 'fragment', depth: 0, entry: container.entry }
        : nowhere
    case 'notes':
    case 'body': {
      const node = child.sub === null ? nodeOf(child.type) : null
      return node === null ? nowhere : { ...container, node, depth: container.depth + 1 }
    }
    case 'nowhere':
      return nowhere
  }
}

/** The name a type goes by in the grammar; null for one that has no place in any fragment. */
export function nodeOf(type: Type): string | null {
  if (type.constructor === Y.XmlText) return 'text'
  if (type.constructor === Y.XmlElement) return (type as unknown as Y.XmlElement).nodeName
  return null
}
