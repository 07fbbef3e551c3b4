import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { beginning, type RoomState } from '@polyphony/shared/domain/meeting'
import type { Device, Presence, Seat, Way } from '@polyphony/shared/domain/seat'
import { microphoneRests } from '@polyphony/shared/domain/present'
import { expect, test } from 'vitest'
import { exchangesWith, phonesAreHeard } from './exchange.ts'

const person = (name: string) => name as PersonId
const device = (name: string) => name as DeviceId

function room(
  seats: readonly { who: string; on: string; presence?: Presence; way?: Way; owner?: string }[],
  over: Partial<RoomState> = {},
): RoomState {
  return {
    ...beginning({ meeting: 'm' as MeetingId, centre: person('maria'), people: [] }),
    phase: 'open',
    seats: seats.map(
      ({ who, on, presence = 'here' }, since): Seat => ({
        person: person(who),
        device: device(on),
        since,
        presence,
        declaredBy: null,
        byPhone: false,
      }),
    ),
    devices: Object.fromEntries(
      seats.map(({ who, on, way = 'picture', owner = who }): [string, Device] => [
        on,
        { id: device(on), owner: person(owner), way, line: 'here', lostAt: null, using: person(who) },
      ]),
    ),
    ...over,
  }
}
const circle = room([
  { who: 'maria', on: 'm' },
  { who: 'sam', on: 's' },
  { who: 'elena', on: 'e' },
])

test('every device in an open room exchanges with every other', () => {
  expect(exchangesWith(circle, device('m'))).toEqual(['e', 's'])
})

test.each(['arranged', 'waiting', 'paused', 'ended'] as const)('D2: while the room is %s nobody exchanges', phase => {
  for (const own of ['m', 's', 'e']) expect(exchangesWith({ ...circle, phase }, device(own))).toBeNull()
})

test('while closing, people still hear each other', () => {
  expect(exchangesWith({ ...circle, phase: 'closing' }, device('s'))).toEqual(['e', 'm'])
})

test('notes only is a silence both ways', () => {
  const state = room([
    { who: 'maria', on: 'm', way: 'notes' },
    { who: 'sam', on: 's' },
    { who: 'elena', on: 'e' },
  ])
  expect(exchangesWith(state, device('m'))).toBeNull()
  expect(exchangesWith(state, device('s'))).toEqual(['e'])
})

test('who stepped out is neither heard nor hears; a lost line may come back', () => {
  const state = room([
    { who: 'maria', on: 'm', presence: 'out' },
    { who: 'sam', on: 's', presence: 'lost' },
    { who: 'elena', on: 'e' },
  ])
  expect(exchangesWith(state, device('m'))).toBeNull()
  expect(exchangesWith(state, device('e'))).toEqual(['s'])
})

test('a phone with two people stays connected while one of them is here', () => {
  const state = room([
    { who: 'maria', on: 'm', presence: 'out' },
    { who: 'elena', on: 'm', owner: 'maria' },
    { who: 'sam', on: 's' },
  ])
  expect(exchangesWith(state, device('s'))).toEqual(['m'])
})

test('R3: listeners rest while others reflect, and those who opened their microphone again do not', () => {
  const reflecting = { is: 'reflecting' as const, who: [person('sam')], since: 1, unrested: [person('elena')] }
  const state = { ...circle, reflecting }
  expect(microphoneRests(state, device('m'))).toBe(true)
  expect(microphoneRests(state, device('s'))).toBe(false)
  expect(microphoneRests(state, device('e'))).toBe(false)
  expect(microphoneRests(circle, device('m'))).toBe(false)
})

test('a telephone is heard only where somebody is said to be with us by phone; R3: it rests with the listeners', () => {
  expect(phonesAreHeard(circle)).toBe(false)
  const seats = circle.seats.map(seat => ({ ...seat, byPhone: seat.person === 'elena' }))
  const ringing = { ...circle, seats }
  expect(phonesAreHeard(ringing)).toBe(true)
  expect(phonesAreHeard({ ...ringing, phase: 'paused' })).toBe(false)
  expect(phonesAreHeard({ ...ringing, seats: seats.map(seat => ({ ...seat, presence: 'out' as const })) })).toBe(false)
  const reflecting = { is: 'reflecting', who: [person('sam')], since: 1, unrested: [] } as const
  expect(phonesAreHeard({ ...ringing, reflecting })).toBe(false)
  expect(phonesAreHeard({ ...ringing, reflecting: { ...reflecting, unrested: [person('elena')] } })).toBe(true)
})
