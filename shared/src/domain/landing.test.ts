import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { landing } from './meeting.ts'
import { closings, play } from './meetings.testing.ts'
import { isLanding, mayExchange, networkHere } from './present.ts'
import { id, names, phoneOf, story } from './story.testing.ts'
import type { Story } from './story.testing.ts'
import { minutes, seconds } from './time.ts'

const without = { do: 'end-meeting', how: 'without-closing' } as const
function ended(): Story {
  const it = story().arrive('Maria', 'Elena', 'Sam', 'Ravi')
  it.does('Maria', without)
  return it
}
const together = (it: Story, ...who: string[]) => who.every(one => mayExchange(it.state, phoneOf(one)))

describe('the soft landing', () => {
  test('[C2] [C3] nobody is cut off: for two minutes they still see and hear each other, then it ends for all by itself', () => {
    const it = ended()
    expect([it.state.phase, isLanding(it.state)]).toEqual(['ended', true])
    expect(together(it, 'Maria', 'Elena', 'Sam', 'Ravi')).toBe(true)
    it.pass(minutes(2) - 1)
    expect(together(it, 'Maria', 'Elena', 'Sam', 'Ravi')).toBe(true)
    expect(names(it.pass(1))).toEqual(['landing-over'])
    for (const who of ['Maria', 'Elena', 'Sam', 'Ravi']) expect(together(it, who)).toBe(false)
    expect(it.pass(minutes(9))).toEqual([])
  })

  test('[D2] [D3] the door is the same: practitioners do not stay behind alone in it', () => {
    const it = ended()
    it.does('Elena', { do: 'leave' })
    expect(together(it, 'Maria', 'Sam')).toBe(true)
    expect(names(it.does('Maria', { do: 'leave' }))).toEqual(['left', 'landing-over'])
    expect(together(it, 'Sam') || together(it, 'Ravi')).toBe(false)
  })

  test('[D3] a line that is lost may come back; after the grace it is over', () => {
    const it = ended()
    it.does('Elena', { do: 'leave' })
    it.loses('Maria')
    it.pass(seconds(7))
    expect(isLanding(it.state)).toBe(true)
    it.finds('Maria')
    it.pass(seconds(20))
    expect(together(it, 'Maria', 'Sam')).toBe(true)
    it.loses('Maria')
    expect(names(it.pass(seconds(8)))).toEqual(['landing-over'])
  })

  test('practitioners may go first: the family stays together until it ends', () => {
    const it = ended()
    for (const who of ['Sam', 'Ravi'] as const) it.does(who, { do: 'leave' })
    expect(together(it, 'Maria', 'Elena')).toBe(true)
  })

  test('[C4] the words are sealed: one may go and change how one is there, and nothing else', () => {
    const it = ended()
    it.does('Elena', { do: 'change-way', way: 'notes' })
    for (const command of [
      { do: 'arrive', way: 'sound' },
      { do: 'begin-closing' },
      { do: 'set-writing', writing: { mode: 'talk' } },
      { do: 'pause-together', pause: true },
      { do: 'seat-person', person: id('Tomas'), byPhone: false },
      { do: 'want-to-speak', wants: true },
      without,
    ] as const)
      expect(it.refusal('Maria', command)).toBe('meeting-ended')
    expect(it.refusal('Sam', { do: 'leave' }, { on: phoneOf('Maria') })).toBe('not-your-seat')
  })

  test('where nobody of the network is there any more nothing lands', () => {
    const it = story().arrive('Maria', 'Sam', 'Ravi')
    it.does('Maria', { do: 'step-out' })
    it.does('Sam', without)
    expect(isLanding(it.state)).toBe(false)
    expect(together(it, 'Sam') || together(it, 'Ravi')).toBe(false)
  })

  test('a meeting of before ended at once, and stays so', () => {
    const it = story().arrive('Maria', 'Sam')
    it.tell({ is: 'meeting-ended', how: 'together', by: id('Sam'), nextMeeting: null })
    expect(isLanding(it.state)).toBe(false)
  })

  test('[D2] in a thousand random meetings nobody is together after the end without the family, nor for longer', () => {
    let landed = 0
    fc.assert(
      fc.property(closings, moves => {
        play([...moves, { move: 'pass', span: seconds(50) }, { move: 'pass', span: seconds(90) }], ({ state, now }) => {
          if (!state.ended || !Object.values(state.devices).some(device => mayExchange(state, device.id))) return
          landed += 1
          expect(now - state.ended.at).toBeLessThan(landing)
          expect(networkHere(state).length > 0 || state.graceSince !== null).toBe(true)
        })
      }),
      { numRuns: 1000 },
    )
    expect(landed).toBeGreaterThan(50)
  })
})
