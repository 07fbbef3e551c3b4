import { createDecoder, readVarString, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint8Array } from 'lib0/encoding'
import type { Drafts } from './drafts.ts'

/** What a locked copy holds: words that are not kept by the server, and words that were begun. */
export interface Copied {
  readonly update: Uint8Array | null
  readonly drafts: Drafts
}

/** null: nothing to keep. */
export function toCopy({ update, drafts }: Copied): Uint8Array | null {
  if (update === null && Object.keys(drafts).length === 0) return null
  const encoder = createEncoder()
  writeVarUint8Array(encoder, update ?? new Uint8Array())
  writeVarString(encoder, JSON.stringify(drafts))
  return toUint8Array(encoder)
}

export function fromCopy(bytes: Uint8Array): Copied {
  const decoder = createDecoder(bytes)
  const update = readVarUint8Array(decoder)
  const drafts = JSON.parse(readVarString(decoder)) as Drafts
  return { update: update.length > 0 ? update : null, drafts }
}
