import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { Context, Who } from './context.ts'
import { roomState } from './room.ts'
import type { MeetingStanding } from './standing.ts'
import { standingByRows } from './standing.ts'

/** In the circle, or lost for a moment. Who has stepped out hears and reads nothing until they come back. */
export const sits = (state: RoomState, person: PersonId): boolean =>
  state.seats.some(seat => seat.person === person && (seat.presence === 'here' || seat.presence === 'lost'))

/** Who somebody is to a meeting, with the live room. not-found when there is no such meeting. */
export async function standingOf(context: Context, who: Who, meeting: MeetingId): Promise<MeetingStanding> {
  const standing = await standingByRows(context.db, who, meeting)
  if (standing.phase === 'arranged' || standing.phase === 'ended') return standing
  const state = await roomState(context, meeting)
  return { ...standing, phase: state.phase, seated: sits(state, who.person) }
}
