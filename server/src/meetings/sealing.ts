import { createHash } from 'node:crypto'
import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomEvent, RoomState } from '@polyphony/shared/domain/meeting'
import type { NotebookReading } from '@polyphony/shared/domain/record'
import type { MeetingFacts } from '@polyphony/shared/domain/record'
import { sealed } from '@polyphony/shared/domain/record'
import { writeMeeting } from './arranging.ts'
import type { Context } from './context.ts'
import type { MeetingRow } from './standing.ts'

type FactColumns = 'network' | 'place' | 'place_words' | 'starts_at' | 'zone' | 'opened_at'

export function factsOf(row: Pick<MeetingRow, FactColumns>): MeetingFacts {
  const { network, place, zone, place_words: placeWords, starts_at: startsAt, opened_at: openedAt } = row
  return { network, place, zone, placeWords, startsAt, openedAt }
}

/**
 * Seals the record (C4) and arranges the next meeting when one was agreed: in the transaction of the event that ends the
 * meeting, so that there is never an end without a record.
 */
export async function sealMeeting(
  context: Context,
  given: { readonly state: RoomState; readonly by: PersonId; readonly reading: NotebookReading | null },
): Promise<void> {
  const { db } = context
  const { state, reading } = given
  if (!reading || !state.ended) throw new Error('a meeting ends only with its words before us')
  const row = await db
    .selectFrom('meeting')
    .select(['network', 'place', 'place_words', 'starts_at', 'zone', 'opened_at'])
    .where('id', '=', state.meeting)
    .executeTakeFirstOrThrow()
  const { network } = row
  const body = JSON.stringify(sealed({ meeting: factsOf(row), state, reading }))
  const hash = createHash('sha256').update(body).digest('hex')
  await db.insertInto('record').values({ meeting: state.meeting, hash, body, sealed_at: state.ended.at }).execute()
  // Who was heard from is for the time of the meeting. Its place in the order stays, so that the memory has no gap.
  await db
    .updateTable('meeting_event')
    .set({ body: JSON.stringify({ is: 'forgotten' } satisfies RoomEvent), person: null })
    .where('meeting', '=', state.meeting)
    .where('body', 'like', '{"is":"heard",%')
    .execute()

  const next = state.closing?.next
  if (next?.next !== 'at' || state.ended.nextMeeting === null) return
  const people = await db
    .selectFrom('invited')
    .innerJoin('membership', 'membership.person', 'invited.person')
    .select('invited.person')
    .where('invited.meeting', '=', state.meeting)
    .where('membership.network', '=', network)
    .where('membership.until', 'is', null)
    // Who interprets or stands by somebody comes for one meeting, and is asked again by name.
    .where('membership.kind', 'in', ['centre', 'network', 'practitioner'])
    .execute()
  await writeMeeting(context, {
    id: state.ended.nextMeeting,
    network,
    by: given.by,
    // Whoever sat here as a guest is no member; whoever was left out together is not asked.
    people: people.map(({ person }) => person).filter(person => next.who?.includes(person) ?? true),
    startsAt: next.at,
    zone: next.zone,
    place: next.place,
    placeWords: next.placeWords,
  })
}
