import type { Db } from './open.ts'

/** A small fact about the house itself. null: nobody has kept one under this key. */
export async function factOf(db: Db, key: string): Promise<string | null> {
  const row = await db.selectFrom('house').select('value').where('key', '=', key).executeTakeFirst()
  return row?.value ?? null
}

/** In the place of what was kept under this key before. */
export async function keepFact(db: Db, key: string, value: string): Promise<void> {
  await db
    .insertInto('house')
    .values({ key, value })
    .onConflict(same => same.column('key').doUpdateSet({ value }))
    .execute()
}
