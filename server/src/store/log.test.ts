import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LogRow } from './log.ts'
import type { Store } from './open.ts'
import { openStore } from './open.ts'

let dataDir: string
let store: Store
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-log-'))
  store = await openStore({ dataDir })
})
afterEach(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const meeting = '0190aaaa-0000-7000-8000-000000000001' as MeetingId
const other = '0190aaaa-0000-7000-8000-000000000002' as MeetingId
const maria = 'maria' as PersonId
const tomas = 'tomas' as PersonId
const row = (seq: number, more: Partial<LogRow> = {}): LogRow => ({
  meeting,
  seq,
  person: maria,
  client: 1,
  at: 1_800_000_000_000 + seq,
  bytes: new Uint8Array([seq % 256, 255, 0]),
  ...more,
})
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, index) => row(from + index))

describe('all rows, for how a notebook came to be', () => {
  test('they come in their order, a part at a time, also those that a snapshot covers', async () => {
    await store.log.append(upTo(7))
    await store.log.append([row(1, { meeting: other })])
    await store.log.snapshot({ meeting, seq: 5, bytes: new Uint8Array([1]), at: 1 })
    const first = await store.log.rows({ meeting, after: 0, limit: 4 })
    expect(first).toEqual(upTo(4))
    expect((await store.log.rows({ meeting, after: 4, limit: 4 })).map(({ seq }) => seq)).toEqual([5, 6, 7])
    expect(await store.log.rows({ meeting, after: 7, limit: 4 })).toEqual([])
  })
})

describe('append and load', () => {
  test('a new meeting has nothing', async () => {
    expect(await store.log.load(meeting)).toEqual({ snapshot: null, tail: [], clients: new Map() })
  })

  test('S13 everything comes back as it was, in order, with who wrote it', async () => {
    const rows = [row(1, { person: null, client: 99 }), row(2), row(3, { person: tomas, client: 4_294_967_295 })]
    await store.log.append(rows)
    const loaded = await store.log.load(meeting)
    expect(loaded.tail).toEqual(rows)
    expect(loaded.clients).toEqual(
      new Map([
        [1, maria],
        [4_294_967_295, tomas],
      ]),
    )
  })

  test('bytes that are a view into a larger buffer come back alone, and the buffer stays the caller’s', async () => {
    const frame = new Uint8Array([9, 9, 1, 2, 3, 9])
    await store.log.append([row(1, { bytes: frame.subarray(2, 5) })])
    expect([...frame]).toEqual([9, 9, 1, 2, 3, 9])
    expect([...((await store.log.load(meeting)).tail[0]?.bytes ?? [])]).toEqual([1, 2, 3])
  })

  test('S4 a thousand appends that are not awaited are all kept, in order', async () => {
    await Promise.all(upTo(1000).map(one => store.log.append([one])))
    const { tail } = await store.log.load(meeting)
    expect(tail.map(({ seq }) => seq)).toEqual(upTo(1000).map(({ seq }) => seq))
  })

  test('meetings do not touch each other', async () => {
    await store.log.append([row(1), row(1, { meeting: other, person: tomas })])
    expect((await store.log.load(meeting)).clients).toEqual(new Map([[1, maria]]))
    expect((await store.log.load(other)).clients).toEqual(new Map([[1, tomas]]))
  })
})

describe('what is refused', () => {
  test('S6 a client that is somebody else’s: the whole append, and only that one', async () => {
    await store.log.append([row(1)])
    const answers = await Promise.allSettled([
      store.log.append([row(2), row(3, { person: tomas })]),
      store.log.append([row(1, { meeting: other })]),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'fulfilled'])
    expect(answers[0]).toMatchObject({ reason: { name: 'LogRefusal', why: 'client-of-another-person' } })
    expect((await store.log.load(meeting)).tail).toHaveLength(1)
    await store.log.append([row(2)])
  })

  test('a client that two people bring in one append', async () => {
    const both = [row(1), row(2, { person: tomas })]
    await expect(store.log.append(both)).rejects.toMatchObject({ why: 'client-of-another-person' })
    expect((await store.log.load(meeting)).clients.size).toBe(0)
  })

  test('a gap, a number twice, and a number below a snapshot', async () => {
    await store.log.append(upTo(4))
    await store.log.snapshot({ meeting, seq: 4, bytes: new Uint8Array([4]), at: 4 })
    for (const seq of [6, 4, 1, 0]) {
      await expect(store.log.append([row(seq)]), String(seq)).rejects.toMatchObject({ why: 'not-the-next-number' })
    }
    await store.log.append([row(5)])
    expect((await store.log.load(meeting)).tail.map(({ seq }) => seq)).toEqual([5])
  })

  test('what follows a refused append is refused too: no gap is ever kept', async () => {
    const answers = await Promise.allSettled([store.log.append([row(2)]), store.log.append([row(3)])])
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })

  test('a value that no column takes does not harm the others of its group', async () => {
    const answers = await Promise.allSettled([
      store.log.append([row(1)]),
      store.log.append([row(1, { meeting: other, at: 1.5 })]),
      store.log.append([row(2)]),
    ])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect((await store.log.load(meeting)).tail).toHaveLength(2)
    expect((await store.log.load(other)).tail).toHaveLength(0)
  })
})

describe('snapshot', () => {
  test('S13 takes the place of the rows it covers and leaves the rest', async () => {
    await store.log.append(upTo(10))
    await store.log.snapshot({ meeting, seq: 7, bytes: new Uint8Array([7, 7]), at: 1 })
    const loaded = await store.log.load(meeting)
    expect(loaded.snapshot).toEqual({ seq: 7, bytes: new Uint8Array([7, 7]) })
    expect(loaded.tail.map(({ seq }) => seq)).toEqual([8, 9, 10])
    expect(loaded.clients.get(1)).toBe(maria)
  })

  test('an earlier one never takes the place of a later one', async () => {
    await store.log.append(upTo(3))
    await store.log.snapshot({ meeting, seq: 3, bytes: new Uint8Array([3]), at: 1 })
    await store.log.snapshot({ meeting, seq: 2, bytes: new Uint8Array([2]), at: 2 })
    expect((await store.log.load(meeting)).snapshot?.seq).toBe(3)
  })

  test('of words that are not there is refused', async () => {
    await store.log.append([row(1)])
    const ahead = store.log.snapshot({ meeting, seq: 2, bytes: new Uint8Array([2]), at: 1 })
    await expect(ahead).rejects.toMatchObject({ name: 'LogRefusal' })
  })
})

describe('nothing is rewritten, whoever asks', () => {
  const attempts = [
    `UPDATE notebook_update SET bytes = x'00'`,
    `DELETE FROM notebook_update`,
    `UPDATE notebook_client SET person = 'tomas'`,
    `DELETE FROM notebook_client`,
    `DELETE FROM notebook_snapshot`,
    `UPDATE meeting_event SET body = '{}'`,
    `DELETE FROM meeting_event`,
    `UPDATE access_event SET act = 'x'`,
    `DELETE FROM access_event`,
    `UPDATE record SET body = '{}'`,
    `DELETE FROM record`,
    `UPDATE addition SET words = ''`,
    `DELETE FROM addition`,
  ]
  test.each(attempts)('%s', async attempt => {
    await store.log.append(upTo(3))
    await store.log.snapshot({ meeting, seq: 2, bytes: new Uint8Array([2]), at: 1 })
    // Whoever opens it again finds them in the tables.
    await store.close()
    store = await openStore({ dataDir })
    await fillOneOfEach()
    await expect(sql.raw(attempt).execute(store.db)).rejects.toMatchObject({ name: 'StoreTrouble', code: 19 })
  })

  async function fillOneOfEach(): Promise<void> {
    for (const statement of [
      `INSERT INTO person VALUES ('maria', 'Maria', 1)`,
      `INSERT INTO network VALUES ('n', 'maria', 'maria', 1)`,
      `INSERT INTO meeting VALUES ('m', 'n', 1, 'Europe/London', 'online', '', 'maria', 1, 'ended', 1, 2, NULL, 0, 0)`,
      `INSERT INTO meeting_event VALUES ('m', 1, 1, NULL, '{}', NULL)`,
      `INSERT INTO access_event VALUES ('n', 1, 1, 'maria', 0, 'read-record', 'm', '', '', NULL)`,
      `INSERT INTO record VALUES ('m', '', '{}', 1)`,
      `INSERT INTO addition VALUES ('a', 'm', 'maria', 1, 'and then')`,
    ]) {
      await sql.raw(statement).execute(store.db)
    }
  }
})
