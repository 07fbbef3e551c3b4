import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomEvent, RoomState } from '@polyphony/shared/domain/meeting'
import { seatOf } from '@polyphony/shared/domain/present'

/**
 * Nobody listens unseen: who has not taken a seat, or has stepped out, sees who comes and goes and nothing of what is
 * said and decided. Everyone who sits in the circle sees the same. After the end there is the record, where every look
 * leaves its trace (F18); this wire has nothing more to tell.
 */
export function seesAll(state: RoomState, person: PersonId): boolean {
  if (state.ended) return false
  const presence = seatOf(state, person)?.presence
  return presence === 'here' || presence === 'lost'
}

export function viewFor(state: RoomState, person: PersonId): RoomState {
  if (seesAll(state, person)) return state
  // Who came is said by the record, to those who may read it.
  const wasThere = seatOf(state, person) !== null
  return {
    ...state,
    ...(state.ended && !wasThere && { seats: [], devices: {} }),
    wantToSpeak: [],
    heard: {},
    reflecting: { is: 'none' },
    checks: {},
    decisions: {},
    questions: {},
    steps: {},
    closing: null,
    readBack: {},
  }
}

const comingAndGoing: ReadonlySet<RoomEvent['is']> = new Set<RoomEvent['is']>([
  'arrived',
  'way-changed',
  'stepped-out',
  'came-back',
  'left',
  'line-lost',
  'line-back',
  'seated',
  'unseated',
  'device-used',
  'waiting-began',
  'door-opened',
  'door-paused',
  'meeting-ended',
  'landing-over',
])

export const isComingOrGoing = (event: RoomEvent): boolean => comingAndGoing.has(event.is)
