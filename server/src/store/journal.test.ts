import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fakeClock } from '../testing/clock.ts'
import { seeded } from '../testing/seeded.ts'
import { manyRows, openJournal, placedAfter } from './journal.ts'
import type { Group } from './journal.ts'
import type { LogRow } from './log.ts'
import type { Store } from './open.ts'
import { openStore } from './open.ts'
import { pack, unpack } from './packing.ts'
import type { Packed } from './packing.ts'
import { journalPaths, readRecords, recordsOf } from './records.ts'

const first = '0190aaaa-0000-7000-8000-000000000001' as MeetingId
const second = '0190aaaa-0000-7000-8000-000000000002' as MeetingId
const maria = 'maria' as PersonId
let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-journal-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const row = (seq: number, more: Partial<LogRow> = {}): LogRow => ({
  meeting: first,
  seq,
  person: maria,
  client: 4_294_967_295,
  at: 1_800_000_000_000 + seq,
  bytes: new Uint8Array([seq % 256, 0, 255]),
  ...more,
})
const group = (...rows: LogRow[]): Group => ({ packed: pack(rows), rows })
const upTo = (last: number, from = 1): LogRow[] =>
  Array.from({ length: last - from + 1 }, (_, index) => row(from + index))

describe('records', () => {
  const three = [pack(upTo(2)), pack(upTo(5, 3)), pack(upTo(6, 6))]
  const whole = recordsOf(three)

  test('S4 cut off at any byte, all that stand whole before it are read, and nothing is called damaged', () => {
    const ends = three.map((_, index) => recordsOf(three.slice(0, index + 1)).length)
    for (let length = 0; length <= whole.length; length++) {
      const read = readRecords(Buffer.from(whole.subarray(0, length)))
      expect(read.packs, String(length)).toEqual(three.slice(0, ends.filter(end => end <= length).length))
      expect(read.damaged).toBe(false)
    }
  })

  test('any flipped bit of a record that has others behind it is noticed or ends the reading, and is never taken for words', () => {
    const chance = seeded(41)
    const [byte = 0] = [recordsOf(three.slice(0, 1)).length]
    let noticed = 0
    for (let turn = 0; turn < 300; turn++) {
      const bytes = Buffer.from(whole)
      const at = chance.below(byte)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
      const read = readRecords(bytes)
      if (read.damaged) noticed++
      for (const packed of read.packs) expect(three.some(one => Buffer.compare(one, packed) === 0)).toBe(true)
      expect(read.packs.length).toBeLessThan(3)
    }
    expect(noticed).toBeGreaterThan(200)
  })
})

describe('the journal', () => {
  const paths = (): readonly [string, string] => journalPaths(dataDir)
  const inFile = (path: string): LogRow[] => readRecords(readFileSync(path)).packs.flatMap(unpack)

  function open(
    place: (packs: readonly Packed[]) => Promise<void> = () => Promise.resolve(),
    many?: { readonly rows: number; readonly bytes: number },
  ) {
    const clock = fakeClock()
    const placed: LogRow[] = []
    const journal = openJournal({
      paths: paths(),
      clock,
      ...(many && { many }),
      place: async packs => {
        await place(packs)
        placed.push(...packs.flatMap(unpack))
      },
    })
    return { clock, placed, journal }
  }
  const settled = async (check: () => boolean): Promise<void> => {
    await expect.poll(check).toBe(true)
  }

  test('S4 what it has answered stands in the file, and is read until it stands in the tables', async () => {
    const { clock, placed, journal } = open()
    await journal.write([group(row(1)), group(row(2), row(1, { meeting: second }))])
    expect(inFile(paths()[0])).toEqual(journal.rows())
    expect(journal.rows()).toHaveLength(3)
    clock.pass(placedAfter)
    await settled(() => journal.rows().length === 0)
    expect(placed).toHaveLength(3)
    await settled(() => inFile(paths()[0]).length === 0)
    await journal.write([group(row(3))])
    expect(inFile(paths()[1])).toEqual([row(3)])
    await journal.close()
    expect(placed.at(-1)).toEqual(row(3))
    expect(clock.waiting()).toBe(0)
  })

  test('many rows do not wait for the time', async () => {
    const { placed, journal } = open()
    await journal.write([group(...upTo(manyRows - 1))])
    expect(placed).toEqual([])
    await journal.write([group(row(manyRows))])
    await settled(() => placed.length === manyRows)
    await journal.close()
  })

  test('nor do many bytes; and what is much by the time those before it are placed follows them at once', async () => {
    let finish = (): void => {}
    const { placed, journal } = open(() => new Promise<void>(resolve => (finish = resolve)))
    const long = (seq: number): Group => group(row(seq, { bytes: new Uint8Array(1_100_000) }))
    await journal.write([long(1)])
    expect(journal.rows()).toHaveLength(1)
    await journal.write([long(2)])
    await journal.write([long(3)])
    await journal.write([long(4)])
    expect(placed).toEqual([])
    await settled(() => {
      finish()
      return placed.length === 4 && journal.rows().length === 0
    })
    await journal.close()
  })

  test('S5 tables that refuse: words are taken on, and put there when they do not refuse any more', async () => {
    let refuse = true
    const { clock, placed, journal } = open(() => (refuse ? Promise.reject(new Error('full')) : Promise.resolve()))
    await journal.write([group(row(1))])
    clock.pass(placedAfter)
    await journal.write([group(row(2))])
    await settled(() => clock.waiting() > 0)
    clock.pass(placedAfter)
    await journal.write([group(row(3))])
    expect(journal.rows()).toEqual(upTo(3))
    expect([...inFile(paths()[0]), ...inFile(paths()[1])]).toEqual(upTo(3))
    refuse = false
    await expect
      .poll(() => {
        clock.pass(placedAfter)
        return placed.length
      })
      .toBe(3)
    await journal.close()
    expect(placed).toEqual(upTo(3))
  })

  test('S4 killed at any moment, whatever it has answered stands in the tables or in the files: 300 seeded evenings', async () => {
    for (let seed = 1; seed <= 300; seed++) {
      const chance = seeded(seed)
      let refuse = false
      const { clock, placed, journal } = open(
        () => (refuse ? Promise.reject(new Error('full')) : Promise.resolve()),
        // Every other evening much comes at once, all the time.
        seed % 2 === 0 ? { rows: 3, bytes: 200 } : undefined,
      )
      let last = 0
      let turns = 0
      for (let step = 0; step < 25; step++) {
        refuse = chance.below(4) === 0
        if (chance.below(3) === 0) {
          clock.pass(placedAfter)
          turns++
          // Sometimes it is killed in the middle of it.
          if (chance.below(2) === 0) await new Promise<void>(resolve => void setImmediate(resolve))
        } else {
          const rows = upTo(last + 1 + chance.below(3), last + 1)
          await journal.write([group(...rows)])
          last = rows.at(-1)?.seq ?? last
        }
        const left = paths().map(path => readRecords(readFileSync(path)))
        const found = new Set([...placed, ...left.flatMap(({ packs }) => packs).flatMap(unpack)].map(({ seq }) => seq))
        expect(found.size, `seed ${seed}, step ${step}`).toBe(last)
        expect(left.some(({ damaged }) => damaged)).toBe(false)
        const read = new Set([...placed, ...journal.rows()].map(({ seq }) => seq))
        expect(read.size, `read: seed ${seed}, step ${step}`).toBe(last)
      }
      expect(turns).toBeGreaterThan(0)
      await journal.close()
    }
  })

  test.runIf(existsSync('/dev/full'))(
    'S5 a full disk is said in the number of SQLite, and nothing was taken',
    async () => {
      const journal = openJournal({
        paths: ['/dev/full', '/dev/full'],
        clock: fakeClock(),
        place: () => Promise.resolve(),
      })
      const refused = journal.write([group(row(1))])
      await expect(refused).rejects.toMatchObject({ name: 'StoreTrouble', code: 13, isOfTheDisk: true })
      expect(journal.rows()).toEqual([])
      await journal.close()
    },
  )
})

describe('a house that was killed', () => {
  /** As it stood on the disk at this moment, in a folder of its own. */
  const asKilled = (): string => {
    const copy = mkdtempSync(join(tmpdir(), 'polyphony-killed-'))
    for (const name of readdirSync(dataDir)) if (name !== 'lock.db') copyFileSync(join(dataDir, name), join(copy, name))
    return copy
  }
  async function left(): Promise<string> {
    const store = await openStore({ dataDir })
    await store.log.append(upTo(3))
    await store.log.append([row(1, { meeting: second, person: null, client: 9 })])
    await store.log.append([row(4)])
    const copy = asKilled()
    await store.close()
    return copy
  }
  async function within<T>(folder: string, look: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore({ dataDir: folder })
    try {
      return await look(store)
    } finally {
      await store.close()
    }
  }

  test('S4 finds all it promised, whose it is, and goes on with the next number', async () => {
    const folder = await left()
    await within(folder, async store => {
      expect(store.damaged).toEqual([])
      expect(await store.log.load(first)).toEqual({
        snapshot: null,
        tail: upTo(4),
        clients: new Map([[4_294_967_295, maria]]),
      })
      expect((await store.log.load(second)).tail).toHaveLength(1)
      await expect(store.log.append([row(6)])).rejects.toMatchObject({ why: 'not-the-next-number' })
      await expect(store.log.append([row(5, { person: 'tomas' as PersonId })])).rejects.toMatchObject({
        why: 'client-of-another-person',
      })
      await store.log.append([row(5)])
    })
    rmSync(folder, { recursive: true })
  })

  test('and put into the tables twice it stands there once', async () => {
    const folder = await left()
    const [path] = journalPaths(folder)
    const journal = readFileSync(path)
    await within(folder, store => store.log.append([row(5)]))
    writeFileSync(path, journal)
    await within(folder, async store => {
      expect(store.damaged).toEqual([])
      expect(await store.log.rows({ meeting: first, after: 0, limit: 99 })).toEqual(upTo(5))
    })
    rmSync(folder, { recursive: true })
  })

  test('what can be read of a damaged one is saved, and the rest is kept for somebody who can read it', async () => {
    const folder = await left()
    const [path] = journalPaths(folder)
    const bytes = readFileSync(path)
    // The first record: rows 1 to 3 of the first meeting.
    bytes[20] = (bytes[20] ?? 0) ^ 0xff
    writeFileSync(path, bytes)
    await within(folder, async store => {
      expect(store.damaged.map(name => basename(name))).toEqual(['words-a.journal.damaged-1'])
      expect(readFileSync(store.damaged[0] ?? '')).toEqual(bytes)
      expect((await store.log.load(first)).tail).toEqual([])
      expect((await store.log.load(second)).tail).toHaveLength(1)
      await store.log.append([row(1)])
    })
    writeFileSync(path, bytes)
    await within(folder, async store => {
      expect(store.damaged.map(name => basename(name))).toEqual(['words-a.journal.damaged-2'])
    })
    rmSync(folder, { recursive: true })
  })
})
