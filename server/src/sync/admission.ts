import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { Hand } from '@polyphony/shared/notebook/authority'
import { limit } from '@polyphony/shared/wire/sync'
import * as Y from 'yjs'
import { createClaim } from './claim.ts'
import { deletions } from './deletions.ts'
import type { Paths } from './paths.ts'
import { resolve } from './resolving.ts'
import type { Spot } from './resolving.ts'
import { withoutDeleting } from './stripping.ts'
import type { Run } from './typing.ts'
import { decode } from './update.ts'
import type { Block, Struct } from './update.ts'

/** A document as the server holds it, and whose hand each Yjs clientID is. */
export interface Ledger {
  readonly doc: Y.Doc
  readonly paths: Paths
  /** (meeting, clientID) → person, for ever. A clientID of the document that is not here is the house's own. */
  readonly clients: ReadonlyMap<number, PersonId>
}

export interface Sender {
  readonly hand: Hand
  /** Voices whose speaker has said: yes, that's what I said. */
  readonly checked: ReadonlySet<EntryId>
}

export type Refusal =
  | 'malformed'
  | 'too-long'
  | 'too-large'
  | 'client-of-another'
  | 'too-many-clients'
  | 'forged'
  | 'not-allowed'
  | 'not-in-the-schema'

export type Verdict =
  /** Nothing in it that is not here. */
  | { readonly is: 'known' }
  /** client: whose clock moves, or null when it only takes away. binds: clientIDs that become this person's. */
  | {
      readonly is: 'new'
      readonly client: number | null
      readonly binds: readonly number[]
      /** What is to be applied, kept and sent on: the update, but for what was taken out of it. */
      readonly update: Uint8Array
      /** Text to which more may be added without asking anew, when it ends with such. others: more than one client's clock moves. */
      readonly run: Run | null
      readonly others: boolean
    }
  /** It hangs on something that is not here. Honest only from somebody who has not yet sent all they have. */
  | { readonly is: 'early' }
  | { readonly is: 'refused'; readonly why: Refusal }

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
