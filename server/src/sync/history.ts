import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { NotebookReading } from '@polyphony/shared/domain/record'
import type { Instant, Span } from '@polyphony/shared/domain/time'
import { minutes } from '@polyphony/shared/domain/time'
import { applyPlainly } from '@polyphony/shared/notebook/apply'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { entriesOf, metaOf, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import type { LogRow } from '../store/log.ts'

/** Who did something, and with which row of the log. person null: the house. */
export interface Deed {
  readonly person: PersonId | null
  readonly at: Instant
  readonly seq: number
}

/** Letters that one person wrote at one time. A line ends with '\n', which nobody wrote. */
export interface Writing {
  readonly text: string
  readonly by: Deed
  /** Who took it away again; null while it stands. */
  readonly taken: Deed | null
}

/** A moment worth going back to (S14): the notebook as it was after the row with this seq. */
export interface Checkpoint {
  readonly seq: number
  readonly at: Instant
  readonly why: 'opened' | 'ten-minutes' | 'before-much-was-taken' | 'last'
}

/** How a notebook came to be, told from its log alone. Nothing that a client wrote about itself is looked at. */
export interface History {
  /** Who wrote what, in the notes or in an entry; what was taken away stands where it stood. */
  writings(where: 'notes' | EntryId): readonly Writing[]
  /** The notebook as it was after a row. */
  readingAt(seq: number): NotebookReading
  readonly checkpoints: readonly Checkpoint[]
}

/** Letters of others that one update may take away before the notebook before it is kept in mind. */
export const muchTaken = 500
const between: Span = minutes(10)

interface Stretch extends Deed {
  readonly clock: number
  readonly end: number
}

/** rows: the whole log of one meeting, from seq 1, in order. */
export function historyOf(rows: readonly LogRow[]): History {
  // What was taken away is kept here, and only here: the log knows it, the room has forgotten it.
  const doc = blank(false)
  const written = new Map<number, Stretch[]>()
  const taken = new Map<number, Stretch[]>()
  const checkpoints: Checkpoint[] = []
  const last = rows.at(-1)

  rows.forEach((row, index) => {
    const deed: Deed = { person: row.person, at: row.at, seq: row.seq }
    let others = 0
    const look = (transaction: Y.Transaction): void => {
      for (const [client, end] of transaction.afterState) {
        const clock = transaction.beforeState.get(client) ?? 0
        if (end > clock) note(written, client, { ...deed, clock, end })
      }
      for (const [client, ranges] of transaction.deleteSet.clients) {
        for (const { clock, len } of ranges) note(taken, client, { ...deed, clock, end: clock + len })
      }
      others = lettersOfOthers(transaction, deed.person)
    }
    doc.once('afterTransaction', look)
    applyPlainly(doc, [row.bytes])

    const before = rows[index - 1]
    const since = checkpoints.at(-1)?.at ?? row.at
    if (!before) checkpoints.push({ seq: row.seq, at: row.at, why: 'opened' })
    else if (others > muchTaken) checkpoints.push({ seq: before.seq, at: before.at, why: 'before-much-was-taken' })
    else if (row.at - since >= between) checkpoints.push({ seq: before.seq, at: row.at, why: 'ten-minutes' })
  })
  if (last && checkpoints.at(-1)?.seq !== last.seq) checkpoints.push({ seq: last.seq, at: last.at, why: 'last' })

  function lettersOfOthers(transaction: Y.Transaction, person: PersonId | null): number {
    let count = 0
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, struct => {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return
      if (at(written, struct.id)?.person !== person) count += struct.length
    })
    return count
  }

  return {
    checkpoints,
    readingAt: seq => {
      const then = blank(true)
      const until = rows.filter(row => row.seq <= seq).map(row => row.bytes)
      applyPlainly(then, until)
      return readNotebook(then)
    },
    writings: where => {
      const body: unknown = where === 'notes' ? notesOf(doc) : entriesOf(doc).get(where)?.get('body')
      const found: Writing[] = []
      if (body instanceof Y.XmlFragment) gather(body as Y.AbstractType<unknown>, found)
      return found
    },
  }

  function gather(type: Y.AbstractType<unknown>, into: Writing[]): void {
    for (let item = type._start; item !== null; item = item.right) {
      const { content } = item
      if (content instanceof Y.ContentString) letters(item, content.str, into)
      if (!(content instanceof Y.ContentType)) continue
      gather(content.type as Y.AbstractType<unknown>, into)
      if (content.type instanceof Y.XmlElement && content.type.nodeName === 'paragraph') {
        const by = at(written, item.id)
        if (by) into.push({ text: '\n', by, taken: at(taken, item.id) })
      }
    }
  }
  /** One item may hold what was typed at several times: it is cut where the deed changes. */
  function letters(item: Y.Item, text: string, into: Writing[]): void {
    let from = 0
    while (from < text.length) {
      const id = Y.createID(item.id.client, item.id.clock + from)
      const [by, gone] = [stretchAt(written, id), stretchAt(taken, id)]
      if (!by) return
      const end = Math.min(text.length, by.end - item.id.clock, gone ? gone.end - item.id.clock : text.length)
      into.push({ text: text.slice(from, end), by: plain(by), taken: gone && plain(gone) })
      from = end
    }
  }
}

const plain = ({ person, at, seq }: Deed): Deed => ({ person, at, seq })

function at(deeds: ReadonlyMap<number, readonly Stretch[]>, id: Y.ID): Deed | null {
  const found = stretchAt(deeds, id)
  return found && plain(found)
}

function stretchAt(deeds: ReadonlyMap<number, readonly Stretch[]>, id: Y.ID): Stretch | null {
  return deeds.get(id.client)?.find(({ clock, end }) => clock <= id.clock && id.clock < end) ?? null
}

function note(deeds: Map<number, Stretch[]>, client: number, stretch: Stretch): void {
  const before = deeds.get(client)
  if (before) before.push(stretch)
  else deeds.set(client, [stretch])
}

function blank(gc: boolean): Y.Doc {
  const doc = new Y.Doc({ gc })
  notesOf(doc)
  entriesOf(doc)
  metaOf(doc)
  return doc
}
