import type { Block } from '@polyphony/shared/domain/record'
import * as Y from 'yjs'
import { fatesOf } from './ledger.ts'
import type { Deed, Fate, Ledger } from './ledger.ts'
import type { InParts } from './parts.ts'

/** Letters with one fate and one form, as they stand in the document or once stood. */
export interface Piece extends Fate {
  readonly client: number
  readonly text: string
  readonly bold: boolean
  readonly italic: boolean
  /** Pieces with the same one are one run of the text that Yjs would read. */
  readonly run: number
}
/** A line that stands, or once stood. */
export interface Line extends Pick<Block, 'is' | 'depth'> {
  readonly put: Deed
  readonly taken: Deed | null
  readonly pieces: readonly Piece[]
}

/** So many steps are one part: well under a millisecond each. */
const part = 200

/**
 * Everything that ever stood in a fragment, in its order. Bold and italic are as they were after the row with the seq
 * asAt. Reads as shared/notebook/read does, which a test holds.
 */
export function* linesOf(
  fragment: Y.XmlFragment,
  given: { readonly ledger: Ledger; readonly asAt: number },
): InParts<readonly Line[]> {
  const { ledger, asAt } = given
  const lines: Line[] = []
  let run = 0
  let looked = 0

  const deedsOf = (item: Y.Item) => {
    const { client, clock } = item.id
    const origin = ledger.origins.at(client, clock)
    if (!origin) throw new Error('a line that stands in no row of the log')
    return { put: origin.value.put, taken: ledger.taken.at(client, clock)?.value ?? null }
  }
  function* letters(text: Y.XmlText, into: Piece[]): InParts<void> {
    const form = { bold: false, italic: false }
    run++
    for (let item = text._start; item; item = item.right) {
      const { content } = item
      if (++looked % part === 0) yield
      if (content instanceof Y.ContentString) {
        const { client, clock } = item.id
        for (const fate of fatesOf(ledger, { client, clock, length: item.length })) {
          const from = fate.clock - clock
          into.push({ ...fate, ...form, client, run, text: content.str.slice(from, from + fate.length) })
        }
        continue
      }
      const { put, taken } = deedsOf(item)
      if (!standsAt({ put, taken }, asAt)) continue
      run++
      if (!(content instanceof Y.ContentFormat)) continue
      const on = content.value !== null && content.value !== false
      if (content.key === 'bold') form.bold = on
      if (content.key === 'italic') form.italic = on
    }
  }
  function* inline(paragraph: Y.XmlElement): InParts<Piece[]> {
    const pieces: Piece[] = []
    for (let item = paragraph._start; item; item = item.right) {
      const type = item.content instanceof Y.ContentType ? item.content.type : null
      if (type instanceof Y.XmlText) yield* letters(type, pieces)
      if (type instanceof Y.XmlElement && type.nodeName === 'hardBreak') {
        const { client, clock } = item.id
        const [fate] = fatesOf(ledger, { client, clock, length: 1 })
        if (fate) pieces.push({ ...fate, client, text: '\n', bold: false, italic: false, run: ++run })
      }
    }
    return pieces
  }
  function* node(item: Y.Item, place: Pick<Block, 'is' | 'depth'>): InParts<void> {
    const type = item.content instanceof Y.ContentType ? item.content.type : null
    if (type instanceof Y.XmlText) {
      const pieces: Piece[] = []
      yield* letters(type, pieces)
      lines.push({ ...place, ...deedsOf(item), pieces })
    }
    if (!(type instanceof Y.XmlElement)) return
    if (type.nodeName === 'paragraph') {
      lines.push({ ...place, ...deedsOf(item), pieces: yield* inline(type) })
      return
    }
    const below = placeIn(type.nodeName, place)
    if (below) for (let child = type._start; child; child = child.right) yield* node(child, below)
  }
  for (let item = (fragment as Y.AbstractType<unknown>)._start; item; item = item.right) {
    if (++looked % part === 0) yield
    yield* node(item, { is: 'paragraph', depth: 0 })
  }
  return lines
}

function placeIn(name: string, place: Pick<Block, 'is' | 'depth'>): Pick<Block, 'is' | 'depth'> | null {
  if (name === 'listItem') return place
  if (name !== 'bulletList' && name !== 'orderedList') return null
  return {
    is: name === 'bulletList' ? 'bullet' : 'numbered',
    depth: place.is === 'paragraph' ? 0 : place.depth + 1,
  }
}

/** After the row with this seq. */
export const standsAt = (it: { readonly put: Deed; readonly taken: Deed | null }, seq: number): boolean =>
  it.put.seq <= seq && (it.taken === null || it.taken.seq > seq)

export const pieceStandsAt = ({ origin, taken }: Piece, seq: number): boolean =>
  standsAt({ put: origin.put, taken }, seq)
