import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryFacts, EntryKind, Words } from '@polyphony/shared/domain/meeting'
import type { EntryReading, Passage } from '@polyphony/shared/domain/record'
import { plain } from '@polyphony/shared/domain/record'
import type { Clock, Span } from '@polyphony/shared/domain/time'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { hashOf, isEmpty, readEntry, readFragment } from '@polyphony/shared/notebook/read'
import { entriesOf, entryKinds, isEntryId } from '@polyphony/shared/notebook/schema'
import type { EntryMap } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'

/** Everything of an entry but its words. */
export interface EntryHead {
  readonly id: EntryId
  readonly kind: EntryKind
  readonly speaker: PersonId | null
  readonly speakerWords: string
  readonly author: PersonId
  readonly withdrawn: boolean
}

export interface EntryWords {
  readonly passage: Passage
  readonly text: string
  readonly hash: string
  readonly empty: boolean
}

export type EntryLists = Readonly<Record<EntryKind, readonly EntryHead[]>>

/**
 * The entries of a notebook as screens want them: lists that change only when something is added, moved or withdrawn,
 * and the words of each by themselves. A keystroke is heard by nobody but who shows that one entry's words.
 */
export interface Entries extends Words {
  readonly lists: StoreApi<EntryLists>
  head(id: EntryId): EntryHead | null
  /** The exact words now. The same object until they change. */
  words(id: EntryId): EntryWords | null
  /** Calls a moment after the words have changed. Returns how to stop. */
  onWords(id: EntryId, then: () => void): () => void
  /** Whether the newest change of the words came from somebody else. */
  onOthers(then: (id: EntryId | 'notes') => void): () => void
}

/** Lapsed marks and readings follow the writer at this pace; the letters themselves do not wait. */
const settle: Span = 120

export function openEntries(given: { book: Notebook; clock: Clock; signal: AbortSignal }): Entries {
  const { book, clock, signal } = given
  const map = entriesOf(book.doc)
  const cache = new Map<EntryId, EntryReading | null>()
  const words = new Map<EntryId, EntryWords>()
  const listeners = new Map<EntryId, Set<() => void>>()
  const others = new Set<(id: EntryId | 'notes') => void>()
  const settling = new Map<EntryId, () => void>()
  let notesHash: string | null = null

  const read = (id: EntryId): EntryReading | null => {
    let reading = cache.get(id)
    if (reading === undefined) {
      const entry = map.get(id)
      reading = entry instanceof Y.Map ? readEntry(id, entry) : null
      cache.set(id, reading)
    }
    return reading
  }
  const lists = createStore<EntryLists>(() => listAll(map, read))

  const changed = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction): void => {
    let heads = false
    const bodies = new Set<EntryId>()
    for (const event of events) {
      if (event.target === map) {
        heads = true
        for (const key of event.keys.keys()) if (isEntryId(key)) bodies.add(key)
        continue
      }
      const id = event.path[0]
      if (typeof id !== 'string' || !isEntryId(id)) continue
      if (event.path.length === 1) heads = true
      bodies.add(id)
    }
    for (const id of bodies) {
      cache.delete(id)
      words.delete(id)
      soon(id)
      if (!transaction.local) for (const then of others) then(id)
    }
    if (heads) lists.setState(sameWhereSame(lists.getState(), listAll(map, read)), true)
  }
  /** One telling per moment, however fast somebody types. */
  const soon = (id: EntryId): void => {
    if (settling.has(id) || !listeners.get(id)?.size) return
    settling.set(
      id,
      clock.after(settle, () => {
        settling.delete(id)
        for (const then of listeners.get(id) ?? []) then()
      }),
    )
  }
  const notesChanged = (_: unknown, transaction: Y.Transaction): void => {
    notesHash = null
    if (!transaction.local) for (const then of others) then('notes')
  }
  map.observeDeep(changed)
  book.notes.observeDeep(notesChanged)
  signal.addEventListener('abort', () => {
    map.unobserveDeep(changed)
    book.notes.unobserveDeep(notesChanged)
    for (const stop of settling.values()) stop()
  })

  return {
    lists,
    head: id => {
      const reading = read(id)
      return reading && headOf(reading)
    },
    words: id => {
      let known = words.get(id)
      if (!known) {
        const reading = read(id)
        if (!reading) return null
        const { body, hash } = reading
        known = { passage: body, text: plain(body), hash, empty: isEmpty(body) }
        words.set(id, known)
      }
      return known
    },
    onWords: (id, then) => {
      const all = listeners.get(id) ?? new Set()
      listeners.set(id, all.add(then))
      return () => {
        all.delete(then)
        if (all.size === 0) listeners.delete(id)
      }
    },
    onOthers: then => {
      others.add(then)
      return () => others.delete(then)
    },
    inOrder: kind => lists.getState()[kind].map(head => head.id),
    notes: {
      empty: () => isEmpty(readFragment(book.notes)),
      hash: () => (notesHash ??= hashOf(readFragment(book.notes))),
    },
    entry: (id): EntryFacts | null => {
      const reading = read(id)
      if (!reading) return null
      const { kind, speaker, author, hash, body, withdrawn } = reading
      return { kind, speaker, author, hash, withdrawn, empty: isEmpty(body) }
    },
  }
}

const headOf = ({ id, kind, speaker, speakerWords, author, withdrawn }: EntryReading): EntryHead => ({
  id,
  kind,
  speaker,
  speakerWords,
  author,
  withdrawn,
})

function listAll(map: Y.Map<EntryMap>, read: (id: EntryId) => EntryReading | null): EntryLists {
  const all: EntryReading[] = []
  for (const id of map.keys()) {
    const reading = isEntryId(id) ? read(id) : null
    if (reading) all.push(reading)
  }
  all.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1))
  const of = (kind: EntryKind): readonly EntryHead[] => all.filter(entry => entry.kind === kind).map(headOf)
  return Object.fromEntries(entryKinds.map(kind => [kind, of(kind)])) as unknown as EntryLists
}

/** Keeps the heads and lists that did not change, so that what is shown of them stays as it is. */
function sameWhereSame(before: EntryLists, after: EntryLists): EntryLists {
  const kept = entryKinds.map(kind => {
    const old = new Map(before[kind].map(head => [head.id, head]))
    const list = after[kind].map(head => {
      const was = old.get(head.id)
      return was && was.withdrawn === head.withdrawn ? was : head
    })
    const same = list.length === before[kind].length && list.every((head, at) => head === before[kind][at])
    return [kind, same ? before[kind] : list]
  })
  return Object.fromEntries(kept) as EntryLists
}
