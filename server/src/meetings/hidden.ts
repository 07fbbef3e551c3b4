import { Fault } from '@polyphony/shared/domain/fault'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { MeetingPage } from '@polyphony/shared/wire/views'
import type { Context, Who } from './context.ts'
import { allowed } from './standing.ts'

/**
 * "Hide where I am": whoever asks for it is met through the relay only. Kept with the person and their network, so that
 * every device and every reload knows it before the first address is told to anybody. Only they themselves say so, and
 * it stands on no page that others read: who hides, hides from somebody.
 */
export async function hideMyPlace(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId; readonly hide: boolean },
): Promise<null> {
  const { db } = context
  const { meeting: row } = await allowed(db, who, { meeting: input.meeting, act: 'see-meeting' })
  const mine = { network: row.network, person: who.person }
  if (input.hide) {
    // Without a relay this would be a promise of silence.
    if (context.relay === 'none') throw new Fault('not-understood', 'hide')
    await db
      .insertInto('hidden_place')
      .values({ ...mine, since: context.clock.now() })
      .onConflict(same => same.columns(['network', 'person']).doNothing())
      .execute()
  } else {
    await db.deleteFrom('hidden_place').where('network', '=', mine.network).where('person', '=', mine.person).execute()
  }
  context.tell.rightsChanged(who.person)
  return null
}

/** What the person themself is offered where they come in. */
export async function mayHide(
  { db, relay }: Pick<Context, 'db' | 'relay'>,
  { person, meeting }: { readonly person: PersonId; readonly meeting: MeetingId },
): Promise<MeetingPage['you']['hides']> {
  if (relay === 'always') return null
  const hides = (await whoHides(db, meeting)).has(person)
  if (relay === 'none') return hides ? 'cannot' : null
  return hides ? 'yes' : 'no'
}

/** Everybody of this meeting's network who hides. */
export async function whoHides(db: Context['db'], meeting: MeetingId): Promise<ReadonlySet<PersonId>> {
  const rows = await db
    .selectFrom('hidden_place')
    .innerJoin('meeting', 'meeting.network', 'hidden_place.network')
    .select('hidden_place.person')
    .where('meeting.id', '=', meeting)
    .execute()
  return new Set(rows.map(({ person }) => person))
}
