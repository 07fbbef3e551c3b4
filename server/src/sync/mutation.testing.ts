import type { EntryId } from '@polyphony/shared/domain/ids'
import { notesOf, seed as plant } from '@polyphony/shared/notebook/schema'
import * as Y from 'yjs'
import { newEntryOf, notesText, openReplica, textOf } from './desk.testing.ts'
import { answerFrame, haveFrame, readFrame, updateFrame } from './frames.ts'
import { elena, everyone, maria, sam } from './people.testing.ts'
import { seeded } from '../testing/seeded.ts'
import { openBench } from './room.testing.ts'

interface MutationReport {
  readonly frames: number
  /** Frames that were taken, refused with 4409, and not understood at all. */
  readonly taken: number
  readonly refused: number
  readonly unknown: number
}

/**
 * Sends frames that were right once and have been broken a little: bits flipped, pieces cut out, put in, doubled, swapped.
 * Throws when the room falls over, when somebody else's voice changes, or when copies part.
 */
export function mutate(given: { readonly seed: number; readonly frames: number }): MutationReport {
  const chance = seeded(given.seed)
  // Nothing of a run is left to chance but the seed's own: what it found can be looked at again.
  const house = new Y.Doc()
  house.clientID = 1
  plant(house)
  const bench = openBench({ rows: [{ seq: 1, person: null, client: 1, bytes: Y.encodeStateAsUpdate(house) }] })
  const [speaker, other] = [bench.join(maria), bench.join(elena)]
  speaker.replica.doc.clientID = 2
  other.replica.doc.clientID = 3
  speaker.hello()
  other.hello()
  const voice = idOf(given.seed, 1)
  speaker.write(nb => {
    notesText(speaker.replica.doc).insert(0, 'notes')
    nb.add(newEntryOf({ id: voice, kind: 'voice', speaker: maria, author: maria, text: 'mine and only mine' }))
  })
  bench.keep()
  const heard = (): string => textOf(speaker.replica.notebook.body(voice)).toString()
  const corpus = [
    updateFrame(other.replica.write(() => notesText(other.replica.doc).insert(2, 'typed'))),
    updateFrame(other.replica.write(() => notesText(other.replica.doc).format(0, 3, { bold: {} }))),
    updateFrame(other.replica.write(() => notesText(other.replica.doc).delete(0, 2))),
    updateFrame(
      other.replica.write(nb =>
        nb.add(newEntryOf({ id: idOf(given.seed, 2), kind: 'step', author: elena, text: 'a step' })),
      ),
    ),
    updateFrame(other.replica.write(() => notesOf(other.replica.doc).insert(1, [new Y.XmlElement('paragraph')]))),
    answerFrame(Y.encodeStateAsUpdate(other.replica.doc)),
    haveFrame(Y.encodeStateVector(other.replica.doc)),
    new Uint8Array([1, 9, 1, 200, 1, 5, 4, 0x7b, 0x22, 0x61, 0x22]),
    new Uint8Array([3]),
  ]
  const report = { frames: 0, taken: 0, refused: 0, unknown: 0 }
  /** Somebody new, under a clientID of their own, on what stands now. */
  const freshFrame = (): Uint8Array => {
    const { doc, write } = openReplica(Y.encodeStateAsUpdate(bench.book.doc()))
    doc.clientID = 1000 + report.frames
    return updateFrame(write(() => notesText(doc).insert(0, 'somebody new')))
  }
  while (report.frames < given.frames) {
    const original = chance.below(12) === 0 ? freshFrame() : (corpus[chance.below(corpus.length)] as Uint8Array)
    const read = readFrame(original)
    // Half of the time only what is inside is broken: the envelope alone would catch nearly all of it.
    const inside = read.is === 'words' && chance.below(2) === 0
    const broken = inside
      ? updateFrame(breakIt(read.update, { chance, corpus }))
      : breakIt(original, { chance, corpus })
    const rows = bench.rows.length
    const closed = bench.drop(everyone[1 + chance.below(2)] === elena ? elena : sam, broken)
    report.frames++
    if (bench.rows.length > rows) report.taken++
    else if (closed === 'unknown') report.unknown++
    else if (closed !== null) report.refused++
    if (report.frames % 200 === 0) bench.keep()
  }
  bench.keep()
  if (heard() !== 'mine and only mine') throw new Error(`seed ${given.seed}: the voice reads “${heard()}”`)
  const fresh = openBench({ rows: bench.rows })
  const copies = [bench.book.doc(), fresh.book.doc(), speaker.replica.doc]
  const [first, ...others] = copies.map(doc => JSON.stringify([notesOf(doc).toJSON(), doc.getMap('entries').toJSON()]))
  if (others.some(copy => copy !== first)) throw new Error(`seed ${given.seed}: copies have parted`)
  return report
}

const idOf = (seed: number, n: number): EntryId =>
  `01980000-0000-7000-8000-${String(seed * 10 + n).padStart(12, '0')}` as EntryId

type Chance = ReturnType<typeof seeded>

function breakIt(bytes: Uint8Array, { chance, corpus }: { chance: Chance; corpus: readonly Uint8Array[] }): Uint8Array {
  let broken = bytes.slice()
  for (let times = 1 + chance.below(3); times > 0; times--) {
    const at = chance.below(broken.length + 1)
    const rest = broken.subarray(at)
    switch (chance.below(6)) {
      case 0:
        if (at < broken.length) broken[at] = (broken[at] ?? 0) ^ (1 << chance.below(8))
        break
      case 1:
        if (at < broken.length) broken[at] = chance.below(256)
        break
      case 2:
        broken = broken.slice(0, at)
        break
      case 3:
        broken = join(broken.subarray(0, at), rest.subarray(1 + chance.below(4)))
        break
      case 4:
        broken = join(broken.subarray(0, at), chance.fill(new Uint8Array(1 + chance.below(5))), rest)
        break
      default: {
        const other = corpus[chance.below(corpus.length)] as Uint8Array
        broken = join(broken.subarray(0, at), other.subarray(chance.below(other.length)))
      }
    }
  }
  return broken
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

// node server/src/sync/mutation.testing.ts --full: a hundred thousand of them.
if (import.meta.main) {
  const full = process.argv.includes('--full')
  for (let seed = 1; seed <= (full ? 50 : 5); seed++) {
    const report = mutate({ seed, frames: 2000 })
    process.stdout.write(`${JSON.stringify({ seed, ...report })}\n`)
  }
}
