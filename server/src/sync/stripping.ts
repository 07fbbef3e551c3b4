import * as encoding from 'lib0/encoding'
import type * as Y from 'yjs'
import type { Decoded } from './update.ts'

/**
 * The update without the deletion of these items. null when its bytes are not written the way Yjs writes them: then
 * nobody can say where its deletions begin.
 */
export function withoutDeleting(
  update: Uint8Array,
  given: { readonly deletes: Decoded['deletes']; readonly spared: ReadonlySet<Y.Item> },
): Uint8Array | null {
  const whole = encode(given.deletes)
  const start = update.length - whole.length
  if (start < 1 || whole.some((byte, i) => byte !== update[start + i])) return null
  const left = encode(subtract(given.deletes, given.spared))
  const bytes = new Uint8Array(start + left.length)
  bytes.set(update.subarray(0, start))
  bytes.set(left, start)
  return bytes
}

interface Range {
  readonly clock: number
  readonly len: number
}

function subtract(deletes: Decoded['deletes'], spared: ReadonlySet<Y.Item>): Map<number, Range[]> {
  const left = new Map<number, Range[]>()
  for (const [client, ranges] of deletes) {
    let rest: Range[] = [...ranges]
    for (const item of spared) if (item.id.client === client) rest = rest.flatMap(range => around(range, item))
    if (rest.length > 0) left.set(client, rest)
  }
  return left
}

/** What is left of a range when an item is taken out of it. */
function around({ clock, len }: Range, item: Y.Item): Range[] {
  const [from, to, end] = [item.id.clock, item.id.clock + item.length, clock + len]
  if (to <= clock || from >= end) return [{ clock, len }]
  return [
    { clock, len: from - clock },
    { clock: to, len: end - to },
  ].filter(range => range.len > 0)
}

/** A delete set as Yjs writes it. */
function encode(deletes: ReadonlyMap<number, readonly Range[]>): Uint8Array {
  const to = encoding.createEncoder()
  encoding.writeVarUint(to, deletes.size)
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(to, client)
    encoding.writeVarUint(to, ranges.length)
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(to, clock)
      encoding.writeVarUint(to, len)
    }
  }
  return encoding.toUint8Array(to)
}
