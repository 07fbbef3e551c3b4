import { never } from './fault.ts'
import type { DeviceId, PersonId } from './ids.ts'
import type { RoomState } from './meeting.ts'
import { carriedElsewhere, deviceOf, seatOf } from './present.ts'
import type { Device, RoomPerson, Seat, SeatEvent } from './seat.ts'
import type { Instant } from './time.ts'

/** How seats and devices change. A person keeps one seat for the whole meeting, whatever device it is at. */
export function evolveSeat(state: RoomState, event: SeatEvent, at: Instant): RoomState {
  switch (event.is) {
    case 'arrived':
      return arrive(state, event, at)
    case 'way-changed':
      return withDevice(state, event.device, { way: event.way })
    case 'stepped-out':
      return quiet(withSeat(state, event.person, { presence: 'out' }), event.person)
    case 'came-back':
      return withSeat(state, event.person, { presence: 'here' })
    case 'left':
      return letGo(state, event.device)
    case 'line-lost':
      return lose(state, event.device, event.since)
    case 'line-back':
      return find(state, event.device)
    case 'seated': {
      const seated = takeSeat(known(state, event.person), event.person.id, at)
      const change = { device: event.device, presence: 'here', declaredBy: event.by, byPhone: event.byPhone } as const
      return tidy(withSeat(seated, event.person.id, change))
    }
    case 'unseated':
      return goneFrom(state, event.person)
    case 'device-used':
      return withDevice(state, event.device, { using: event.person })
    case 'wanted-to-speak': {
      const others = state.wantToSpeak.filter(person => person !== event.person)
      return { ...state, wantToSpeak: event.wants ? [...others, event.person] : others }
    }
    case 'heard':
      return { ...state, heard: { ...state.heard, [event.person]: event.how } }
    case 'forgotten':
      return state
    case 'paused-together':
      return { ...state, pausedBy: event.by }
    case 'pause-ended':
      return { ...state, pausedBy: null }
    default:
      return never(event)
  }
}

function arrive(before: RoomState, event: Extract<SeatEvent, { is: 'arrived' }>, at: Instant): RoomState {
  const { person, device: id, way } = event
  const elsewhere = carriedElsewhere(before, person.id, id)
  const using = before.devices[id]?.using ?? person.id
  const device: Device = { id, owner: person.id, way, line: 'here', lostAt: null, using }
  let state = takeSeat(known(before, person), person.id, at)
  state = found({ ...state, devices: { ...state.devices, [id]: device } }, id)
  const change = elsewhere ? ({ presence: 'here' } as const) : ({ device: id, ...ownSeat } as const)
  return tidy(withSeat(state, person.id, change))
}

const ownSeat = { presence: 'here', declaredBy: null, byPhone: false } as const

/** A device goes for good. Its owner stays when another of their devices is here. */
function letGo(before: RoomState, id: DeviceId): RoomState {
  const owner = before.devices[id]?.owner
  const other = owner === undefined ? null : otherDevice(before, owner, id)
  let state = before
  for (const seat of before.seats.filter(seat => seat.device === id)) {
    state =
      seat.person === owner && other
        ? withSeat(state, seat.person, { device: other.id, ...(seat.presence === 'lost' && { presence: 'here' }) })
        : goneFrom(state, seat.person)
  }
  const { [id]: _, ...devices } = state.devices
  return { ...state, devices }
}

function lose(before: RoomState, id: DeviceId, since: Instant): RoomState {
  const device = deviceOf(before, id)
  if (!device) return before
  const other = otherDevice(before, device.owner, id)
  const seats = before.seats.map(seat => {
    if (seat.device !== id) return seat
    if (seat.person === device.owner && other) return { ...seat, device: other.id }
    return seat.presence === 'here' ? { ...seat, presence: 'lost' as const } : seat
  })
  return withDevice({ ...before, seats }, id, { line: 'lost', lostAt: since })
}

function find(before: RoomState, id: DeviceId): RoomState {
  const state = found(withDevice(before, id, { line: 'here', lostAt: null }), id)
  const device = deviceOf(state, id)
  const seat = device && seatOf(state, device.owner)
  // While it was away a notes-only device kept the seat; the one with sound and picture takes it back.
  const keeper = seat?.device === id ? null : deviceOf(state, seat?.device ?? null)
  const takesBack = device && keeper?.owner === device.owner && keeper.way === 'notes' && device.way !== 'notes'
  return takesBack ? withSeat(state, device.owner, { device: id }) : state
}

/** Everyone lost with this device is here again. Who had stepped out stays out. */
function found(state: RoomState, id: DeviceId): RoomState {
  const back = (seat: Seat): Seat =>
    seat.device === id && seat.presence === 'lost' ? { ...seat, presence: 'here' } : seat
  return { ...state, seats: state.seats.map(back) }
}

const otherDevice = (state: RoomState, owner: PersonId, not: DeviceId): Device | null =>
  Object.values(state.devices).find(device => device.owner === owner && device.id !== not && device.line === 'here') ??
  null

const known = (state: RoomState, person: RoomPerson): RoomState => ({
  ...state,
  people: { ...state.people, [person.id]: person },
})

function takeSeat(state: RoomState, person: PersonId, at: Instant): RoomState {
  if (seatOf(state, person)) return state
  const seat: Seat = { person, device: null, since: at, presence: 'gone', declaredBy: null, byPhone: false }
  return { ...state, seats: [...state.seats, seat] }
}

function withSeat(state: RoomState, person: PersonId, change: Partial<Seat>): RoomState {
  const seats = state.seats.map(seat => (seat.person === person ? { ...seat, ...change } : seat))
  return { ...state, seats }
}

function withDevice(state: RoomState, id: DeviceId, change: Partial<Device>): RoomState {
  const device = deviceOf(state, id)
  return device ? { ...state, devices: { ...state.devices, [id]: { ...device, ...change } } } : state
}

function goneFrom(before: RoomState, person: PersonId): RoomState {
  const state = quiet(withSeat(before, person, { device: null, presence: 'gone' }), person)
  // Nobody waits for the pen of somebody who has gone.
  const { writing } = state
  const wrote = writing.mode === 'one' && writing.scribe === person
  return tidy(wrote ? { ...state, writing: { mode: 'all' } } : state)
}

/** Who is not here does not ask for the word. */
const quiet = (state: RoomState, person: PersonId): RoomState => ({
  ...state,
  wantToSpeak: state.wantToSpeak.filter(other => other !== person),
})

/** A lost device at which nobody sits any more is forgotten; a device is used by somebody who sits at it. */
function tidy(state: RoomState): RoomState {
  const sits = (device: DeviceId, person: PersonId) =>
    state.seats.some(seat => seat.person === person && seat.device === device)
  const devices = Object.values(state.devices)
    .filter(device => device.line === 'here' || state.seats.some(seat => seat.device === device.id))
    .map(device => (sits(device.id, device.using) ? device : { ...device, using: device.owner }))
  return { ...state, devices: Object.fromEntries(devices.map(device => [device.id, device])) }
}
