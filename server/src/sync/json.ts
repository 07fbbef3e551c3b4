/**
 * Is this JSON that every reader takes? Looked over byte by byte: nothing is built (S8: awareness is not parsed on the hot
 * path). Objects and arrays at most `depth` deep. Source: RFC 8259. The bytes are known to be UTF-8.
 */
export function isJson(bytes: Uint8Array, depth = 16): boolean {
  const end = value(bytes, space(bytes, 0), depth)
  return end !== bad && space(bytes, end) === bytes.length
}

const bad = -1
const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const colon = 0x3a

/** Each of these takes the place where something begins and answers where it ends, or bad. */
function value(bytes: Uint8Array, at: number, depth: number): number {
  switch (bytes[at]) {
    case 0x7b:
      return depth > 0 ? list(bytes, { at: at + 1, close: 0x7d, named: true, depth: depth - 1 }) : bad
    case 0x5b:
      return depth > 0 ? list(bytes, { at: at + 1, close: 0x5d, named: false, depth: depth - 1 }) : bad
    case quote:
      return string(bytes, at)
    case 0x74:
      return word(bytes, at, 'true')
    case 0x66:
      return word(bytes, at, 'false')
    case 0x6e:
      return word(bytes, at, 'null')
    default:
      return number(bytes, at)
  }
}

function list(bytes: Uint8Array, it: { at: number; close: number; named: boolean; depth: number }): number {
  let at = space(bytes, it.at)
  if (bytes[at] === it.close) return at + 1
  for (;;) {
    if (it.named) {
      at = string(bytes, at)
      if (at === bad) return bad
      at = space(bytes, at)
      if (bytes[at] !== colon) return bad
      at = space(bytes, at + 1)
    }
    at = value(bytes, at, it.depth)
    if (at === bad) return bad
    at = space(bytes, at)
    if (bytes[at] === it.close) return at + 1
    if (bytes[at] !== comma) return bad
    at = space(bytes, at + 1)
  }
}

function string(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== quote) return bad
  for (let at = start + 1; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte === quote) return at + 1
    if (byte < 0x20) return bad
    if (byte !== backslash) continue
    at++
    const escaped = bytes[at]
    if (escaped === 0x75) {
      for (let i = 1; i <= 4; i++) if (!isHex(bytes[at + i] ?? 0)) return bad
      at += 4
    } else if (escaped === undefined || !'"\\/bfnrt'.includes(String.fromCharCode(escaped))) return bad
  }
  return bad
}

function number(bytes: Uint8Array, start: number): number {
  let at = bytes[start] === 0x2d ? start + 1 : start
  at = bytes[at] === 0x30 ? at + 1 : digits(bytes, at)
  if (at !== bad && bytes[at] === 0x2e) at = digits(bytes, at + 1)
  if (at === bad) return bad
  if (bytes[at] === 0x65 || bytes[at] === 0x45) {
    at++
    if (bytes[at] === 0x2b || bytes[at] === 0x2d) at++
    at = digits(bytes, at)
  }
  return at
}

function digits(bytes: Uint8Array, start: number): number {
  let at = start
  while (isDigit(bytes[at] ?? 0)) at++
  return at === start ? bad : at
}

function word(bytes: Uint8Array, at: number, say: string): number {
  for (let i = 0; i < say.length; i++) if (bytes[at + i] !== say.charCodeAt(i)) return bad
  return at + say.length
}

function space(bytes: Uint8Array, start: number): number {
  let at = start
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at++
  return at
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
const isHex = (byte: number): boolean =>
  isDigit(byte) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)
