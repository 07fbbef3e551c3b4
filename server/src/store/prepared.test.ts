import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from './open.ts'
import { openStore } from './open.ts'
import { prepared } from './prepared.ts'

let dataDir: string
let store: Store

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'polyphony-prepared-'))
  store = await openStore({ dataDir })
  for (const n of [1, 2, 3])
    await store.db
      .insertInto('house')
      .values({ key: `k${n}`, value: `v${n}` })
      .execute()
})
afterEach(async () => {
  await store.close()
  rmSync(dataDir, { recursive: true })
})

test('is put together once, and asks with the values of each asking', async () => {
  let built = 0
  const wordsAt = prepared((db, given: { readonly key: string; readonly not: string }) => {
    built++
    return db.selectFrom('house').select('value').where('key', '=', given.key).where('value', '!=', given.not)
  })
  expect(await wordsAt(store.db, { key: 'k1', not: '' })).toEqual([{ value: 'v1' }])
  expect(await wordsAt(store.db, { not: '', key: 'k3' })).toEqual([{ value: 'v3' }])
  expect(await wordsAt(store.db, { key: 'k3', not: 'v3' })).toEqual([])
  expect(built).toBe(1)
})

test('a fixed value stays what it is, and one that is given twice stands in both places', async () => {
  const both = prepared((db, given: { readonly key: string }) =>
    db
      .selectFrom('house')
      .select('key')
      .where(or => or.or([or('key', '=', given.key), or('value', '=', given.key)]))
      .where('key', '!=', 'k2'),
  )
  expect(await both(store.db, { key: 'k1' })).toEqual([{ key: 'k1' }])
  expect(await both(store.db, { key: 'v3' })).toEqual([{ key: 'k3' }])
  expect(await both(store.db, { key: 'k2' })).toEqual([])
})

test('asked inside a transaction, it sees what that transaction wrote', async () => {
  const wordsAt = prepared((db, given: { readonly key: string }) =>
    db.selectFrom('house').select('value').where('key', '=', given.key),
  )
  await store.db.transaction().execute(async db => {
    await db.updateTable('house').set({ value: 'new' }).where('key', '=', 'k1').execute()
    expect(await wordsAt(db, { key: 'k1' })).toEqual([{ value: 'new' }])
    expect(await wordsAt(store.db, { key: 'k1' })).toEqual([{ value: 'v1' }])
  })
  expect(await wordsAt(store.db, { key: 'k1' })).toEqual([{ value: 'new' }])
})
