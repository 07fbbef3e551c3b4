import { createHmac, randomBytes } from 'node:crypto'

/** As much of STUN and TURN (RFC 8489, RFC 8656) as it takes to ask a relay whether it works. Pure: no socket in here. */
export const method = {
  allocate: 0x003,
  allocated: 0x103,
  refusedAllocation: 0x113,
  permit: 0x008,
  permitted: 0x108,
  send: 0x016,
  data: 0x017,
} as const

export const attribute = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  peer: 0x0012,
  data: 0x0013,
  realm: 0x0014,
  nonce: 0x0015,
  relayed: 0x0016,
  transport: 0x0019,
} as const

export interface StunMessage {
  readonly method: number
  /** 12 bytes that an answer carries back. */
  readonly transaction: Buffer
  readonly attributes: ReadonlyMap<number, Buffer>
}

const cookie = 0x2112a442
const headerLength = 20
const padded = (length: number): number => Math.ceil(length / 4) * 4

export const newTransaction = (): Buffer => randomBytes(12)

/** key: signs the message, as the last of its attributes. */
export function encode({ method: type, transaction, attributes }: StunMessage, key?: Buffer): Buffer {
  const parts = Array.from(attributes, ([name, value]) => encodeAttribute(name, value))
  const signed = key === undefined ? 0 : 24
  const header = Buffer.alloc(8)
  header.writeUInt16BE(type, 0)
  header.writeUInt16BE(
    parts.reduce((sum, part) => sum + part.length, signed),
    2,
  )
  header.writeUInt32BE(cookie, 4)
  const words = Buffer.concat([header, transaction, ...parts])
  if (key === undefined) return words
  return Buffer.concat([words, encodeAttribute(attribute.integrity, createHmac('sha1', key).update(words).digest())])
}

function encodeAttribute(name: number, value: Buffer): Buffer {
  const part = Buffer.alloc(4 + padded(value.length))
  part.writeUInt16BE(name, 0)
  part.writeUInt16BE(value.length, 2)
  value.copy(part, 4)
  return part
}

/** How long the message at the beginning of these bytes is, once its header is there. For streams. */
export const lengthOf = (bytes: Buffer): number | null =>
  bytes.length < headerLength ? null : headerLength + padded(bytes.readUInt16BE(2))

/** null: no whole STUN message. */
export function decode(bytes: Buffer): StunMessage | null {
  const length = lengthOf(bytes)
  if (length === null || bytes.length < length || bytes.readUInt32BE(4) !== cookie) return null
  const attributes = new Map<number, Buffer>()
  for (let at = headerLength; at + 4 <= length; ) {
    const size = bytes.readUInt16BE(at + 2)
    if (at + 4 + size > length) return null
    const name = bytes.readUInt16BE(at)
    if (!attributes.has(name)) attributes.set(name, bytes.subarray(at + 4, at + 4 + size))
    at += 4 + padded(size)
  }
  return { method: bytes.readUInt16BE(0), transaction: bytes.subarray(8, headerLength), attributes }
}

/** 401, 438 … null: it carries none. */
export function errorOf({ attributes }: StunMessage): number | null {
  const value = attributes.get(attribute.error)
  return value === undefined || value.length < 4 ? null : ((value[2] ?? 0) & 7) * 100 + (value[3] ?? 0)
}
