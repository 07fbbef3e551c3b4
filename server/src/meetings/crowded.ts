import type { Instant } from '@polyphony/shared/domain/time'
import { factOf, keepFact } from '../store/facts.ts'
import type { Context } from './context.ts'

/**
 * When a circle was last too large for pictures from device to device: whoever runs the place is told where they look,
 * and may set up a media server before the next one. Neither the meeting nor anybody's name is kept.
 */
const key = 'crowded'

export async function noteCrowded({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<void> {
  await keepFact(db, key, String(clock.now()))
}

export async function crowdedAt({ db }: Pick<Context, 'db'>): Promise<Instant | null> {
  const at = await factOf(db, key)
  return at === null ? null : Number(at)
}
