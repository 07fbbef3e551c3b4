import { mayWrite } from '@polyphony/shared/notebook/authority'
import * as Y from 'yjs'
import type { Claim } from './claim.ts'
import { looksTheSame } from './formatting.ts'
import type { Container, Type } from './paths.ts'
import type { Decoded, Struct } from './update.ts'
import type { Ledger, Sender } from './verdict.ts'

export interface Taken {
  /** How many standing things the update takes away. */
  readonly count: number
  /** Of them, formatting in somebody else's words that shows: it stays. */
  readonly spared: ReadonlySet<Y.Item>
}

/** Puts everything an update takes away to the claim; 'unknown' when it names what is not here. */
export function deletions(
  given: Ledger & { readonly decoded: Decoded; readonly claim: Claim; readonly sender: Sender },
): Taken | 'unknown' | 'not-allowed' {
  const { doc, decoded, claim } = given
  let taken = 0
  /**
   * Formatting in somebody else's words. A plain client tidies it unasked, so nobody is turned away for it; but it goes
   * only if nobody sees a difference.
   */
  const tidied = new Map<Type, Set<Y.Item>>()

  const take = (item: Y.Item): boolean => {
    if (!(item.parent instanceof Y.AbstractType)) return true
    const parent = item.parent as Type
    const container = given.paths.of(parent)
    taken++
    if (item.content instanceof Y.ContentFormat && !writesIn(container, given.sender)) {
      tidied.set(parent, (tidied.get(parent) ?? new Set()).add(item))
      return true
    }
    return claim.takes(container, item.parentSub) === 'asked'
  }

  for (const [client, ranges] of decoded.deletes) {
    const structs = doc.store.clients.get(client) as (Y.Item | Y.GC)[] | undefined
    const state = structs ? Y.getState(doc.store, client) : 0
    const block = decoded.blocks.find(other => other.client === client)
    const last = block?.structs[block.structs.length - 1]
    const end = last ? last.id.clock + last.length : state
    for (const { clock, len } of ranges) {
      if (len < 1) continue
      const until = clock + len
      if (until > end) return 'unknown'
      if (structs && clock < state) {
        for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
          const struct = structs[i]
          if (!struct || struct.id.clock >= until) break
          if (struct instanceof Y.Item && !struct.deleted && !take(struct)) return 'not-allowed'
        }
      }
      if (block && until > state) takeBack(block.structs, Math.max(clock, state), until, claim)
    }
  }
  const spared = new Set<Y.Item>()
  for (const [type, items] of tidied) {
    if (!looksTheSame(type, item => items.has(item))) for (const item of items) spared.add(item)
  }
  return { count: taken, spared }
}

/** May they write there anyway? Then no closer look is needed. */
function writesIn(container: Container, { hand, checked }: Sender): boolean {
  if (container.region === 'notes') return mayWrite(hand, { at: 'notes' })
  if (container.region !== 'body' || !container.entry.made) return false
  return mayWrite(hand, {
    at: 'body',
    entry: { ...container.entry.made, checked: checked.has(container.entry.id) },
  })
}

function takeBack(structs: readonly Struct[], from: number, until: number, claim: Claim): void {
  for (const struct of structs) {
    if (struct.id.clock >= until) return
    if (struct.id.clock + struct.length > from) claim.takenBack(struct)
  }
}
