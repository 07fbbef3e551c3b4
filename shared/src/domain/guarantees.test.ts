import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Fault } from './fault.ts'
import type { Command, RoomEvent, RoomState } from './meeting.ts'
import { noWords } from './meeting.ts'
import { closings, meetings, play } from './meetings.testing.ts'
import { isOfNetwork, isOpen, isSeated, networkHere, whoIsHere } from './present.ts'
import { restsNow } from './reflecting.ts'
import { leftToRead, samePlace } from './reading.ts'
import { decide } from './room.ts'
import type { Story } from './story.testing.ts'
import { cast, hashOf, id, nextMeetingId } from './story.testing.ts'

/** What is promised to whoever is in the room, in a thousand random meetings: not only that nothing wrong happens. */
const runs = { numRuns: 1000 }
const has = (events: readonly RoomEvent[], is: RoomEvent['is']) => events.some(event => event.is === is)

/** What would happen if somebody who is here, at their own device, said this now. */
function wouldBe(it: Story, person: string, command: Command): string | null {
  const device = Object.values(it.state.devices).find(one => one.owner === person && one.line === 'here')
  const actor = { person: id(person), device: device?.id ?? null, as: id(person) }
  try {
    decide(it.state, command, { actor, now: it.now, words: noWords, newMeeting: nextMeetingId })
    return null
  } catch (error) {
    if (error instanceof Fault) return error.fault
    throw error
  }
}
/** Those who are here by their own sign-in. */
const atOwnDevice = (state: RoomState) =>
  whoIsHere(state).filter(person =>
    Object.values(state.devices).some(one => one.owner === person && one.line === 'here'),
  )

describe('in a thousand random meetings', () => {
  test('[D5] whoever was said to be here shows by whom, and nobody else shows so', () => {
    let declared = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }, before, move) => {
          for (const { person, declaredBy, device } of state.seats) {
            if (declaredBy === null || device === null) continue
            declared += 1
            const owner = state.devices[device]?.owner
            if (owner === person) throw new Error(`${person} sits at their own device, declared by ${declaredBy}`)
          }
          // Refused: Maria at Elena's phone, speaking as Elena (seed -653810626).
          if (before === state) return
          if (move.move !== 'say' || move.command.do !== 'arrive') return
          const seat = state.seats.find(one => one.person === id(move.who))
          if (seat && seat.device === move.on) expect(seat.declaredBy).toBe(null)
        })
      }),
      runs,
    )
    expect(declared).toBeGreaterThan(100)
  })

  test('[D6] [D7] whoever is invited comes in at any time before the end, and nobody has to let them', () => {
    let came = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, (it, before) => {
          if (before === it.state || it.state.ended) return
          for (const name of Object.keys(cast)) {
            if (isSeated(it.state, id(name))) continue
            came += 1
            const actor = { person: id(name), device: `new device of ${name}` as never, as: id(name) }
            const given = { actor, now: it.now, words: noWords, newMeeting: nextMeetingId }
            expect(has(decide(it.state, { do: 'arrive', way: 'notes' }, given), 'arrived')).toBe(true)
          }
        })
      }),
      runs,
    )
    expect(came).toBeGreaterThan(100)
  })

  test('[R3] [R4] who reflects never rests, everybody else opens their own microphone, anybody may stop it', () => {
    let reflected = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, it => {
          const { reflecting } = it.state
          if (reflecting.is !== 'reflecting') return
          for (const person of atOwnDevice(it.state)) {
            reflected += 1
            expect(wouldBe(it, person, { do: 'stop-reflecting' })).toBe(null)
            if (reflecting.who.includes(person)) expect(restsNow(it.state, person)).toBe(false)
            else expect(wouldBe(it, person, { do: 'rest-microphone', rest: false })).toBe(null)
          }
        })
      }),
      runs,
    )
    expect(reflected).toBeGreaterThan(50)
  })

  test('[R5] after every reflecting the floor is the network’s, until it has spoken, passed, or ends it', () => {
    let floors = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }, before, move, events) => {
          if (before.reflecting.is === 'reflecting' && state.reflecting.is !== 'reflecting') {
            floors += 1
            if (!state.ended) expect(state.reflecting.is).toBe('floor')
          }
          if (!has(events, 'floor-ended') || before.reflecting.is !== 'floor' || move.move !== 'say') return
          const { answered } = before.reflecting
          const all = networkHere(before).every(person => answered[person] !== undefined)
          expect(isOfNetwork(before, id(move.as)) || all).toBe(true)
        })
      }),
      runs,
    )
    expect(floors).toBeGreaterThan(20)
  })

  test('[P2] [P4] a standing is the last one that somebody said; a position is bound to the words they had', () => {
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }, before, move, events) => {
          for (const [entry, { standing, history }] of Object.entries(state.decisions)) {
            expect(standing).toBe(history.at(-1)?.standing ?? 'talking')
            const former = before.decisions[entry as never]?.history ?? []
            expect(history.slice(0, former.length)).toEqual(former)
          }
          for (const event of events) {
            if (event.is !== 'position-taken' || move.move !== 'say') continue
            expect('hash' in move.command && move.command.hash).toBe(event.taken.hash)
            expect([hashOf('These words.'), hashOf('Other words.')]).toContain(event.taken.hash)
          }
        })
      }),
      runs,
    )
  })

  test('[P6] no number stands in the room that is not a time', () => {
    const times = new Set(['at', 'since', 'lostAt', 'graceSince'])
    fc.assert(
      fc.property(meetings, moves => {
        const { state } = play(moves, () => undefined)
        JSON.stringify(state, (key, value: unknown) => {
          if (typeof value === 'number' && !times.has(key)) throw new Error(`${key} counts something`)
          return value
        })
      }),
      runs,
    )
  })

  test('[C1] [C2] closed together only when everything with words was read back and the next meeting was spoken of', () => {
    let together = 0
    fc.assert(
      fc.property(closings, moves => {
        play(moves, (it, before, _, events) => {
          if (!has(events, 'meeting-ended') || it.state.ended?.how !== 'together') return
          together += 1
          // Never empty in these meetings; and exactly the words that were read stand in the record.
          for (const name of ['q', 's1', 's2']) expect(before.readBack[name]).toBe(hashOf('These words.'))
          expect(leftToRead(before, it.words)).toEqual([])
          expect(before.closing?.next).not.toBe(null)
        })
      }),
      runs,
    )
    expect(together).toBeGreaterThan(50)
  })

  test('[C1] one thing lies before everybody: it moves by a word of theirs alone, and passes nothing unread', () => {
    let turned = 0
    let back = 0
    fc.assert(
      fc.property(closings, moves => {
        play(moves, (it, before, move, events) => {
          const [was, is] = [before.closing?.place, it.state.closing?.place]
          if (!was || !is || it.state.ended) return
          if (!has(events, 'reading-moved')) return void expect(is).toBe(was)
          expect(move.move).toBe('say')
          if (move.move !== 'say') return
          const { command } = move
          if (command.do !== 'read-on' && command.do !== 'read-again') return
          expect(samePlace(command.from, was)).toBe(true)
          if (command.do === 'read-again') {
            back += 1
            return void expect(it.state.readBack).toEqual(before.readBack)
          }
          turned += 1
          // What it went on from is read; what follows is the first that is not, or follows upon what was read before.
          const left = leftToRead(before, it.words).filter(place => !samePlace(place, was))
          if (is.is === 'next' || is.is === 'end') expect(left).toEqual([])
          else if (was.is !== 'next' && was.is !== 'end' && !left.some(place => samePlace(place, is)))
            expect(leftToRead(before, it.words).some(place => samePlace(place, was))).toBe(false)
          expect(leftToRead(it.state, it.words)).toEqual(left)
        })
      }),
      runs,
    )
    expect(turned).toBeGreaterThan(500)
    expect(back).toBeGreaterThan(10)
  })

  test('[C3] whoever is here may end without closing, at any time after the door was open', () => {
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, (it, before) => {
          if (before === it.state || !(isOpen(it.state) || it.state.phase === 'paused')) return
          for (const person of atOwnDevice(it.state))
            expect(wouldBe(it, person, { do: 'end-meeting', how: 'without-closing' })).toBe(null)
        })
      }),
      runs,
    )
  })
})
