import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { Hand } from '@polyphony/shared/notebook/authority'
import type * as Y from 'yjs'
import type { Container, Paths } from './paths.ts'

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

/** Letters that one clientID wrote one behind the other in one text, and where that text is. */
export interface Run {
  readonly client: number
  readonly start: number
  readonly end: number
  readonly container: Extract<Container, { region: 'notes' | 'body' }>
  /** What stood to the right of it. */
  readonly right: Y.ID | null
}
