import { isUtf8 } from 'node:buffer'
import type { PersonId } from '@polyphony/shared/domain/ids'
import { mayWrite } from '@polyphony/shared/notebook/authority'
import { limit } from '@polyphony/shared/wire/sync'
import type * as Y from 'yjs'
import type { Run, Sender, Verdict } from './verdict.ts'

/**
 * Nearly every update is one more letter behind the letter before it. Where that one stands was found out and judged when
 * the first of them came, and an item of Yjs keeps its parent for ever: so the next is admitted by looking at its bytes,
 * without a document. Whatever is a little different goes the long way through admit, which says the same (S6).
 */
export interface Typing {
  /** What admit would say; null: ask it. Changes nothing. */
  admit(sender: Sender, update: Uint8Array): Verdict | null
  /** An update was not only admitted, but taken. */
  learn(verdict: Extract<Verdict, { is: 'new' }>): void
}

/** Longer ones are rare, and worth a closer look. */
const longest = 512
const aString = 4
const hasOrigin = 0x80
const hasRightOrigin = 0x40

export function createTyping(clients: ReadonlyMap<number, PersonId>): Typing {
  const runs = new Map<number, Run>()
  return {
    admit: (sender, update) => {
      const letters = readLetters(update)
      const run = letters && runs.get(letters.client)
      if (!letters || !run || !follows(run, letters)) return null
      if (clients.get(letters.client) !== sender.hand.person || !mayGoOn(run, sender)) return null
      const { client, clock, length } = letters
      const { start, container, right } = run
      const longer = { client, start, end: clock + length, container, right }
      return { is: 'new', client, binds: none, update, run: longer, others: false }
    },
    learn: ({ client, run, others }) => {
      // More than one clientID has moved on: all are looked at anew.
      if (others) runs.clear()
      if (client === null) return
      if (run) runs.set(client, run)
      else runs.delete(client)
    },
  }
}
const none: readonly number[] = []

function mayGoOn({ container }: Run, { hand, checked }: Sender): boolean {
  if (container.region === 'notes') return mayWrite(hand, { at: 'notes' })
  const { id, made } = container.entry
  return made !== null && mayWrite(hand, { at: 'body', entry: { ...made, checked: checked.has(id) } })
}

function follows(run: Run, { clock, origin, right }: Letters): boolean {
  if (clock !== run.end || !within(run, origin)) return false
  if (right === null) return run.right === null
  const same = run.right !== null && run.right.client === right.client && run.right.clock === right.clock
  return same || within(run, right)
}

const within = ({ client, start, end }: Run, id: Y.ID): boolean =>
  id.client === client && id.clock >= start && id.clock < end

interface Letters {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly origin: Y.ID
  readonly right: Y.ID | null
}

/** The one item of text that is all there is in an update; null when there is anything else. Source: yjs, UpdateDecoderV1. */
function readLetters(update: Uint8Array): Letters | null {
  // One client with one struct.
  if (update.length > longest || update[0] !== 1 || update[1] !== 1) return null
  at = 2
  const client = readUint(update)
  const clock = readUint(update)
  const info = update[at++] ?? 0
  if ((info & ~hasRightOrigin) !== (hasOrigin | aString)) return null
  const origin = { client: readUint(update), clock: readUint(update) }
  const right = info & hasRightOrigin ? { client: readUint(update), clock: readUint(update) } : null
  const bytes = readUint(update)
  // Behind the text stands an empty set of deletions, and nothing else.
  if (at < 0 || bytes < 1 || at + bytes + 1 !== update.length || update[at + bytes] !== 0) return null
  const length = lengthOf(update.subarray(at, at + bytes))
  return length < 1 || length > limit.struct ? null : { client, clock, length, origin, right }
}

/** Where readUint stands; below zero from the first number on that could not be read. */
let at = 0
/** A number of at most five bytes, as a clientID is. */
function readUint(bytes: Uint8Array): number {
  if (at < 0) return 0
  let value = 0
  let scale = 1
  for (let i = 0; i < 5; i++) {
    const byte = bytes[at++]
    if (byte === undefined) break
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return value
    scale *= 128
  }
  at = Number.NEGATIVE_INFINITY
  return 0
}

/** In units of Yjs: those of UTF-16. Nought when it is no UTF-8. */
function lengthOf(bytes: Uint8Array): number {
  let length = 0
  let plain = true
  for (const byte of bytes) {
    if (byte >= 0x80) plain = false
    // Followers count nothing, and what takes four bytes takes two units.
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1
  }
  return plain || isUtf8(bytes) ? length : 0
}
