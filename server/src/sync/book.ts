import { applyPlainly } from '@polyphony/shared/notebook/apply'
import { entriesOf, metaOf, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { answerFrame, haveFrame, updateFrame } from './frames.ts'
import { createPaths } from './paths.ts'
import type { Paths } from './paths.ts'
import { createQueue } from './queue.ts'

/**
 * The words of one meeting in memory. What is durable is kept as bytes: one compact update and the few that came after it.
 * A living document, twelve times as large, is built only while somebody writes or reads in it. It also holds what has
 * been admitted and is not yet durable; nothing of that is ever sent to anybody (S4).
 */
export interface Book {
  /**
   * Answers somebody who says what they have, with durable words only. The last frame is the answer: whoever has read it
   * has everything. Throws when the state vector is nonsense.
   */
  answer(stateVector: Uint8Array): readonly Uint8Array[]
  /** Says what the house has, so that the other side sends the rest. */
  have(): Uint8Array
  doc(): Y.Doc
  paths(): Paths
  /** Applies what was admitted. false: Yjs could not take it whole, and the document is as it was before. */
  apply(update: Uint8Array): boolean
  /** Takes what is known to fit without looking at the document: it is applied when somebody does. */
  note(update: Uint8Array): void
  /** An update that changed the document already: the house's own hand. */
  applied(update: Uint8Array): void
  /** The oldest update that was applied is on the disk now. */
  durable(): void
  /** Everything durable as one compact update. */
  compact(): Uint8Array
  /** Lets go of the living document, if everything is durable. */
  sleep(): void
  readonly awake: boolean
  /** About how many bytes the whole document takes; what is on its way to the disk is not counted. */
  readonly size: number
}

const emptyUpdate: Uint8Array = new Uint8Array([0, 0])
/** Many bytes of updates may make few bytes of document: they are drawn together before it is called too large. */
const tailLimit = 1024 * 1024
/** So many updates behind the compact one are sent as they are: that is cheaper than drawing them together for each who comes. */
const fewRows = 16
const fewBytes = 16 * 1024

export function createBook(given: { readonly base: Uint8Array | null; readonly tail: readonly Uint8Array[] }): Book {
  let base = given.base ?? emptyUpdate
  let tail: Uint8Array[] = [...given.tail]
  const waiting = createQueue<Uint8Array>()
  let tailBytes = sizeOf(tail)
  let live: { readonly doc: Y.Doc; readonly paths: Paths } | null = null
  /** What was taken and is not yet in the living document. */
  let noted: Uint8Array[] = []
  /** Frames that are asked for again and again until a word is written. */
  let whole: readonly Uint8Array[] | null = null
  let have: Uint8Array | null = null

  const become = (bytes: Uint8Array): void => {
    base = bytes
    tail = []
    tailBytes = 0
    whole = null
  }
  const compact = (): Uint8Array => {
    if (tail.length === 0) return base
    if (live && waiting.length === 0) {
      become(Y.encodeStateAsUpdate(wake().doc))
      return base
    }
    // Never mergeUpdates over many: it is quadratic (S13).
    const doc = build([base, ...tail])
    become(Y.encodeStateAsUpdate(doc))
    doc.destroy()
    return base
  }
  const wake = () => {
    if (!live) {
      const doc = build([base, ...tail, ...waiting.all()])
      live = { doc, paths: createPaths(doc) }
    } else if (noted.length > 0) applyPlainly(live.doc, noted)
    noted = []
    return live
  }
  const add = (update: Uint8Array): void => {
    waiting.push(update)
    have = null
  }
  const everything = (): readonly Uint8Array[] => {
    if (tail.length > fewRows || tailBytes > fewBytes) compact()
    const last = tail.at(-1)
    if (!last) {
      const frame = answerFrame(base)
      // One copy of a long document is enough.
      base = frame.subarray(frame.length - base.length)
      return [frame]
    }
    const before = tail.slice(0, -1).map(updateFrame)
    return [...(base === emptyUpdate ? [] : [updateFrame(base)]), ...before, answerFrame(last)]
  }

  const book: Book = {
    answer: stateVector => {
      if (stateVector.length === 1 && stateVector[0] === 0) {
        whole ??= everything()
        return whole
      }
      if (live && waiting.length === 0) return [answerFrame(Y.encodeStateAsUpdate(wake().doc, stateVector))]
      return [answerFrame(Y.diffUpdate(compact(), stateVector))]
    },
    have: () => {
      if (have) return have
      const asleep = !live && waiting.length === 0
      have = haveFrame(asleep ? Y.encodeStateVectorFromUpdate(compact()) : Y.encodeStateVector(wake().doc))
      return have
    },
    doc: () => wake().doc,
    paths: () => wake().paths,
    apply: update => {
      const { doc } = wake()
      try {
        applyPlainly(doc, [update])
      } catch {
        live = null
        return false
      }
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
        live = null
        return false
      }
      add(update)
      return true
    },
    note: update => {
      if (live) noted.push(update)
      add(update)
    },
    applied: add,
    durable: () => {
      const update = waiting.shift()
      if (!update) return
      tail.push(update)
      tailBytes += update.length
      whole = null
    },
    compact,
    sleep: () => {
      if (!live || waiting.length > 0) return
      const { doc } = wake()
      become(Y.encodeStateAsUpdate(doc))
      doc.destroy()
      live = null
    },
    get awake() {
      return live !== null
    },
    get size() {
      if (tailBytes > tailLimit) compact()
      return base.length
    },
  }
  return book
}

const sizeOf = (updates: readonly Uint8Array[]): number => updates.reduce((sum, { length }) => sum + length, 0)

/** A fresh document with these updates in it, applied in one transaction: the fastest way, and the best packed. */
function build(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  notesOf(doc)
  entriesOf(doc)
  metaOf(doc)
  applyPlainly(doc, updates)
  return doc
}
