import type { PersonId } from '@polyphony/shared/domain/ids'
import { limit } from '@polyphony/shared/wire/sync'
import * as Y from 'yjs'
import { createClaim } from './claim.ts'
import { deletions } from './deletions.ts'
import type { Spot } from './resolving.ts'
import { resolve } from './resolving.ts'
import { withoutDeleting } from './stripping.ts'
import type { Block, Struct } from './update.ts'
import { decode } from './update.ts'
import type { Ledger, Refusal, Run, Sender, Verdict } from './verdict.ts'

const known: Verdict = { is: 'known' }
const early: Verdict = { is: 'early' }
const refuse = (why: Refusal): Verdict => ({ is: 'refused', why })

/** Looks at an update before it is applied (S6). Pure: changes nothing, and says what may be done. */
export function admit(ledger: Ledger, sender: Sender, update: Uint8Array): Verdict {
  if (update.length > limit.frame) return refuse('too-large')
  const decoded = decode(update, ledger.doc)
  if (decoded === 'gap') return early
  if (typeof decoded === 'string') return refuse(decoded)
  const owners = ownersOf(ledger, sender.hand.person, decoded.blocks)
  if (typeof owners === 'string') return refuse(owners)

  const claim = createClaim()
  let run: Run | null = null
  const unresolved = resolve({
    ...ledger,
    blocks: decoded.blocks,
    visit: (struct, spot) => {
      claim.add(struct, spot)
      run = runOf(struct, spot)
    },
  })
  if (unresolved === 'unknown-origin') return early
  if (unresolved) return refuse(unresolved)
  const taken = deletions({ ...ledger, decoded, claim, sender })
  if (taken === 'unknown') return early
  if (taken === 'not-allowed') return refuse(taken)
  const wrong = claim.judge(sender)
  if (wrong) return refuse(wrong)
  if (decoded.blocks.length === 0 && taken.count === taken.spared.size) return known
  const { spared } = taken
  const left = spared.size === 0 ? update : withoutDeleting(update, { deletes: decoded.deletes, spared })
  if (left === null) return refuse('malformed')
  const others = decoded.blocks.length > 1
  const client = decoded.blocks[0]?.client ?? null
  return { is: 'new', client, binds: owners, update: left, run: others ? null : run, others }
}

/** What was looked at last, if it is text in a passage that stands. */
function runOf(struct: Struct, spot: Spot): Run | null {
  if (spot === 'gone' || spot.sub !== null || !(struct instanceof Y.Item)) return null
  const { container } = spot
  if (container.region !== 'notes' && container.region !== 'body') return null
  if (container.node !== 'text' || !(struct.content instanceof Y.ContentString)) return null
  // A passage that comes with the same update is known only when it is applied.
  if (container.region === 'body' && (container.entry.fresh || container.entry.made === null)) return null
  const { client, clock } = struct.id
  return { client, start: clock, end: clock + struct.length, container, right: struct.rightOrigin }
}

/** The clientIDs that this update would make the sender's; or why they cannot be. */
function ownersOf(
  { doc, clients }: Ledger,
  person: PersonId,
  blocks: readonly Block[],
): readonly number[] | 'client-of-another' | 'too-many-clients' {
  let binds: number[] = none
  for (const { client } of blocks) {
    const owner = clients.get(client)
    if (owner === person) continue
    // One that the document knows and nobody has: the house wrote with it.
    if (owner !== undefined || doc.store.clients.has(client) || client > 0xffffffff) return 'client-of-another'
    binds = [...binds, client]
  }
  if (binds.length === 0) return none
  let brought = binds.length
  for (const owner of clients.values()) if (owner === person) brought++
  return brought > limit.clientsPerPerson ? 'too-many-clients' : binds
}
const none: number[] = []
