import { isUtf8 } from 'node:buffer'
import { limit } from '@polyphony/shared/wire/sync'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { isJson } from './json.ts'

/** One state of one clientID, as bytes: clientID, clock, JSON in a varString. */
export interface AwarenessEntry {
  readonly client: number
  readonly clock: number
  /** The client says that it goes. */
  readonly gone: boolean
  /** The entry as it came; a view into the frame. */
  readonly bytes: Uint8Array
}

/** No client counts so far in a meeting, and one more must still be a number that every client reads. */
const clockLimit = 2 ** 31

/**
 * The one entry of a frame that may be the sender's own (S8). An unmodified client also sends on what it hears of others,
 * so entries of others are no offence: they are passed over. null: nothing of theirs, or nothing we would pass on.
 * only: is the frame that entry and nothing else, so that it can go on as it came?
 */
export function ownEntry(
  states: Uint8Array,
  isOwn: (client: number, gone: boolean) => boolean,
): { readonly entry: AwarenessEntry; readonly only: boolean } | null {
  try {
    const decoder = decoding.createDecoder(states)
    const count = decoding.readVarUint(decoder)
    for (let i = 0; i < count; i++) {
      const start = decoder.pos
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const length = decoding.readVarUint(decoder)
      if (length > states.length - decoder.pos) return null
      const state = states.subarray(decoder.pos, decoder.pos + length)
      decoder.pos += length
      const gone = isNull(state)
      if (!isOwn(client, gone)) continue
      // Others would throw over broken text; nobody reads it here, it is only looked over.
      if (length > limit.awareness || clock > clockLimit || !isUtf8(state) || !isJson(state)) return null
      return {
        entry: { client, clock, gone, bytes: states.subarray(start, decoder.pos) },
        only: count === 1 && decoder.pos === states.length,
      }
    }
    return null
  } catch {
    return null
  }
}

const isNull = (state: Uint8Array): boolean =>
  state.length === 4 && state[0] === 0x6e && state[1] === 0x75 && state[2] === 0x6c && state[3] === 0x6c

/** What the server says for a client that is gone. */
export function goneEntry(client: number, lastClock: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, lastClock + 1)
  encoding.writeVarString(encoder, 'null')
  return encoding.toUint8Array(encoder)
}
