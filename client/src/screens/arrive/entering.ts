import type { MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { Way } from '@polyphony/shared/domain/seat'
import type { Own } from '../../media/own.ts'

/** What arriving hands to the room (screens/room/Room.tsx, export Room). */
export interface Entering {
  readonly meeting: MeetingId
  readonly who: SessionLabel | null
  readonly me: PersonId
  /** Already on, if chosen while arriving: the browser is not asked twice. */
  readonly own: Own
  readonly way: Way
  /** People who sit at this device too, to be seated after arriving (D5). */
  readonly beside: readonly PersonId[]
  /** The person left; their seat was given back. Shows the way back in. */
  readonly onLeft: () => void
  /** The meeting has ended: shows its record. */
  readonly onEnded: () => void
}
