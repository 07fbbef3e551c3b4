import * as Y from 'yjs'
import type { Block, Struct } from './update.ts'
import type { Container, Paths, Type } from './paths.ts'
import { childOf } from './paths.ts'

/** Where a new struct will stand. gone: beside or in something that has been cleared away; Yjs keeps nothing of it. */
export type Spot = { readonly container: Container; readonly parent: Type; readonly sub: string | null } | 'gone'

/** unknown-origin: it hangs on something we do not have. forged: no honest client can have written it. */
export type Unresolved = 'unknown-origin' | 'forged'

interface Work extends Block {
  next: number
  busy: boolean
  readonly spots: Spot[]
}

/**
 * Finds the place of every new struct, the way Yjs will find it when it is applied: through its parent, its origin or its
 * right origin, be they in the document or in the same update. visit is called once per new struct, in an order in which
 * what it hangs on came before.
 */
export function resolve(given: {
  readonly doc: Y.Doc
  readonly paths: Paths
  readonly blocks: readonly Block[]
  readonly visit: (struct: Struct, spot: Spot) => void
}): Unresolved | null {
  const { doc, paths } = given
  const works: Work[] = given.blocks.map(block => ({ ...block, next: block.from, busy: false, spots: [] }))
  /** Types that come with this update and where they stand. */
  const fresh = new Map<Type, Container>()
  let trouble: Unresolved | null = null
  const fail = (why: Unresolved): null => {
    trouble = why
    return null
  }
  const containerOf = (type: Type): Container => fresh.get(type) ?? paths.of(type)

  /** Resolves one block up to, but not with, an index. Blocks may hang on each other, but not in a circle. */
  const advance = (work: Work, until: number): boolean => {
    if (work.busy) return false
    work.busy = true
    while (work.next < until) {
      const struct = work.structs[work.next] as Struct
      const spot = struct instanceof Y.Item ? spotOf(struct, work) : 'gone'
      if (spot === null) return false
      if (spot !== 'gone' && struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
        const type = struct.content.type as Type
        fresh.set(type, childOf(spot.container, { type, sub: spot.sub }))
      }
      work.spots[work.next] = spot
      given.visit(struct, spot)
      work.next++
    }
    work.busy = false
    return true
  }

  /** The spot of the struct that holds an id. */
  const at = (id: Y.ID, asker: Work, asking: Y.Item): Spot | null => {
    if (id.clock < Y.getState(doc.store, id.client)) {
      const there = Y.getItem(doc.store, id) as Y.Item | Y.GC
      if (!(there instanceof Y.Item)) return 'gone'
      if (!(there.parent instanceof Y.AbstractType)) return 'gone'
      return { container: paths.of(there.parent as Type), parent: there.parent as Type, sub: there.parentSub }
    }
    const found = freshAt(id, asker, asking)
    return found ? (found.work.spots[found.index] ?? null) : null
  }
  const freshAt = (id: Y.ID, asker: Work, asking: Y.Item): { work: Work; index: number } | null => {
    if (id.client === asker.client && id.clock >= asking.id.clock) return fail('forged')
    const work = id.client === asker.client ? asker : works.find(other => other.client === id.client)
    const last = work?.structs[work.structs.length - 1]
    if (!work || !last || id.clock >= last.id.clock + last.length) return fail('unknown-origin')
    const index = Y.findIndexSS(work.structs as (Y.Item | Y.GC)[], id.clock)
    if (work !== asker && work.next <= index && !advance(work, index + 1)) return fail(trouble ?? 'forged')
    return { work, index }
  }

  const spotOf = (item: Y.Item, work: Work): Spot | null => {
    const spot = claimed(item, work)
    if (spot === null || item.id.clock >= work.state) return spot
    // The beginning of it is here already; Yjs hangs the rest behind that, so both must stand in one place.
    const before = at(Y.createID(work.client, work.state - 1), work, item)
    return before !== null && same(before, spot) ? spot : fail('forged')
  }
  const claimed = (item: Y.Item, work: Work): Spot | null => {
    const left = item.origin ? at(item.origin, work, item) : undefined
    if (left === null) return null
    const right = item.rightOrigin ? at(item.rightOrigin, work, item) : undefined
    if (right === null) return null
    if (left !== undefined || right !== undefined) {
      // Both feet in one place, or both in what has been cleared away: whoever reads the log anew has cleared nothing away
      // yet, and would see the words stand beside the other one.
      if (left && right && !same(left, right)) return fail('forged')
      return left ?? right ?? fail('forged')
    }
    const parent: unknown = item.parent
    if (typeof parent === 'string') {
      const type = doc.share.get(parent) as Type | undefined
      return type ? { container: paths.of(type), parent: type, sub: item.parentSub } : fail('forged')
    }
    return parent instanceof Y.ID ? inside(parent, item, work) : fail('forged')
  }
  /** Inside the type that an id names. */
  const inside = (id: Y.ID, item: Y.Item, work: Work): Spot | null => {
    let holder: Struct | undefined
    if (id.clock < Y.getState(doc.store, id.client)) holder = Y.getItem(doc.store, id) as Struct
    else {
      const found = freshAt(id, work, item)
      if (!found) return null
      holder = found.work.structs[found.index]
      if (found.work.spots[found.index] === 'gone') return 'gone'
    }
    if (!(holder instanceof Y.Item) || holder.content instanceof Y.ContentDeleted) return 'gone'
    if (!(holder.content instanceof Y.ContentType)) return fail('forged')
    const parent = holder.content.type as Type
    return { container: containerOf(parent), parent, sub: item.parentSub }
  }

  for (const work of works) if (!advance(work, work.structs.length)) return trouble ?? 'forged'
  return null
}

function same(a: Spot, b: Spot): boolean {
  if (a === 'gone' || b === 'gone') return a === b
  return a.parent === b.parent && a.sub === b.sub
}
