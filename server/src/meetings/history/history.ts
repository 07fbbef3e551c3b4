import type { PersonId } from '@polyphony/shared/domain/ids'
import { applyPlainly } from '@polyphony/shared/notebook/apply'
import { entriesOf, metaOf, notesOf } from '@polyphony/shared/notebook/schema'
import type { Where } from '@polyphony/shared/wire/history'
import * as Y from 'yjs'
import type { LogRow } from '../../store/log.ts'
import { createLedger, fatesOf } from './ledger.ts'
import type { Deed, Ledger } from './ledger.ts'
import { keepWriters } from './moving.ts'
import { addedBy, fragmentOf, whereOf } from './tree.ts'

/** A row of the log that changed words. */
export interface Step extends Deed {
  readonly where: readonly Where[]
  /** Letters of others that it took away for good. */
  readonly ofOthers: number
}

/**
 * How a notebook came to be, told from its log alone (DESIGN §6): nothing that a client says about itself is looked at.
 * It grows with the log, row by row; what was taken away is kept here, and only here.
 */
export interface History {
  /** Rows follow without gaps. */
  add(row: LogRow): void
  readonly doc: Y.Doc
  readonly ledger: Ledger
  /** Of every row, in order: the first is row 1. */
  readonly rows: readonly Deed[]
  /** Rows that changed words. */
  readonly steps: readonly Step[]
  /** Lets go of the document. */
  close(): void
}

export function createHistory(): History {
  const doc = new Y.Doc({ gc: false })
  notesOf(doc)
  entriesOf(doc)
  metaOf(doc)
  const ledger = createLedger()
  const rows: Deed[] = []
  const steps: Step[] = []

  const look = (transaction: Y.Transaction, deed: Deed): void => {
    for (const [client, end] of transaction.afterState) {
      const clock = transaction.beforeState.get(client) ?? 0
      if (end <= clock) continue
      const origin = { by: deed, put: deed, back: null, root: { client, shift: 0 } }
      ledger.origins.put(client, clock, end, origin)
    }
    const added = addedBy(transaction)
    const gone: Y.Item[] = []
    for (const [client, ranges] of transaction.deleteSet.clients) {
      for (const { clock, len } of ranges) ledger.taken.put(client, clock, clock + len, deed)
    }
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, struct => {
      if (struct instanceof Y.Item) gone.push(struct)
    })
    keepWriters({ ledger, added, deed, tookAny: gone.some(isLetters) })
    const where = wherever(doc, [...added, ...gone])
    if (where.length > 0) steps.push({ ...deed, where, ofOthers: lettersOfOthers(ledger, gone, deed) })
  }

  return {
    doc,
    ledger,
    rows,
    steps,
    add: row => {
      const deed: Deed = { person: row.person, at: row.at, seq: row.seq }
      if (row.seq !== rows.length + 1) throw new Error('a row of the log is missing')
      rows.push(deed)
      const then = (transaction: Y.Transaction): void => look(transaction, deed)
      doc.once('afterTransaction', then)
      applyPlainly(doc, [row.bytes])
    },
    close: () => doc.destroy(),
  }
}

const isLetters = (item: Y.Item): boolean => item.content instanceof Y.ContentString

function wherever(doc: Y.Doc, items: readonly Y.Item[]): Where[] {
  const found = new Set<Where>()
  for (const item of new Map(items.map(one => [one.parent, one])).values()) {
    const fragment = fragmentOf(item)
    const where = fragment && whereOf(doc, fragment)
    if (where !== null) found.add(where)
  }
  return [...found]
}

function lettersOfOthers(ledger: Ledger, gone: readonly Y.Item[], deed: Deed): number {
  let count = 0
  for (const item of gone) {
    if (!isLetters(item)) continue
    for (const fate of fatesOf(ledger, { ...item.id, length: item.length })) {
      if (!fate.passed && isOfAnother(fate.origin.by.person, deed)) count += fate.length
    }
  }
  return count
}

const isOfAnother = (writer: PersonId | null, deed: Deed): boolean => writer !== deed.person
