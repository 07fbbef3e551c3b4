import { describe, expect, test } from 'vitest'
import { circleOf } from './circle.ts'
import type { DeviceId } from './ids.ts'
import { seatLimit } from './meeting.ts'
import { seatOf, seatsOnDevice, speaksFor } from './present.ts'
import type { Name, Story } from './story.testing.ts'
import { id, names, phoneOf, story } from './story.testing.ts'
import { seconds } from './time.ts'

const laptop = 'laptop of Maria' as DeviceId
const circle = (it: Story) => circleOf(it.state).map(seat => seat.person as string)
const byPhone = (it: Story, name: string) => seatOf(it.state, id(name))?.byPhone
const presence = (it: Story, name: string) => seatOf(it.state, id(name))?.presence

describe('somebody with us by phone', () => {
  test('has a seat on the device of who rang them, known to all as by phone; invited or not', () => {
    const it = story().arrive('Maria')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: true })
    it.does('Maria', { do: 'seat-guest', person: id('Rosa'), name: 'Rosa', relation: 'aunt', byPhone: true })
    it.does('Maria', { do: 'seat-guest', person: id('Anna'), name: 'Anna', relation: '' })
    expect(['Maria', 'Elena', 'Rosa', 'Anna'].map(name => byPhone(it, name))).toEqual([false, true, true, false])
    expect(seatsOnDevice(it.state, phoneOf('Maria'))).toHaveLength(4)
  })
})

describe('the circle', () => {
  test('is in the order the network came, practitioners never side by side while that can be', () => {
    const it = story().arrive('Sam', 'Ravi', 'Tomas', 'Maria')
    expect(circle(it)).toEqual(['Tomas', 'Sam', 'Maria', 'Ravi'])
  })

  test('nobody moves when somebody comes later', () => {
    const it = story().arrive('Tomas', 'Maria', 'Sam', 'Ravi')
    const before = circle(it)
    it.arrive('Elena', 'Ines')
    expect(circle(it).filter(person => before.includes(person))).toEqual(before)
    expect(circle(it)).toEqual(['Tomas', 'Sam', 'Maria', 'Ravi', 'Elena', 'Ines'])
  })

  test('keeps the chair of who stepped out or lost the line, not of who has gone', () => {
    const it = story().arrive('Maria', 'Elena', 'Sam')
    it.does('Maria', { do: 'step-out' })
    it.loses('Sam')
    expect(circle(it)).toEqual(['Maria', 'Sam', 'Elena'])
    it.does('Elena', { do: 'leave' })
    expect(circle(it)).toEqual(['Maria', 'Sam'])
  })

  test('two practitioners never sit side by side when there are as many others, over all orders of coming', () => {
    const everyone: Name[] = ['Sam', 'Ravi', 'Maria', 'Elena']
    for (const order of permutations(everyone)) {
      const seats = circle(story().arrive(...order))
      const sam = seats.indexOf('Sam')
      expect(Math.abs(sam - seats.indexOf('Ravi')) % (seats.length - 2)).not.toBe(1)
    }
  })
})

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length === 0) return [[]]
  return all.flatMap((one, at) => permutations(all.toSpliced(at, 1)).map(rest => [one, ...rest]))
}

describe('people on this device', () => {
  test('each has a seat, goes and comes with the device, and steps out alone', () => {
    const it = story().arrive('Maria')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: false })
    expect(seatsOnDevice(it.state, phoneOf('Maria')).map(seat => seat.person)).toEqual(['Maria', 'Elena'])
    it.does('Maria', { do: 'step-out' }, { as: 'Elena' })
    expect([presence(it, 'Maria'), presence(it, 'Elena')]).toEqual(['here', 'out'])
    it.loses('Maria')
    expect([presence(it, 'Maria'), presence(it, 'Elena')]).toEqual(['lost', 'out'])
    it.finds('Maria')
    expect([presence(it, 'Maria'), presence(it, 'Elena')]).toEqual(['here', 'out'])
    it.does('Maria', { do: 'leave' })
    expect([presence(it, 'Maria'), presence(it, 'Elena')]).toEqual(['gone', 'gone'])
  })

  test('one speaks for oneself or for who sits at the same device, for nobody else', () => {
    const it = story().arrive('Maria', 'Tomas')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: false })
    expect(it.refusal('Maria', { do: 'want-to-speak', wants: true }, { as: 'Elena' })).toBe(null)
    expect(it.refusal('Maria', { do: 'want-to-speak', wants: true }, { as: 'Tomas' })).toBe('not-your-seat')
    expect(it.refusal('Tomas', { do: 'leave' }, { as: 'Elena' })).toBe('not-your-seat')
    expect(speaksFor(it.state, phoneOf('Maria'))).toEqual(['Maria', 'Elena'])
  })

  test('says who is speaking; when they go, it is the owner again', () => {
    const it = story().arrive('Maria')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: false })
    it.does('Maria', { do: 'use-device', person: id('Elena') })
    expect(it.state.devices[phoneOf('Maria')]?.using).toBe('Elena')
    it.does('Maria', { do: 'leave' }, { as: 'Elena' })
    expect(it.state.devices[phoneOf('Maria')]?.using).toBe('Maria')
    expect(it.refusal('Maria', { do: 'use-device', person: id('Elena') })).toBe('not-your-seat')
  })

  test('somebody who sits at another device comes with their own: the seat stays the same', () => {
    const it = story().arrive('Maria')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: false })
    it.pass(seconds(9))
    it.arrive('Elena')
    expect(seatOf(it.state, id('Elena'))).toMatchObject({ device: phoneOf('Elena'), declaredBy: null })
    expect(it.state.devices[phoneOf('Elena')]?.way).toBe('picture')
    expect(seatOf(it.state, id('Elena'))?.since).toBe(it.now - seconds(9))
    expect(it.state.seats).toHaveLength(2)
  })

  test('nobody can be taken from another device, nor sent away', () => {
    const it = story().arrive('Maria', 'Sam')
    expect(it.refusal('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false })).toBe('already-there')
    expect(it.refusal('Sam', { do: 'unseat', person: id('Maria') })).toBe('not-your-seat')
    expect(it.refusal('Sam', { do: 'unseat', person: id('Sam') })).toBe('not-your-seat')
    it.loses('Maria')
    expect(it.refusal('Sam', { do: 'seat-person', person: id('Maria'), byPhone: true })).toBe(null)
  })

  test('nobody is seated under a name that somebody bears, or without a name', () => {
    const it = story().arrive('Maria')
    const guest = { do: 'seat-guest', relation: '' } as const
    expect(it.refusal('Maria', { ...guest, person: id('Tomas'), name: 'Tomas' })).toBe('already-there')
    expect(it.refusal('Maria', { ...guest, person: id('New'), name: ' ' })).toBe('not-understood')
    expect(it.refusal('Maria', { do: 'seat-person', person: id('Who'), byPhone: false })).toBe('nobody-by-that-name')
  })

  test('a room holds so many and no more; who has a chair keeps it', () => {
    const it = story().arrive('Maria')
    for (let n = 1; n < seatLimit; n++)
      it.does('Maria', { do: 'seat-guest', person: id(`guest ${n}`), name: 'G', relation: '' })
    expect(it.refusal('Tomas', { do: 'arrive', way: 'sound' })).toBe('room-full')
    expect(it.refusal('Maria', { do: 'arrive', way: 'sound' })).toBe(null)
  })
})

describe('devices of one person', () => {
  test('the second is for notes only while the first is here', () => {
    const it = story().arrive('Maria')
    expect(it.does('Maria', { do: 'arrive', way: 'picture' }, { on: laptop })).toMatchObject([{ way: 'notes' }])
    expect(seatOf(it.state, id('Maria'))?.device).toBe(phoneOf('Maria'))
    expect(it.refusal('Maria', { do: 'change-way', way: 'sound' }, { on: laptop })).toBe('already-there')
    it.does('Maria', { do: 'leave' }, { on: laptop })
    expect(presence(it, 'Maria')).toBe('here')
  })

  test('[D3] it keeps the seat when the first is lost, and gives it back', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Maria', { do: 'arrive', way: 'notes' }, { on: laptop })
    it.loses('Maria')
    expect(presence(it, 'Maria')).toBe('here')
    expect(it.pass(seconds(60))).toEqual([])
    it.finds('Maria')
    expect(seatOf(it.state, id('Maria'))?.device).toBe(phoneOf('Maria'))
    it.does('Maria', { do: 'leave' })
    expect([presence(it, 'Maria'), it.state.phase]).toEqual(['here', 'open'])
  })

  test('a new one takes over from one that is lost, and the old one comes back for notes', () => {
    const it = story().arrive('Maria')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: false })
    it.loses('Maria')
    it.does('Maria', { do: 'arrive', way: 'picture' }, { on: laptop })
    expect(it.state.devices[laptop]?.way).toBe('picture')
    expect(names(it.finds('Maria'))).toEqual(['line-back', 'way-changed'])
    expect(it.state.devices[phoneOf('Maria')]?.way).toBe('notes')
    expect([presence(it, 'Maria'), presence(it, 'Elena')]).toEqual(['here', 'here'])
  })

  test('a device belongs to who used it first, and to nobody after they left', () => {
    const it = story().arrive('Maria', 'Sam')
    const on = phoneOf('Maria')
    expect(it.refusal('Sam', { do: 'arrive', way: 'sound' }, { on })).toBe('not-your-seat')
    expect(it.refusal('Sam', { do: 'want-to-speak', wants: true }, { on })).toBe('not-your-seat')
    it.does('Maria', { do: 'leave' })
    expect(it.refusal('Tomas', { do: 'arrive', way: 'sound' }, { on })).toBe(null)
  })

  test('nothing is said before arriving, after leaving, while stepped out, or from a lost line', () => {
    const it = story().arrive('Maria', 'Sam')
    const speak = { do: 'want-to-speak', wants: true } as const
    expect(it.refusal('Tomas', speak)).toBe('not-in-the-room')
    it.does('Sam', { do: 'step-out' })
    expect(it.refusal('Sam', speak)).toBe('not-in-the-room')
    it.does('Sam', { do: 'leave' })
    expect(it.refusal('Sam', speak)).toBe('not-in-the-room')
    it.loses('Maria')
    expect(it.refusal('Maria', speak)).toBe('not-in-the-room')
  })
})

describe('quiet marks', () => {
  test('wishing to speak has no order that counts, and goes with who goes', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Maria', { do: 'want-to-speak', wants: true })
    it.does('Sam', { do: 'want-to-speak', wants: true })
    expect(it.does('Sam', { do: 'want-to-speak', wants: true })).toEqual([])
    it.does('Sam', { do: 'step-out' })
    expect(it.state.wantToSpeak).toEqual(['Maria'])
  })

  test('heard from is yes or not yet, and to pass is one’s own', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Sam', { do: 'mark-heard', person: id('Maria'), how: 'spoke' })
    expect(it.state.heard).toEqual({ Maria: 'spoke' })
    expect(it.refusal('Sam', { do: 'mark-heard', person: id('Maria'), how: 'passed' })).toBe('not-your-seat')
    expect(it.refusal('Sam', { do: 'mark-heard', person: id('Tomas'), how: 'spoke' })).toBe('nobody-by-that-name')
    expect(it.refusal('Maria', { do: 'mark-heard', person: id('Maria'), how: 'passed' })).toBe(null)
  })

  test('a shared pause is begun by anyone and ended by anyone', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Maria', { do: 'pause-together', pause: true })
    expect(it.state.pausedBy).toBe('Maria')
    it.does('Sam', { do: 'pause-together', pause: false })
    expect(it.state.pausedBy).toBe(null)
  })
})
