import type { Instant } from './time.ts'
import { grace, landing } from './meeting.ts'
import type { RoomEvent, RoomState } from './meeting.ts'
import { isLanding, isOfNetwork, isTogether, networkHere, whoIsHere } from './present.ts'

/** arranged → waiting → open ⇄ paused → closing → ended. The door rules D1–D7 stand in decideDoor. */
export type Phase = 'arranged' | 'waiting' | 'open' | 'paused' | 'closing' | 'ended'

export type DoorEvent =
  | { readonly is: 'waiting-began' }
  | { readonly is: 'door-opened' }
  | { readonly is: 'door-paused' }

/** Looked at after every command and whenever a grace is over. Nobody opens the door: being there does (D1, D7). */
export function decideDoor(state: RoomState, now: Instant): RoomEvent[] {
  const network = networkHere(state).length > 0
  switch (state.phase) {
    case 'arranged':
      if (network) return [{ is: 'door-opened' }]
      return whoIsHere(state).length > 0 ? [{ is: 'waiting-began' }] : []
    case 'waiting':
    case 'paused':
      return network ? [{ is: 'door-opened' }] : []
    case 'open':
    case 'closing': {
      return network || isInGrace(state, now) ? [] : [{ is: 'door-paused' }]
    }
    case 'ended': {
      // The soft landing ends by itself, and nobody of the team stays behind alone in it (D2).
      if (!isLanding(state)) return []
      const over = now - (state.ended?.at ?? 0) >= landing
      return over || !(network || isInGrace(state, now)) ? [{ is: 'landing-over' }] : []
    }
  }
}

/** D3. Somebody who left or stepped out leaves no grace behind; a lost line does. */
function isInGrace({ graceSince: since }: RoomState, now: Instant): boolean {
  return since !== null && now - since < grace
}

export function evolveDoor(state: RoomState, event: DoorEvent): RoomState {
  switch (event.is) {
    case 'waiting-began':
      return { ...state, phase: 'waiting' }
    case 'door-opened':
      // A closing that was interrupted goes on where it stood.
      return { ...state, phase: state.closing ? 'closing' : 'open' }
    case 'door-paused':
      return { ...state, phase: 'paused' }
  }
}

/** When the last network-side line that may still come back was heard. null: somebody is here, or nobody can come back. */
export function graceSince(state: RoomState): Instant | null {
  if (!isTogether(state) || networkHere(state).length > 0) return null
  const lost = state.seats
    .filter(seat => seat.presence === 'lost' && isOfNetwork(state, seat.person))
    .map(seat => (seat.device === null ? null : (state.devices[seat.device]?.lostAt ?? null)))
    .filter(at => at !== null)
  return lost.length === 0 ? null : Math.max(...lost)
}
