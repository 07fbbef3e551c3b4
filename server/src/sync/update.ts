import { limit } from '@polyphony/shared/wire/sync'
import * as Y from 'yjs'

export type Struct = Y.Item | Y.GC | Y.Skip

/** What one client wrote, in the order of its clock. */
export interface Block {
  readonly client: number
  readonly structs: readonly Struct[]
  /** The first of them that the document does not have, and the clock it has. */
  readonly from: number
  readonly state: number
}

export interface Decoded {
  /** Only blocks with something new in them. */
  readonly blocks: readonly Block[]
  readonly deletes: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>
}

export type Unreadable = 'malformed' | 'too-long' | 'gap'

/** Reads an update against what the document has. Never throws; never applies. */
export function decode(update: Uint8Array, doc: Y.Doc): Decoded | Unreadable {
  let read: ReturnType<typeof Y.decodeUpdate>
  try {
    read = Y.decodeUpdate(update)
  } catch {
    // Random bytes can cost applyUpdate a third of a second; decoding first costs milliseconds at worst.
    return 'malformed'
  }
  const blocks: Block[] = []
  const { structs } = read
  for (let i = 0; i < structs.length; ) {
    const client = structs[i]?.id.client ?? 0
    let end = i + 1
    while (end < structs.length && structs[end]?.id.client === client) end++
    const block = readBlock(doc, end - i === structs.length ? structs : structs.slice(i, end))
    if (typeof block === 'string') return block
    // Yjs reads only the last of two blocks of one client; what we looked at must be what it applies.
    if (blocks.some(other => other.client === client)) return 'malformed'
    if (block) blocks.push(block)
    i = end
  }
  return { blocks, deletes: read.ds.clients }
}

function readBlock(doc: Y.Doc, structs: readonly Struct[]): Block | null | Unreadable {
  const client = structs[0]?.id.client ?? 0
  const state = Y.getState(doc.store, client)
  let from = -1
  let clock = structs[0]?.id.clock ?? 0
  if (clock > state) return 'gap'
  for (let i = 0; i < structs.length; i++) {
    const struct = structs[i] as Struct
    if (struct instanceof Y.Skip) return 'gap'
    // Two blocks of one client behind each other: see above.
    if (struct.id.clock !== clock) return 'malformed'
    if (struct.length < 1) return 'malformed'
    clock += struct.length
    if (clock <= state) continue
    if (struct.length > limit.struct) return 'too-long'
    if (from === -1) from = i
  }
  return from === -1 ? null : { client, structs, from, state }
}
