import { Fault } from './fault.ts'
import type { DeviceId, PersonId } from './ids.ts'
import type { RoomState } from './meeting.ts'
import { isHere, mayExchange, seatOf } from './present.ts'

/**
 * "I cannot hear", told by somebody's seat to all. It lasts until they hear again or are no longer there, and it is in no
 * memory of the meeting: nobody reads afterwards whose line was bad.
 */
export interface Hearing {
  readonly device: DeviceId
  /** Who it is said for: the person themself or somebody who sits at their device. */
  readonly as: PersonId
  readonly hears: boolean
}

/** Who cannot hear once this has been said. Nobody says it for somebody who sits elsewhere. */
export function tellHearing(state: RoomState, marks: readonly PersonId[], said: Hearing): readonly PersonId[] {
  const { device, as, hears } = said
  if (state.ended) throw new Fault('meeting-ended')
  if (!isHere(state, as)) throw new Fault('not-in-the-room')
  if (seatOf(state, as)?.device !== device) throw new Fault('not-your-seat')
  // To hear again is always possible. That there is nothing to hear before a closed door is no fault of a line (D2).
  if (!hears && !mayExchange(state, device)) throw new Fault('door-closed')
  if (marks.includes(as) !== hears) return marks
  return hears ? marks.filter(person => person !== as) : [...marks, as]
}

/** What is left of it after something happened. Whose line is lost for a moment keeps it. */
export function stillCannotHear(state: RoomState, marks: readonly PersonId[]): readonly PersonId[] {
  const still = marks.filter(person => {
    const seat = seatOf(state, person)
    const there = seat?.presence === 'here' || seat?.presence === 'lost'
    return there && !state.ended && seat.device !== null && state.devices[seat.device]?.way !== 'notes'
  })
  return still.length === marks.length ? marks : still
}
