import { Fault } from '@polyphony/shared/domain/fault'
import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { beginning } from '@polyphony/shared/domain/meeting'
import type { RoomEvent, RoomState } from '@polyphony/shared/domain/meeting'
import type { FromClient } from '@polyphony/shared/wire/live'
import { systemClock } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLive } from './live.ts'
import type { LiveSocket } from './live-socket.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const meeting = 'm' as MeetingId
const device = 'd' as DeviceId
const maria = 'maria' as PersonId
const sam = 'sam' as PersonId
const empty: RoomState = beginning({
  meeting,
  centre: maria,
  people: [
    { id: maria, name: 'Maria', kind: 'centre', role: '' },
    { id: sam, name: 'Sam', kind: 'practitioner', role: 'nurse' },
  ],
})
const arrived: RoomEvent = {
  is: 'arrived',
  person: { id: maria, name: 'Maria', kind: 'centre', role: '' },
  device,
  way: 'notes',
}

type Said = { [Name in keyof FromClient]: { name: Name; args: Parameters<FromClient[Name]> } }[keyof FromClient]

/** The other end of the live wire, in the test's hand. */
function line() {
  const heard: Said[] = []
  const listeners = new Map<string, (...args: never[]) => void>()
  let connects = 0
  const socket = {
    active: true,
    on: (name: string, then: (...args: never[]) => void) => listeners.set(name, then),
    emit: (name: Said['name'], ...args: Said['args']) => heard.push({ name, args } as Said),
    connect: () => connects++,
    disconnect: () => undefined,
  } as unknown as LiveSocket
  const say = (name: string, ...args: unknown[]) => listeners.get(name)?.(...(args as never[]))
  const last = <Name extends Said['name']>(name: Name) =>
    heard.findLast((said): said is Extract<Said, { name: Name }> => said.name === name)
  const enter = (state = empty, seq = 0) =>
    last('enter')?.args[1]({ ok: true, value: { state, seq, you: maria, cannotHear: [], now: Date.now() + 5000 } })
  const ending = new AbortController()
  const live = openLive({
    meeting,
    device,
    clock: systemClock,
    chance: { fill: bytes => bytes.fill(heard.length + 1) },
    signal: ending.signal,
    socket,
  })
  return { live, heard, say, last, enter, ending, connects: () => connects }
}

test('a room is what the snapshot says, and what has happened since', () => {
  const { live, say, enter } = line()
  say('connect')
  enter()
  expect(live.state.getState()).toMatchObject({ line: 'here', you: maria, seq: 0, ahead: 5000 })
  say('happened', meeting, [{ seq: 1, at: 1, event: arrived }])
  expect(live.state.getState().room?.seats.map(seat => seat.person)).toEqual([maria])
  expect(live.state.getState().seq).toBe(1)
})

test('who cannot hear is what the server last said, and is said for a seat at this device', async () => {
  const { live, say, last, enter } = line()
  say('connect')
  enter()
  const elena = 'elena' as PersonId
  say('cannotHear', meeting, [elena])
  say('cannotHear', 'another meeting', [])
  expect(live.state.getState().cannotHear).toEqual([elena])
  const said = live.tellHearing(elena, true)
  expect(last('hearing')?.args[0]).toEqual({ meeting, device, as: elena, hears: true })
  last('hearing')?.args[1]({ ok: true, value: null })
  await said
  say('disconnect', 'transport close')
  await expect(live.tellHearing(elena, false)).rejects.toMatchObject({ fault: 'leaving' })
  say('connect')
  enter()
  expect(live.state.getState().cannotHear).toEqual([])
})

test('a server that was started anew is told again who cannot hear, until that person is gone or hears', async () => {
  const { live, say, last, heard, enter } = line()
  const asked = () => heard.filter(({ name }) => name === 'hearing').length
  say('connect')
  enter()
  say('happened', meeting, [{ seq: 1, at: 1, event: { ...arrived, way: 'sound' } }])
  void live.tellHearing(maria, false)
  last('hearing')?.args[1]({ ok: true, value: null })
  say('cannotHear', meeting, [maria])
  expect(asked()).toBe(1)
  const there = live.state.getState().room ?? empty
  say('disconnect', 'transport close')
  say('connect')
  enter(there, 1)
  expect(last('hearing')?.args[0]).toMatchObject({ as: maria, hears: false })
  expect(asked()).toBe(2)
  last('hearing')?.args[1]({ ok: true, value: null })
  say('cannotHear', meeting, [maria])
  // Stepping out ends it, on this screen too, and nothing brings it back.
  say('happened', meeting, [{ seq: 2, at: 2, event: { is: 'stepped-out', person: maria } }])
  expect(live.state.getState().cannotHear).toEqual([])
  say('disconnect', 'transport close')
  say('connect')
  enter(live.state.getState().room ?? empty, 2)
  expect(asked()).toBe(2)
})

test('what was heard before is not heard twice', () => {
  const { live, say, enter } = line()
  say('connect')
  enter()
  const once = { seq: 1, at: 1, event: arrived }
  say('happened', meeting, [once])
  const { room } = live.state.getState()
  say('happened', meeting, [once])
  expect(live.state.getState().room).toBe(room)
})

test('an event that was missed is never guessed: the room is asked for anew', () => {
  const { live, heard, say, enter } = line()
  say('connect')
  enter()
  say('happened', meeting, [{ seq: 3, at: 1, event: arrived }])
  expect(heard.filter(said => said.name === 'enter').length).toBe(2)
  expect(live.state.getState().room).toBe(empty)
  enter(empty, 3)
  expect(live.state.getState().seq).toBe(3)
})

test('a deed is said again with the same name after a lost line, and happens once', async () => {
  const { live, heard, say, last, enter } = line()
  say('connect')
  enter()
  const done = live.do({ do: 'want-to-speak', wants: true })
  const first = last('do')?.args[0].id
  say('disconnect', 'transport close')
  expect(live.state.getState().line).toBe('lost')
  say('connect')
  enter()
  const said = heard.filter(one => one.name === 'do')
  expect(said.length).toBe(2)
  expect(last('do')?.args[0].id).toBe(first)
  last('do')?.args[1]({ ok: true, value: { seq: 1 } })
  await expect(done).resolves.toBeUndefined()
})

test('a deed without an answer is asked for again on the same line', () => {
  const { live, heard, say, last, enter } = line()
  say('connect')
  enter()
  live.do({ do: 'step-out' }).catch(() => undefined)
  const { id } = last('do')?.args[0] ?? {}
  vi.advanceTimersByTime(9000)
  expect(heard.filter(one => one.name === 'do').length).toBe(2)
  expect(last('do')?.args[0].id).toBe(id)
})

test('a refusal is a fault', async () => {
  const { live, say, last, enter } = line()
  say('connect')
  enter()
  const done = live.do({ do: 'begin-closing' })
  last('do')?.args[1]({ ok: false, fault: 'door-closed' })
  await expect(done).rejects.toEqual(new Fault('door-closed'))
})

test('a server that leaves has done nothing: the deed waits for the next one', async () => {
  const { live, heard, say, last, enter } = line()
  say('connect')
  enter()
  const done = live.do({ do: 'step-out' })
  last('do')?.args[1]({ ok: false, fault: 'leaving' })
  say('disconnect', 'io server disconnect')
  vi.advanceTimersByTime(2000)
  say('connect')
  enter()
  expect(heard.filter(one => one.name === 'do').length).toBe(2)
  last('do')?.args[1]({ ok: true, value: { seq: 1 } })
  await expect(done).resolves.toBeUndefined()
})

test('what could not be said for a minute is given back: they may mean something else by now', async () => {
  const { live, say, enter } = line()
  say('connect')
  enter()
  say('disconnect', 'transport close')
  const done = live.do({ do: 'end-meeting', how: 'without-closing' })
  const refused = expect(done).rejects.toEqual(new Fault('leaving'))
  await vi.advanceTimersByTimeAsync(61_000)
  await refused
})

test('a server that hangs up is rung again, a final answer is not', () => {
  const { live, say, enter, last, connects } = line()
  say('connect')
  enter()
  const before = connects()
  say('disconnect', 'io server disconnect')
  vi.advanceTimersByTime(2000)
  expect(connects()).toBe(before + 1)
  say('connect')
  last('enter')?.args[1]({ ok: false, fault: 'not-yours' })
  expect(live.state.getState().shut).toBe('not-yours')
  const after = connects()
  vi.advanceTimersByTime(60_000)
  expect(connects()).toBe(after)
})

test('closed is closed: nothing waits, nothing rings', async () => {
  const { live, say, enter, ending, connects } = line()
  say('connect')
  enter()
  const done = live.do({ do: 'step-out' })
  ending.abort()
  await expect(done).rejects.toBeInstanceOf(Fault)
  const before = connects()
  say('disconnect', 'io server disconnect')
  vi.advanceTimersByTime(60_000)
  expect(connects()).toBe(before)
  expect(vi.getTimerCount()).toBe(0)
})
