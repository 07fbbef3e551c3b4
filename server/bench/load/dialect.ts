import { frame } from '@polyphony/shared/wire/sync'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** What a frame from a server says. */
export type Said =
  | { readonly is: 'have'; readonly stateVector: Uint8Array }
  | { readonly is: 'words'; readonly update: Uint8Array; readonly answer: boolean }
  | { readonly is: 'cursors' }
  /** Taken over: ours when it is on the disk, Hocuspocus when it is in memory. count null: one more than before. */
  | { readonly is: 'kept'; readonly count: number | null }
  | { readonly is: 'let in' }
  | { readonly is: 'other' }

/** How a server is spoken to. The same words in other envelopes. */
export interface Dialect {
  /** Said before anything else; then the server says 'let in'. null: nothing. */
  hello(room: string): Uint8Array | null
  have(room: string, stateVector: Uint8Array): Uint8Array
  words(room: string, update: Uint8Array, answer: boolean): Uint8Array
  cursor(room: string, states: Uint8Array): Uint8Array
  read(bytes: Uint8Array): Said
  /** Does the server answer, or only pass on? */
  readonly answers: boolean
}

const write = (work: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(work)
const cursors: Said = { is: 'cursors' }
const other: Said = { is: 'other' }

function readSync(decoder: decoding.Decoder): Said {
  const step = decoding.readVarUint(decoder)
  const bytes = decoding.readVarUint8Array(decoder)
  return step === 0 ? { is: 'have', stateVector: bytes } : { is: 'words', update: bytes, answer: step === 1 }
}

/** y-websocket: type, then what belongs to it. */
export const yWebsocket: Dialect = {
  answers: true,
  hello: () => null,
  have: (_room, stateVector) => sync(0, stateVector),
  words: (_room, update, answer) => sync(answer ? 1 : 2, update),
  cursor: (_room, states) =>
    write(encoder => {
      encoding.writeVarUint(encoder, frame.awareness)
      encoding.writeVarUint8Array(encoder, states)
    }),
  read: bytes => {
    const decoder = decoding.createDecoder(bytes)
    const type = decoding.readVarUint(decoder)
    if (type === frame.sync) return readSync(decoder)
    if (type === frame.awareness) return cursors
    if (type === frame.kept) return { is: 'kept', count: decoding.readVarUint(decoder) }
    return other
  },
}
const sync = (step: number, bytes: Uint8Array): Uint8Array =>
  write(encoder => {
    encoding.writeVarUint(encoder, frame.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })

/** No document on the other side: nobody answers, and nobody is in step or out of it. */
export const relay: Dialect = { ...yWebsocket, answers: false }

/** Hocuspocus: the name of the document stands before everything, and a token is asked for first. */
export const hocuspocus: Dialect = {
  answers: true,
  hello: room =>
    named(room, encoder => {
      encoding.writeVarUint(encoder, 2)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarString(encoder, 'bench')
      encoding.writeVarString(encoder, '4.7.0')
    }),
  have: (room, stateVector) => named(room, encoder => hocuspocusSync(encoder, 0, stateVector)),
  words: (room, update, answer) => named(room, encoder => hocuspocusSync(encoder, answer ? 1 : 2, update)),
  cursor: (room, states) =>
    named(room, encoder => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint8Array(encoder, states)
    }),
  read: bytes => {
    const decoder = decoding.createDecoder(bytes)
    const name = decoding.readVarUint(decoder)
    decoder.pos += name
    const type = decoding.readVarUint(decoder)
    switch (type) {
      case 0:
      case 4:
        return readSync(decoder)
      case 1:
        return cursors
      case 2:
        return decoding.readVarUint(decoder) === 2 ? { is: 'let in' } : other
      case 8:
        return decoding.readVarUint(decoder) === 1 ? { is: 'kept', count: null } : other
      default:
        return other
    }
  },
}
const named = (room: string, work: (encoder: encoding.Encoder) => void): Uint8Array =>
  write(encoder => {
    encoding.writeVarString(encoder, room)
    work(encoder)
  })
function hocuspocusSync(encoder: encoding.Encoder, step: number, bytes: Uint8Array): void {
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, step)
  encoding.writeVarUint8Array(encoder, bytes)
}
