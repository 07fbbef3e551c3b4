import type { EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Context } from './context.ts'

/**
 * Somebody cannot talk freely (F20). It stands in a log of its own: not in the memory of the meeting, not in who has
 * looked, on no page, in no copy. shown false: no screen of a practitioner has said that it stood there.
 */
export async function noteCannotTalk(
  context: Context,
  given: { readonly meeting: MeetingId; readonly person: PersonId; readonly shown: boolean },
): Promise<void> {
  const at = context.clock.now()
  const { meeting, person, shown } = given
  await context.db
    .insertInto('safety_event')
    .values({ id: newId<EntryId>(at, context.chance), at, meeting, person, shown: shown ? 1 : 0 })
    .execute()
}
