import type { Instant } from '@polyphony/shared/domain/time'
import type { Context } from './context.ts'

/**
 * When a circle was last too large for pictures from device to device: whoever runs the place is told where they look,
 * and may set up a media server before the next one. Neither the meeting nor anybody's name is kept.
 */
const key = 'crowded'

export async function noteCrowded({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  const value = String(clock.now())
  await db
    .insertInto('house')
    .values({ key, value })
    .onConflict(same => same.column('key').doUpdateSet({ value }))
    .execute()
}

export async function crowdedAt({ db }: Pick<Context, 'db'>): Promise<Instant | null> {
  const row = await db.selectFrom('house').select('value').where('key', '=', key).executeTakeFirst()
  return row ? Number(row.value) : null
}
