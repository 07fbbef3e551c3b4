import type { EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { seed } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import type { LogRow } from '../../store/log.ts'
import { seeded } from '../../testing/seeded.ts'
import { createHistory } from './history.ts'
import type { History } from './history.ts'

const chance = seeded(20_261_122)
let made = 0
const id = <T extends string>() => newId<never>(1_790_000_000_000 + made++, chance) as unknown as T
export const maria = id<PersonId>()
export const elena = id<PersonId>()
export const sam = id<PersonId>()
export const newEntry = (): EntryId => id()
const meeting = id<MeetingId>()
export const start = 1_790_000_000_000

/** People who write on one document, each on their own copy, and the log that comes of it: one row for each change. */
export interface Log {
  readonly rows: readonly LogRow[]
  /** Their own copy, with what they have heard. */
  notebook(person: PersonId): Notebook
  /** One change is one row; nobody else hears of it before they listen. A second passes. */
  write(person: PersonId, change: (notebook: Notebook) => void): void
  listen(person: PersonId): void
  /** Writes, and everybody hears it. */
  all(person: PersonId, change: (notebook: Notebook) => void): void
  pass(span: number): void
  history(): History
}

export function openLog(): Log {
  const rows: LogRow[] = []
  const copies = new Map<PersonId, { notebook: Notebook; heard: number }>()
  let now = start
  const put = (person: PersonId | null, doc: Y.Doc, change: () => void): void => {
    const note = (bytes: Uint8Array): void => {
      rows.push({ meeting, seq: rows.length + 1, person, client: doc.clientID, at: now, bytes })
    }
    now += 1000
    doc.on('update', note)
    try {
      doc.transact(change)
    } finally {
      doc.off('update', note)
    }
  }
  const house = new Y.Doc()
  put(null, house, () => seed(house))

  const copyOf = (person: PersonId) => {
    const known = copies.get(person)
    if (known) return known
    const doc = new Y.Doc()
    const copy = { notebook: openNotebook(doc), heard: 0 }
    copies.set(person, copy)
    listen(person)
    return copy
  }
  const listen = (person: PersonId): void => {
    const copy = copyOf(person)
    const { doc } = copy.notebook
    // What Yjs tidies up after it has heard others is sent too, as by every client.
    const tidied: Uint8Array[] = []
    const note = (bytes: Uint8Array, origin: unknown): void => void (origin !== 'heard' && tidied.push(bytes))
    doc.on('update', note)
    for (const row of rows.slice(copy.heard)) Y.applyUpdate(doc, row.bytes, 'heard')
    doc.off('update', note)
    copy.heard = rows.length
    for (const bytes of tidied) {
      rows.push({ meeting, seq: rows.length + 1, person, client: doc.clientID, at: now, bytes })
    }
  }
  const write: Log['write'] = (person, change) => {
    const { notebook } = copyOf(person)
    put(person, notebook.doc, () => change(notebook))
  }
  return {
    rows,
    notebook: person => copyOf(person).notebook,
    write,
    listen,
    all: (person, change) => {
      listen(person)
      write(person, change)
      for (const other of copies.keys()) listen(other)
    },
    pass: span => {
      now += span
    },
    history: () => {
      const history = createHistory()
      for (const row of rows) history.add(row)
      return history
    },
  }
}

/** The text of the line at this place, made when it is not there. */
export function textAt(fragment: Y.XmlFragment, at = 0): Y.XmlText {
  while (fragment.length <= at) fragment.insert(fragment.length, [new Y.XmlElement('paragraph')])
  const paragraph = fragment.get(at) as Y.XmlElement
  const first = paragraph.get(0)
  if (first instanceof Y.XmlText) return first
  const text = new Y.XmlText()
  paragraph.insert(0, [text])
  return text
}

/** As an editor does it when somebody presses Enter there: the rest of the line is put down anew. */
export function splitAt(fragment: Y.XmlFragment, line: number, at: number): void {
  const text = textAt(fragment, line)
  const rest = text
    .toString()
    .replace(/<[^>]*>/g, '')
    .slice(at)
  const paragraph = new Y.XmlElement('paragraph')
  const fresh = new Y.XmlText()
  paragraph.insert(0, [fresh])
  if (rest.length > 0) text.delete(at, rest.length)
  fragment.insert(line + 1, [paragraph])
  fresh.insert(0, rest)
}

/** As an editor does it with Backspace at the beginning of a line. */
export function joinUp(fragment: Y.XmlFragment, line: number): void {
  const rest = textAt(fragment, line)
    .toString()
    .replace(/<[^>]*>/g, '')
  const above = textAt(fragment, line - 1)
  fragment.delete(line, 1)
  above.insert(above.length, rest)
}
