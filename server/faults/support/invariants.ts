import type { PersonId } from '@polyphony/shared/domain/ids'
import * as Y from 'yjs'
import { Broken } from '../fault.ts'
import type { Home } from './home.ts'
import { askDisk, readDisk } from './log.ts'
import type { OnDisk } from './log.ts'
import { difference, fromLog, fromSnapshot, holds } from './replicas.ts'
import { openTypist } from './typist.ts'
import type { Typist } from './typist.ts'
import { until } from './waiting.ts'

export interface Asserted {
  readonly fault: string
  readonly seed?: number
  readonly home: Home
  readonly typists: readonly Typist[]
  /** Of typists that are gone: what they were promised still holds. */
  readonly promised?: readonly Uint8Array[]
  /** Who lost their right, and when (I5). */
  readonly revoked?: { readonly person: PersonId; readonly at: number }
  /** Who may only read: nothing of theirs may stand in the log (I6). */
  readonly readers?: readonly PersonId[]
  /** Sentences of the log that this fault is meant to bring. */
  readonly expected?: RegExp
}

/** Waits until nobody has anything left to say, then asserts I1 to I8 wherever they can be seen. Answers what it saw. */
export async function assertInvariants(given: Asserted): Promise<{ readonly rows: number; readonly settled: number }> {
  const { fault, seed, home, typists } = given
  const broken = (what: string): Broken => new Broken({ fault, what, ...(seed !== undefined && { seed }) })
  const late = openTypist({ port: home.port, guest: home.guests[0] ?? home.nurse, meeting: home.meeting })
  try {
    const settled = await settle([...typists, late])
    const disk = readDisk(home.dataDir, home)
    const log = fromLog(disk.rows)

    const promised = [...typists.flatMap(typist => typist.promised), ...(given.promised ?? [])]
    const lost = promised.filter(update => !holds(log, update)).length
    if (lost > 0) throw broken(`I1: ${lost} of ${promised.length} promised updates are not in the log`)

    for (const [name, doc] of [
      ...typists.map((typist, i) => [`replica ${i + 1}`, typist.doc] as const),
      ['somebody who comes late', late.doc] as const,
      ['snapshot and tail', fromSnapshot(disk)] as const,
    ]) {
      const differs = difference(log, doc)
      if (differs) throw broken(`I2: the log and ${name}: ${differs}`)
    }
    assertLog(disk, broken)
    assertDeeds(home, disk, broken)
    if (given.revoked) {
      const { person, at } = given.revoked
      const after = disk.rows.filter(row => row.person === person && row.at > at + 1000).length
      if (after > 0) throw broken(`I5: ${after} rows of somebody who had lost their right`)
    }
    for (const reader of given.readers ?? []) {
      if (disk.rows.some(row => row.person === reader))
        throw broken('I6: somebody who only reads has changed something')
    }
    assertApart(given, broken)
    assertWell(given, broken)
    return { rows: disk.rows.length, settled }
  } finally {
    late.close()
  }
}

/** Until everybody has everything. Answers how long it took. */
export async function settle(typists: readonly Typist[], within = 30_000): Promise<number> {
  const restless = (): string | null => {
    const [first, ...others] = typists
    const waiting = typists.findIndex(typist => !(typist.mayWrite() ? typist.allKept() : typist.synced()))
    if (waiting >= 0) return `replica ${waiting + 1} is not kept`
    const state = Y.encodeStateVector(first?.doc ?? new Y.Doc())
    for (const { doc } of others)
      if (Buffer.compare(Y.encodeStateVector(doc), state) !== 0) return 'state vectors differ'
    for (const { doc } of others) {
      const differs = first && difference(first.doc, doc)
      if (differs) return differs
    }
    return null
  }
  let why: string | null = null
  try {
    return await until(
      'everybody is in step',
      () => {
        why = restless()
        return why === null
      },
      { within },
    )
  } catch {
    throw new Error(`they never came into step: ${why}`)
  }
}

const eventsSeen = new WeakMap<Home, OnDisk['events']>()

/**
 * I1 and I9 for what people do: a deed that was answered as done stands under its number, and nothing that stood once has
 * changed or gone. A commitment can only be undone by a later event, which everybody sees.
 */
function assertDeeds(home: Home, { events }: OnDisk, broken: (what: string) => Error): void {
  const before = eventsSeen.get(home) ?? []
  const changed = before.findIndex(({ seq, at, body }, i) => {
    const now = events[i]
    return !now || now.seq !== seq || now.at !== at || now.body !== body
  })
  if (changed >= 0) throw broken(`I9: event ${changed + 1} is not what it was`)
  eventsSeen.set(home, events)
  const done = askDisk(home.dataDir, 'SELECT id, seq FROM command_done WHERE meeting = ?', home.meeting)
  const seqs = new Map(done.map(({ id, seq }) => [String(id), Number(seq)]))
  for (const { promised } of home.seats) {
    for (const [id, seq] of promised) if (seqs.get(id) !== seq) throw broken('I1: a deed that was done is not')
  }
}

/** I3: numbers without gaps, every letter in exactly one row, every row by somebody to whom its clientID belongs. */
export function assertLog(disk: Pick<OnDisk, 'rows' | 'clients'>, broken: (what: string) => Error): void {
  const ends = new Map<number, number>()
  disk.rows.forEach((row, index) => {
    if (row.seq !== index + 1) throw broken(`I3: row ${row.seq} where ${index + 1} is next`)
    for (const { id, length } of Y.decodeUpdate(row.bytes).structs) {
      const end = ends.get(id.client) ?? 0
      // What was known already may come again inside of a larger answer; what is new begins where the last ended.
      if (id.clock > end) throw broken(`I3: row ${row.seq} leaves a gap for client ${id.client}`)
      const owner = disk.clients.get(id.client) ?? null
      if (id.clock + length > end && owner !== row.person)
        throw broken(`I3: row ${row.seq} is not its client's owner's`)
      ends.set(id.client, Math.max(end, id.clock + length))
    }
  })
}

/** I7: nothing of another room. */
function assertApart({ home, typists }: Asserted, broken: (what: string) => Error): void {
  const others = new Set(readDisk(home.dataDir, { meeting: home.other }).rows.map(({ client }) => client))
  if (others.size === 0) throw broken('I7: the other room is empty, so nothing could be seen')
  for (const { doc } of typists) {
    for (const client of doc.store.clients.keys()) {
      if (others.has(client)) throw broken('I7: words of another room')
    }
  }
}

/** I8: nothing happened that nobody thought of, and it has not grown beyond measure. */
function assertWell({ home, expected }: Asserted, broken: (what: string) => Error): void {
  const { said, child, pulses } = home.running()
  if (child.exitCode !== null || child.signalCode !== null) throw broken(`I8: the house is gone: ${said.err}`)
  const bad = said.err
    .split('\n')
    .filter(line => /"level":"(?:error|fatal)"|unhandled|nobody listened/i.test(line))
    .filter(line => !expected?.test(line))
  if (bad.length > 0) throw broken(`I8: ${bad[0]}`)
  if (Math.max(0, ...pulses.map(({ heap }) => heap)) > 512 * 1024 * 1024) throw broken('I8: more than 512 MB of heap')
}
