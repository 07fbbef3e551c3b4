import { applyPlainly } from '@polyphony/shared/notebook/apply'
import { entriesOf, metaOf, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { answerFrame, haveFrame, updateFrame } from './frames.ts'
import { createPaths } from './paths.ts'
import type { Paths } from './paths.ts'
import { createQueue } from './queue.ts'

const emptyUpdate: Uint8Array = new Uint8Array([0, 0])
/** Many bytes of updates may make few bytes of document: they are drawn together before it is called too large. */
const tailLimit = 1024 * 1024
/** So many updates behind the compact one are sent as they are: that is cheaper than drawing them together for each who comes. */
const fewRows = 16
const fewBytes = 16 * 1024

interface Given {
  readonly base: Uint8Array | null
  readonly tail: readonly Uint8Array[]
}

export type Book = BookOfMeeting
export const createBook = (given: Given): Book => new BookOfMeeting(given)

/**
 * The words of one meeting in memory. What is durable is kept as bytes: one compact update and the few that came after it.
 * A living document, twelve times as large, is built only while somebody writes or reads in it. It also holds what has
 * been admitted and is not yet durable; nothing of that is ever sent to anybody (S4).
 */
class BookOfMeeting {
  private base: Uint8Array
  private tail: Uint8Array[]
  private tailBytes: number
  private readonly waiting = createQueue<Uint8Array>()
  private live: { readonly doc: Y.Doc; readonly paths: Paths } | null = null
  /** What was taken and is not yet in the living document. */
  private noted: Uint8Array[] = []
  /** Frames that are asked for again and again until a word is written. */
  private whole: readonly Uint8Array[] | null = null
  private lastHave: Uint8Array | null = null

  constructor({ base, tail }: Given) {
    this.base = base ?? emptyUpdate
    this.tail = [...tail]
    this.tailBytes = sizeOf(tail)
  }

  /**
   * Answers somebody who says what they have, with durable words only. The last frame is the answer: whoever has read it
   * has everything. Throws when the state vector is nonsense.
   */
  answer(stateVector: Uint8Array): readonly Uint8Array[] {
    if (stateVector.length === 1 && stateVector[0] === 0) {
      this.whole ??= this.everything()
      return this.whole
    }
    if (this.isSettled()) return [answerFrame(Y.encodeStateAsUpdate(this.doc(), stateVector))]
    return [answerFrame(Y.diffUpdate(this.compact(), stateVector))]
  }
  /** Says what the house has, so that the other side sends the rest. */
  have(): Uint8Array {
    if (this.lastHave) return this.lastHave
    const asleep = !this.live && this.waiting.length === 0
    this.lastHave = haveFrame(asleep ? Y.encodeStateVectorFromUpdate(this.compact()) : Y.encodeStateVector(this.doc()))
    return this.lastHave
  }
  doc(): Y.Doc {
    return this.wake().doc
  }
  paths(): Paths {
    return this.wake().paths
  }

  /** Applies what was admitted. false: Yjs could not take it whole, and the document is as it was before. */
  apply(update: Uint8Array): boolean {
    const doc = this.doc()
    try {
      applyPlainly(doc, [update])
    } catch {
      this.live = null
      return false
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
      this.live = null
      return false
    }
    this.applied(update)
    return true
  }
  /** Takes what is known to fit without looking at the document: it is applied when somebody does. */
  note(update: Uint8Array): void {
    if (this.live) this.noted.push(update)
    this.applied(update)
  }
  /** An update that changed the document already: the house's own hand. */
  applied(update: Uint8Array): void {
    this.waiting.push(update)
    this.lastHave = null
  }
  /** The oldest update that was applied is on the disk now. */
  durable(): void {
    const update = this.waiting.shift()
    if (!update) return
    this.tail.push(update)
    this.tailBytes += update.length
    this.whole = null
  }

  /** Everything durable as one compact update. */
  compact(): Uint8Array {
    if (this.tail.length === 0) return this.base
    if (this.isSettled()) return this.become(Y.encodeStateAsUpdate(this.doc()))
    // Never mergeUpdates over many: it is quadratic (S13).
    const doc = build([this.base, ...this.tail])
    this.become(Y.encodeStateAsUpdate(doc))
    doc.destroy()
    return this.base
  }
  /** Lets go of the living document, if everything is durable. */
  sleep(): void {
    if (!this.isSettled()) return
    const doc = this.doc()
    this.become(Y.encodeStateAsUpdate(doc))
    doc.destroy()
    this.live = null
  }
  get awake(): boolean {
    return this.live !== null
  }
  /** About how many bytes the whole document takes; what is on its way to the disk is not counted. */
  get size(): number {
    if (this.tailBytes > tailLimit) this.compact()
    return this.base.length
  }

  /** It is alive, and holds nothing that is not durable. */
  private isSettled(): boolean {
    return this.live !== null && this.waiting.length === 0
  }
  private become(bytes: Uint8Array): Uint8Array {
    this.base = bytes
    this.tail = []
    this.tailBytes = 0
    this.whole = null
    return bytes
  }
  private wake() {
    if (!this.live) {
      const doc = build([this.base, ...this.tail, ...this.waiting.all()])
      this.live = { doc, paths: createPaths(doc) }
    } else if (this.noted.length > 0) applyPlainly(this.live.doc, this.noted)
    if (this.noted.length > 0) this.noted = []
    return this.live
  }
  private everything(): readonly Uint8Array[] {
    if (this.tail.length > fewRows || this.tailBytes > fewBytes) this.compact()
    const last = this.tail.at(-1)
    if (!last) {
      const frame = answerFrame(this.base)
      // One copy of a long document is enough.
      this.base = frame.subarray(frame.length - this.base.length)
      return [frame]
    }
    const before = this.tail.slice(0, -1).map(updateFrame)
    return [...(this.base === emptyUpdate ? [] : [updateFrame(this.base)]), ...before, answerFrame(last)]
  }
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
