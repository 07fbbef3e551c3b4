import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from './open.ts'
import { openStore } from './open.ts'

let dataDir: string
let store: Store
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-store-'))
  store = await openStore({ dataDir })
})
afterEach(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true, force: true })
})

const meeting = 'm' as MeetingId
const row = (seq: number) => ({
  meeting,
  seq,
  person: 'p' as PersonId,
  client: 4_294_967_295,
  at: 1_800_000_000_000,
  bytes: new Uint8Array([seq % 256]),
})
const put = (db: Store['db'], key: string, value: string) => db.insertInto('house').values({ key, value }).execute()
const get = async (db: Store['db'], key: string) =>
  (await db.selectFrom('house').select('value').where('key', '=', key).executeTakeFirst())?.value

describe('the file', () => {
  test('a commit is told to the disk, and the file trusts nobody', async () => {
    const pragmas = {
      journal_mode: 'wal',
      synchronous: 2,
      foreign_keys: 1,
      timeout: 5000,
      trusted_schema: 0,
      secure_delete: 1,
    }
    for (const [name, value] of Object.entries(pragmas)) {
      const question = name === 'timeout' ? 'busy_timeout' : name
      const { rows } = await sql.raw(`PRAGMA ${question}`).execute(store.db)
      expect(rows, question).toEqual([{ [name]: value }])
    }
  })

  test('only its owner can look into the folder', () => {
    const inner = join(dataDir, 'new')
    return openStore({ dataDir: inner }).then(async other => {
      expect(statSync(inner).mode & 0o077).toBe(0)
      await other.close()
    })
  })

  test('a foreign key holds', async () => {
    const person = 'nobody' as PersonId
    const staff = { email: 'a@example.org', password_hash: '', profession: '', administrator: 0 as const, made_at: 1 }
    await expect(
      store.db
        .insertInto('staff')
        .values({ person, ...staff })
        .execute(),
    ).rejects.toMatchObject({
      name: 'StoreTrouble',
      code: 19,
    })
  })

  test('what was written is there after closing and opening', async () => {
    await put(store.db, 'a', 'b')
    await store.close()
    store = await openStore({ dataDir })
    expect(await get(store.db, 'a')).toBe('b')
  })

  test('a file of a newer version is not touched', async () => {
    await sql`INSERT INTO migration (name, checksum) VALUES ('9999-later', 'x')`.execute(store.db)
    await store.close()
    await expect(openStore({ dataDir })).rejects.toThrow('newer Polyphony (9999-later)')
    const { DatabaseSync } = await import('node:sqlite')
    const file = new DatabaseSync(join(dataDir, 'polyphony.db'))
    file.exec(`DELETE FROM migration WHERE name = '9999-later'`)
    file.close()
    store = await openStore({ dataDir })
  })
})

describe('transactions', () => {
  test('two at once are one after the other', async () => {
    await put(store.db, 'n', '0')
    const add = () =>
      store.db.transaction().execute(async db => {
        const now = Number(await get(db, 'n'))
        await db
          .updateTable('house')
          .set({ value: String(now + 1) })
          .where('key', '=', 'n')
          .execute()
      })
    await Promise.all(Array.from({ length: 20 }, add))
    expect(await get(store.db, 'n')).toBe('20')
  })

  test('what is thrown inside leaves nothing behind', async () => {
    const work = store.db.transaction().execute(async db => {
      await put(db, 'a', 'b')
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect(await get(store.db, 'a')).toBeUndefined()
  })

  test('a look from outside sees what is committed and does not wait, nor does the log; writes wait', async () => {
    const order: string[] = []
    const outside: Promise<unknown>[] = []
    await store.log.append([row(1)])
    await store.db.transaction().execute(async db => {
      await put(db, 'a', 'inside')
      expect(await get(store.db, 'a')).toBeUndefined()
      expect((await store.log.load(meeting)).tail).toHaveLength(1)
      // People's words wait for nobody's transaction.
      await store.log.append([row(2)])
      expect((await store.log.load(meeting)).tail).toHaveLength(2)
      outside.push(put(store.db, 'b', 'outside').then(() => order.push('write')))
      expect(await get(db, 'a')).toBe('inside')
      order.push('inside')
    })
    await Promise.all(outside)
    expect(order).toEqual(['inside', 'write'])
    expect(await get(store.db, 'b')).toBe('outside')
  })

  test('one inside another is a savepoint', async () => {
    await store.db.transaction().execute(async db => {
      await put(db, 'kept', '1')
    })
    const outer = await store.db.startTransaction().execute()
    await put(outer, 'outer', '1')
    const inner = await outer.savepoint('here').execute()
    await put(inner, 'inner', '1')
    await inner.rollbackToSavepoint('here').execute()
    await outer.commit().execute()
    expect(await get(store.db, 'outer')).toBe('1')
    expect(await get(store.db, 'inner')).toBeUndefined()
  })
})

describe('tables without room', () => {
  test('S5 what is kept in the journal is kept, and read; it is put into the tables once there is room', async () => {
    await store.log.append([row(1)])
    const { rows } = await sql<{ page_count: number }>`PRAGMA page_count`.execute(store.db)
    await sql.raw(`PRAGMA max_page_count = ${(rows[0]?.page_count ?? 0) + 1}`).execute(store.db)
    const long = { ...row(2), bytes: new Uint8Array(200_000).fill(7) }
    await store.log.append([long])
    const filled = sql`INSERT INTO house (key, value) VALUES ('long', ${'x'.repeat(200_000)})`.execute(store.db)
    await expect(filled).rejects.toMatchObject({ name: 'StoreTrouble', code: 13, isOfTheDisk: true })
    await store.close()
    // Nobody holds the new one to so many pages.
    store = await openStore({ dataDir })
    expect((await store.log.load(meeting)).tail).toEqual([row(1), long])
    const placed = await store.db.selectFrom('notebook_update').select('seq').orderBy('seq').execute()
    expect(placed.map(({ seq }) => seq)).toEqual([1, 2])
  })
})

describe('after closing', () => {
  test('what is asked is refused, nothing hangs', async () => {
    await store.close()
    await expect(store.log.append([row(1)])).rejects.toMatchObject({ name: 'StoreTrouble', isOfTheDisk: true })
    await expect(get(store.db, 'a')).rejects.toThrow()
    await store.close()
    store = await openStore({ dataDir })
  })
})
