import type { RoomState } from './meeting.ts'
import { isPractitioner } from './present.ts'
import type { Seat } from './seat.ts'

/**
 * The seats in the order of the circle, the same on every screen: as the network came, with practitioners between
 * them, so that no two sit side by side where that can be avoided. Who comes later never moves who sits, as long as
 * there are as many others as practitioners. The last sits beside the first.
 */
export function circleOf(state: RoomState): Seat[] {
  const seats = state.seats.filter(seat => seat.presence !== 'gone')
  const others = seats.filter(seat => !isPractitioner(state, seat.person))
  const practitioners = seats.filter(seat => isPractitioner(state, seat.person))
  if (others.length === 0) return practitioners
  return others.flatMap((seat, place) => [seat, ...practitioners.filter((_, index) => index % others.length === place)])
}
