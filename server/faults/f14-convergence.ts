import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import { entriesOf, notesOf } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { newEntryOf, openReplica, textOf } from '../src/sync/desk.testing.ts'
import { updateFrame } from '../src/sync/frames.ts'
import { elena, everyone, maria, newEntry, sam } from '../src/sync/people.testing.ts'
import { seeded } from '../src/testing/seeded.ts'
import { openBench } from '../src/sync/room.testing.ts'
import { Broken, figure, none } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { openCopy } from './support/copies.ts'
import type { Circumstance, Copy } from './support/copies.ts'
import { assertLog } from './support/invariants.ts'
import { difference, fromLog, rebuilt } from './support/replicas.ts'

/** F14: five copies, lines that come and go, a house that dies, rights that change, hands that forge. All equal after. */
export const convergent: Fault = { number: 'F14', title: 'five copies come together again', run }

const kinds: readonly EntryKind[] = ['voice', 'voice', 'reflection', 'decision', 'question', 'step']
/** Each refusal costs a copy its clientID, and a person may bring 64 of them. */
const mostRefusals = 24

function run({ size, seed, say }: Given) {
  const operations = size === 'full' ? 5000 : 1000
  const seeds = seed === null ? Array.from({ length: size === 'full' ? 50 : 3 }, (_, i) => i + 1) : [seed]
  const sum = { operations: 0, refused: 0, forged: 0, crashes: 0, lost: 0, rows: 0 }
  for (const one of seeds) {
    const story = tell(one, operations)
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += story[key]
    if (one % 10 === 0) say(`F14: seed ${one}: ${JSON.stringify(sum)}`)
  }
  const shown = sum.refused > 0 && sum.forged > 0 && sum.crashes > 0
  return Promise.resolve({
    runs: seeds.length,
    figures: [
      none(`copies that differ after ${sum.operations} operations`, 0),
      figure(
        'honest refusals, forged updates, crashes of the house',
        `${sum.refused}, ${sum.forged}, ${sum.crashes}`,
        '> 0',
        shown,
      ),
    ],
  })
}

/** One story. Throws Broken when copies part, or when a forged update has any effect. */
function tell(seed: number, operations: number) {
  const chance = seeded(seed)
  const broken = (what: string): Broken => new Broken({ fault: 'F14', seed, what })
  const pick = <T>(from: readonly T[]): T => from[chance.below(from.length)] as T
  const told = { operations: 0, refused: 0, forged: 0, crashes: 0, lost: 0, rows: 0 }
  let bench = openBench()
  let base: { readonly seq: number; readonly bytes: Uint8Array } | null = null
  const shared: Circumstance = { room: bench.room, checked: new Set() }
  let door = true
  let clients = 1000
  const copies = [maria, elena, sam, maria, elena].map(person =>
    openCopy({ person, with: shared, mayWrite: () => door, nextClient: () => clients++ }),
  )
  /** Sits in the room and may only read; its screen sends whatever it likes (I6). */
  const reader = openCopy({
    person: 'somebody-who-reads' as PersonId,
    with: shared,
    mayWrite: () => false,
    nextClient: () => clients++,
  })
  const all = [...copies, reader]

  const authors = new Map<EntryId, { kind: EntryKind; speaker: PersonId | null; author: PersonId }>()
  const mayEdit = (copy: Copy, id: EntryId): boolean => {
    const made = authors.get(id)
    if (!made) return false
    if (made.kind !== 'voice' || made.speaker === copy.person) return true
    return made.author === copy.person && !shared.checked.has(id)
  }
  const edit = (text: Y.XmlText): void => {
    const at = chance.below(text.length + 1)
    const what = chance.below(8)
    if (what < 3 && text.length > 4) text.delete(chance.below(text.length - 3), 1 + chance.below(4))
    else if (what === 3 && text.length > 2)
      text.format(chance.below(text.length - 1), 2, { bold: chance.below(2) ? {} : null })
    else text.insert(at, 'abcdefgh'.slice(0, 1 + chance.below(8)))
  }
  const write = (copy: Copy): void => {
    const doc = copy.doc()
    const notes = notesOf(doc)
    // Nobody has an editor before the first words have come.
    if (notes.length === 0) return
    told.operations++
    const entries = [...entriesOf(doc).keys()].filter(id => mayEdit(copy, id as EntryId)) as EntryId[]
    const what = chance.below(40)
    if (what === 0 && authors.size < 40) {
      const id = newEntry()
      const kind = pick(kinds)
      const speaker = kind === 'voice' ? pick([maria, elena, null]) : null
      authors.set(id, { kind, speaker, author: copy.person })
      copy.notebook().add(newEntryOf({ id, kind, speaker, author: copy.person }))
    } else if (what === 1 && entries.length > 0) copy.notebook().withdraw(pick(entries), chance.below(2) === 0)
    else if (what === 2 && entries.length > 1) copy.notebook().move(pick(entries), pick(entries))
    else if (what === 3 && notes.length < 12)
      notes.insert(chance.below(notes.length + 1), [new Y.XmlElement('paragraph')])
    else if (what === 4 && notes.length > 2) notes.delete(chance.below(notes.length), 1)
    else if (what < 22 || entries.length === 0)
      doc.transact(() => edit(paragraphText(notes, chance.below(notes.length))))
    else doc.transact(() => edit(textOf(copy.notebook().body(pick(entries)))))
  }
  const forge = (): void => {
    const ids = [...authors.keys()].filter(id => entriesOf(bench.book.doc()).has(id))
    if (ids.length === 0) return
    const id = pick(ids)
    const made = authors.get(id)
    const { doc, notebook, written } = openReplica(Y.encodeStateAsUpdate(bench.book.doc()))
    const entry = entriesOf(doc).get(id) as Y.Map<unknown>
    doc.clientID = chance.below(2) ? pick(copies).doc().clientID : 2_000_000 + told.forged
    if (chance.below(2)) entry.set(pick(['kind', 'speaker', 'author']), sam)
    else if (made?.kind === 'voice' && made.speaker !== sam && made.author !== sam)
      textOf(notebook.body(id)).insert(0, 'forged')
    else entriesOf(doc).delete(id)
    told.forged++
    const rows = bench.rows.length
    for (const update of written()) bench.drop(sam, updateFrame(update))
    if (bench.rows.length !== rows) throw broken('a forged update was taken')
  }
  const check = (): void => {
    if (copies.some(copy => copy.refused() > mostRefusals)) return
    for (const [id, { kind, speaker }] of authors) {
      if (kind === 'voice' && speaker !== null && chance.below(6) === 0) shared.checked.add(id)
    }
  }
  const turnDoor = (): void => {
    door = !door
    for (const copy of copies) {
      const member = copy.member()
      if (member)
        bench.room.change(member, { hand: { ...member.rights.hand, mayWrite: door }, checked: shared.checked })
    }
  }
  /** Only what is on the disk comes back. */
  const crash = (): void => {
    const rows = bench.rows.slice(0, bench.room.durableSeq)
    told.lost += bench.rows.length - rows.length
    told.crashes++
    for (const copy of all) copy.lose()
    bench = openBench({ rows })
    shared.room = bench.room
    if (base && base.seq > rows.length) base = null
  }

  while (told.operations < operations) {
    for (const copy of all) if (!copy.member() && chance.below(6) === 0) copy.connect()
    write(chance.below(15) === 0 ? reader : pick(copies))
    for (let frames = chance.below(8); frames > 0; frames--) {
      const copy = pick(all)
      if (chance.below(2)) copy.say()
      else copy.hear()
    }
    const what = chance.below(300)
    if (what < 60) bench.keep()
    else if (what < 68) pick(all).lose()
    else if (what < 78) forge()
    else if (what < 92) check()
    else if (what < 95) turnDoor()
    else if (what === 95) crash()
    else if (what === 96 && bench.room.durableSeq === bench.rows.length) {
      base = { seq: bench.rows.length, bytes: bench.book.compact() }
      bench.book.sleep()
    }
  }
  if (!door) turnDoor()
  for (let round = 0, quiet = false; !quiet; round++) {
    if (round > 1000) throw broken('they never come to rest')
    quiet = true
    for (const copy of all) {
      if (!copy.member()) copy.connect()
      while (copy.say() || copy.hear()) quiet = false
    }
    bench.keep()
  }

  const server = bench.book.doc()
  const tail = bench.rows.slice(base?.seq ?? 0).map(({ bytes }) => bytes)
  for (const [name, doc] of [
    ...copies.map((copy, i) => [`copy ${i + 1}`, copy.doc()] as const),
    ['the log', fromLog(bench.rows as never)] as const,
    ['snapshot and tail', rebuilt(base ? [base.bytes, ...tail] : tail)] as const,
  ]) {
    const differs = difference(server, doc)
    if (differs) throw broken(`I2: the house and ${name}: ${differs}`)
  }
  const owners = bench.rows.flatMap(({ client, person }) => (person ? [[client, person] as const] : []))
  assertLog({ rows: bench.rows as never, clients: new Map(owners) }, broken)
  if (bench.rows.some(({ person }) => person !== null && !everyone.includes(person)))
    throw broken('I6: a reader has written')
  for (const [id, made] of authors) {
    const entry = entriesOf(server).get(id)
    if (entry && (entry.get('kind') !== made.kind || entry.get('author') !== made.author))
      throw broken('an entry was changed')
  }
  told.refused = copies.reduce((count, copy) => count + copy.refused(), 0)
  told.rows = bench.rows.length
  return told
}

function paragraphText(notes: Y.XmlFragment, at: number): Y.XmlText {
  const paragraph = notes.get(at) as Y.XmlElement
  const first = paragraph.get(0)
  if (first instanceof Y.XmlText) return first
  const text = new Y.XmlText()
  paragraph.insert(0, [text])
  return text
}
