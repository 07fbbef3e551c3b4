import type { Chance, PersonId } from '@polyphony/shared/domain/ids'
import type * as Y from 'yjs'
import type { Member } from './peer.ts'

/** Somebody who has only ever taken words away has shown no clientID: they are given one to be known by. */
export function clientFor(
  { client, rights }: Member,
  given: { readonly clients: ReadonlyMap<number, PersonId>; readonly doc: Y.Doc; readonly chance: Chance },
): number {
  const { clients, doc, chance } = given
  if (client !== null) return client
  for (const [known, owner] of clients) if (owner === rights.hand.person) return known
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 1] = chance.fill(new Uint8Array(4))
    const made = ((a * 256 + b) * 256 + c) * 256 + d
    if (!clients.has(made) && !doc.store.clients.has(made)) return made
  }
}
