import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Packed } from './packing.ts'

/** The two files of the journal in a data folder: one is written while the other is put into the tables. */
export const journalPaths = (dataDir: string): readonly [string, string] => [
  join(dataDir, 'words-a.journal'),
  join(dataDir, 'words-b.journal'),
]

/** Before each record: how long it is and its CRC-32, both 32 bits, little-endian. */
const headLength = 8
/** Far above what is ever written at once. Whatever says it is longer is no record. */
const longest = 64 * 1024 * 1024

/** Several packs of rows, one record each, as they stand in the journal. */
export function recordsOf(packs: readonly Packed[]): Buffer {
  const bytes = Buffer.allocUnsafe(packs.reduce((sum, { length }) => sum + headLength + length, 0))
  let at = 0
  for (const packed of packs) {
    bytes.writeUInt32LE(packed.length, at)
    bytes.writeUInt32LE(crc32(packed), at + 4)
    bytes.set(packed, at + headLength)
    at += headLength + packed.length
  }
  return bytes
}

export interface Read {
  readonly packs: readonly Packed[]
  /**
   * Behind a record that is broken stands a whole one. A house that was killed leaves nothing like that: what it was writing
   * is the last thing in the file. So somebody, or the disk, has changed what was promised to be kept.
   */
  readonly damaged: boolean
}

/** Reads a journal from its beginning. A record that is not whole was promised to nobody. */
export function readRecords(bytes: Buffer): Read {
  const packs: Packed[] = []
  let broken = false
  let damaged = false
  for (let record = recordAt(bytes, 0); record; record = recordAt(bytes, record.end)) {
    if (record.whole) packs.push(record.packed)
    damaged ||= broken && record.whole
    broken ||= !record.whole
  }
  return { packs, damaged }
}

function recordAt(bytes: Buffer, at: number): { packed: Packed; whole: boolean; end: number } | null {
  if (at + headLength > bytes.length) return null
  const length = bytes.readUInt32LE(at)
  const end = at + headLength + length
  if (length === 0 || length > longest || end > bytes.length) return null
  const packed = new Uint8Array(bytes.subarray(at + headLength, end))
  return { packed, whole: crc32(packed) === bytes.readUInt32LE(at + 4), end }
}
