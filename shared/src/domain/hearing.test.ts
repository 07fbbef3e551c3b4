import { describe, expect, test } from 'vitest'
import { Fault } from './fault.ts'
import { stillCannotHear, tellHearing } from './hearing.ts'
import type { DeviceId, PersonId } from './ids.ts'
import type { Name, Story } from './story.testing.ts'
import { id, phoneOf, story } from './story.testing.ts'

const tells = (it: Story, name: Name, given: { on?: DeviceId; hears?: boolean; marks?: readonly PersonId[] } = {}) => {
  const { on = phoneOf(name), hears = false, marks = [] } = given
  try {
    return tellHearing(it.state, marks, { device: on, as: id(name), hears })
  } catch (error) {
    if (error instanceof Fault) return error.fault
    throw error
  }
}

describe('"I cannot hear"', () => {
  test('is told by who sits there, once, and taken back by them', () => {
    const it = story().arrive('Maria', 'Sam')
    const marks = tells(it, 'Maria')
    expect(marks).toEqual([id('Maria')])
    expect(tells(it, 'Maria', { marks: marks as PersonId[] })).toBe(marks)
    expect(tells(it, 'Sam', { marks: marks as PersonId[] })).toEqual([id('Maria'), id('Sam')])
    expect(tells(it, 'Maria', { marks: marks as PersonId[], hears: true })).toEqual([])
  })

  test('may be said for somebody beside me, and for nobody who sits elsewhere', () => {
    const it = story().arrive('Maria', 'Sam')
    expect(tells(it, 'Elena', { on: phoneOf('Maria') })).toBe('not-in-the-room')
    it.does('Maria', { do: 'seat-person', person: id('Elena'), byPhone: false })
    expect(tells(it, 'Elena', { on: phoneOf('Maria') })).toEqual([id('Elena')])
    expect(tells(it, 'Elena', { on: phoneOf('Sam') })).toBe('not-your-seat')
    expect(tells(it, 'Maria', { on: phoneOf('Sam') })).toBe('not-your-seat')
  })

  test('[D2] is not told while there is nothing to hear, by notes only, outside or after the end', () => {
    const it = story().arrive('Sam')
    expect(tells(it, 'Sam')).toBe('door-closed')
    it.arrive('Maria')
    it.does('Maria', { do: 'change-way', way: 'notes' })
    expect(tells(it, 'Maria')).toBe('door-closed')
    expect(tells(it, 'Maria', { marks: [id('Maria')], hears: true })).toEqual([])
    it.does('Maria', { do: 'step-out' })
    expect(tells(it, 'Maria')).toBe('not-in-the-room')
    it.does('Maria', { do: 'come-back' })
    it.does('Maria', { do: 'end-meeting', how: 'without-closing' })
    expect(tells(it, 'Maria')).toBe('meeting-ended')
  })

  test('outlives a lost line, and ends with the seat, with stepping out, with notes only and with the meeting', () => {
    const marks = [id('Maria'), id('Elena'), id('Sam')]
    const it = story().arrive('Maria', 'Elena', 'Sam')
    expect(stillCannotHear(it.state, marks)).toBe(marks)
    it.loses('Maria')
    expect(stillCannotHear(it.state, marks)).toBe(marks)
    it.finds('Maria')
    it.does('Elena', { do: 'leave' })
    expect(stillCannotHear(it.state, marks)).toEqual([id('Maria'), id('Sam')])
    it.does('Sam', { do: 'step-out' })
    expect(stillCannotHear(it.state, marks)).toEqual([id('Maria')])
    it.does('Maria', { do: 'change-way', way: 'notes' })
    expect(stillCannotHear(it.state, marks)).toEqual([])
    it.does('Maria', { do: 'change-way', way: 'sound' })
    it.does('Maria', { do: 'end-meeting', how: 'without-closing' })
    expect(stillCannotHear(it.state, marks)).toEqual([])
  })
})
