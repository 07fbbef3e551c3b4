import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import { seconds } from '@polyphony/shared/domain/time'
import type { Clock } from '@polyphony/shared/domain/time'
import type { Entries } from './entries.ts'

/** What others have written lately, for people who listen to the screen: once in a while, never letter by letter. */
export interface Lately {
  readonly added: readonly { readonly author: PersonId; readonly kind: EntryKind }[]
  /** Some words changed, beside what was added. */
  readonly changed: boolean
}

const pause = seconds(6)

export function tellLately(given: {
  entries: Entries
  clock: Clock
  signal: AbortSignal
  tell: (lately: Lately) => void
}): void {
  const { entries, clock, signal, tell } = given
  let known = idsOf(entries)
  let touched = new Set<EntryId | 'notes'>()
  let stop: (() => void) | null = null
  const look = (): void => {
    stop = null
    const now = idsOf(entries)
    const added = [...now].filter(id => !known.has(id) && touched.has(id))
    const changed = [...touched].some(id => id === 'notes' || known.has(id))
    known = now
    touched = new Set()
    const heads = added.flatMap(id => {
      const head = entries.head(id)
      return head && !head.withdrawn ? [{ author: head.author, kind: head.kind }] : []
    })
    if (heads.length > 0 || changed) tell({ added: heads, changed })
  }
  const silence = entries.onOthers(id => {
    touched.add(id)
    stop ??= clock.after(pause, look)
  })
  // What is made here is known at once: when others write into it later, they have not added it.
  const stopLists = entries.lists.subscribe(() => {
    for (const id of idsOf(entries)) if (!touched.has(id)) known.add(id)
  })
  signal.addEventListener('abort', () => {
    silence()
    stopLists()
    stop?.()
  })
}

function idsOf(entries: Entries): Set<EntryId> {
  const lists = entries.lists.getState()
  return new Set(Object.values(lists).flatMap(list => list.map(head => head.id)))
}
