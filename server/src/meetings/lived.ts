import type { Instant } from '@polyphony/shared/domain/time'
import type { Db } from '../store/open.ts'

/**
 * Up to when this house has lived, as far as order and rights hang on it: the last event of the meetings that go on, and
 * the last time somebody was seen. 0: it is new. A machine whose clock is behind that was set back meanwhile.
 */
export async function livedUntil(db: Db): Promise<Instant> {
  const { at } = await db
    .selectFrom('meeting_event')
    .innerJoin('meeting', 'meeting.id', 'meeting_event.meeting')
    .select(row => row.fn.max('meeting_event.at').as('at'))
    .where('meeting.phase', 'in', ['waiting', 'open', 'paused', 'closing'])
    .executeTakeFirstOrThrow()
  const { seen } = await db
    .selectFrom('session')
    .select(row => row.fn.max('seen_at').as('seen'))
    .executeTakeFirstOrThrow()
  return Math.max(Number(at ?? 0), Number(seen ?? 0))
}
