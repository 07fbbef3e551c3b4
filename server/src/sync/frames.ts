import type { PersonId } from '@polyphony/shared/domain/ids'
import { frame } from '@polyphony/shared/wire/sync'
import * as encoding from 'lib0/encoding'
import { messageYjsSyncStep1, messageYjsSyncStep2, messageYjsUpdate } from 'y-protocols/sync'

/** What a frame is, read as far as its envelope. Bytes are views into the frame, not copies. */
export type Frame =
  /** What the sender has; it asks for the rest. */
  | { readonly is: 'have'; readonly stateVector: Uint8Array }
  /** Words. answer: the sender was asked for all it has (step 2); otherwise it is something new (update). */
  | { readonly is: 'words'; readonly answer: boolean; readonly update: Uint8Array }
  | { readonly is: 'awareness'; readonly states: Uint8Array }
  | { readonly is: 'who-is-where' }
  | { readonly is: 'unknown' }

const unknown: Frame = { is: 'unknown' }
const whoIsWhere: Frame = { is: 'who-is-where' }

/** Total: whatever the bytes are, it answers. A frame with something left over at its end is unknown. */
export function readFrame(bytes: Uint8Array): Frame {
  switch (bytes[0]) {
    case frame.sync: {
      const payload = payloadFrom(bytes, 2)
      if (payload === null) return unknown
      if (bytes[1] === messageYjsUpdate) return { is: 'words', answer: false, update: payload }
      if (bytes[1] === messageYjsSyncStep2) return { is: 'words', answer: true, update: payload }
      if (bytes[1] === messageYjsSyncStep1) return { is: 'have', stateVector: payload }
      return unknown
    }
    case frame.awareness: {
      const states = payloadFrom(bytes, 1)
      return states === null ? unknown : { is: 'awareness', states }
    }
    case frame.queryAwareness:
      return bytes.length === 1 ? whoIsWhere : unknown
    default:
      return unknown
  }
}

/** What follows a varUint with its length, from there on to the end of the frame; null when that is not how long it is. */
function payloadFrom(bytes: Uint8Array, start: number): Uint8Array | null {
  let length = 0
  let scale = 1
  for (let at = start; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    length += (byte & 0x7f) * scale
    scale *= 128
    if (length > bytes.length) return null
    if (byte < 0x80) return at + 1 + length === bytes.length ? bytes.subarray(at + 1) : null
  }
  return null
}

const syncFrame =
  (step: number) =>
  (bytes: Uint8Array): Uint8Array => {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, frame.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
    return encoding.toUint8Array(encoder)
  }

export const haveFrame: (stateVector: Uint8Array) => Uint8Array = syncFrame(messageYjsSyncStep1)
export const answerFrame: (update: Uint8Array) => Uint8Array = syncFrame(messageYjsSyncStep2)
export const updateFrame: (update: Uint8Array) => Uint8Array = syncFrame(messageYjsUpdate)

export function awarenessFrame(entries: readonly Uint8Array[]): Uint8Array {
  const inner = encoding.createEncoder()
  encoding.writeVarUint(inner, entries.length)
  for (const entry of entries) encoding.writeUint8Array(inner, entry)
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frame.awareness)
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner))
  return encoding.toUint8Array(encoder)
}

/** Says nothing; an unmodified client that hears nothing for 30 seconds would leave and come again. */
export const quietFrame: Uint8Array = awarenessFrame([])

function numberFrame(type: number, value: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, type)
  encoding.writeVarUint(encoder, value)
  return encoding.toUint8Array(encoder)
}

export const keptFrame = (count: number): Uint8Array => numberFrame(frame.kept, count)
export const troubleFrame = (is: boolean): Uint8Array => numberFrame(frame.trouble, is ? 1 : 0)

/** people: by clientID. */
export function peopleFrame(people: ReadonlyMap<number, PersonId>): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frame.people)
  encoding.writeVarString(encoder, JSON.stringify(Object.fromEntries(people)))
  return encoding.toUint8Array(encoder)
}

export function rightsFrame(rights: { readonly as: readonly PersonId[]; readonly write: boolean }): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frame.rights)
  encoding.writeVarString(encoder, JSON.stringify({ as: rights.as, write: rights.write }))
  return encoding.toUint8Array(encoder)
}
