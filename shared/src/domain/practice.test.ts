import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { circleOf } from './circle.ts'
import type { RoomEvent, RoomState } from './meeting.ts'
import { beginning, grace } from './meeting.ts'
import { freeze, meetings, play } from './meetings.testing.ts'
import { isLanding, isOfNetwork, isOpen, isPractitioner, isTogether, mayExchange, networkHere } from './present.ts'
import { evolve } from './room.ts'
import { cast, id } from './story.testing.ts'

const runs = { numRuns: 1000 }

describe('in a thousand random meetings', () => {
  test('[D1] [D2] [D3] the room is never open without the network, but for a grace; nothing is exchanged while it is not', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state, now }) => {
          seen.add(state.phase)
          if (isTogether(state) && networkHere(state).length === 0) {
            expect(state.graceSince).not.toBe(null)
            expect(now - (state.graceSince ?? 0)).toBeLessThan(grace)
          }
          if (state.phase === 'waiting' || state.phase === 'paused') expect(networkHere(state)).toEqual([])
          if (!isTogether(state))
            for (const device of Object.values(state.devices)) expect(mayExchange(state, device.id)).toBe(false)
        })
      }),
      runs,
    )
    expect([...seen].sort()).toEqual(['arranged', 'closing', 'ended', 'open', 'paused', 'waiting'])
  })

  test('[D2] behind a closed door nothing happens but coming, sitting and going', () => {
    const quiet = new Set([
      'wanted-to-speak',
      'heard',
      'paused-together',
      'pause-ended',
      'writing-set',
      'voice-checked',
    ])
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, (_, before, move, events) => {
          if (isOpen(before) || before.ended || move.move !== 'say') return
          for (const event of events) {
            expect(quiet.has(event.is)).toBe(false)
            expect(event.is).not.toMatch(
              /^(position|decision|decided|question|step-|closing|part|next|absent|reflecting-asked)/,
            )
          }
        })
      }),
      runs,
    )
  })

  test('[D4] nobody of neither side, and nobody with a name that staff typed, opens the door', () => {
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }, before, move, events) => {
          if (!events.some(event => event.is === 'door-opened')) return
          expect(networkHere(state).length).toBeGreaterThan(0)
          if (move.move !== 'say' || move.command.do !== 'seat-guest') return
          expect(isOfNetwork(before, id(move.who))).toBe(true)
        })
      }),
      runs,
    )
  })

  test('[P1] nobody takes a position, checks a voice, or owns a step for another; a mark says whose it is', () => {
    let taken = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, (_, before, move, events) => {
          for (const event of events) {
            if (move.move !== 'say') continue
            if (event.is === 'position-taken') {
              taken += 1
              const { markedBy } = event.taken
              expect(markedBy === null ? event.person : markedBy).toBe(move.who)
              const former = before.decisions[event.decision]?.positions[event.person]
              if (former?.markedBy === null) expect(markedBy).toBe(null)
            }
            if (event.is === 'step-accepted') expect(event.owner).toBe(move.as)
            if (event.is === 'step-told') expect(before.steps[event.step]?.owner).toBe(move.as)
            if (event.is === 'microphone-rested') expect(event.person).toBe(move.as)
            if (event.is === 'voice-checked') expect(move.as).toBe('Maria')
          }
        })
      }),
      runs,
    )
    expect(taken).toBeGreaterThan(100)
  })

  test('[P3] [P5] never agreed while the person at the centre says not yet, nor when duty decided', () => {
    let agreed = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }) => {
          for (const one of Object.values(state.decisions)) {
            if (one.standing !== 'agreed') continue
            agreed += 1
            expect(one.positions[state.centre]?.position).not.toBe('not-yet')
            expect(one.duty).toBe(null)
            expect(one.lookAgain).not.toBe(null)
          }
        })
      }),
      runs,
    )
    expect(agreed).toBeGreaterThan(100)
  })

  test('[R1] [R2] only practitioners reflect, in an open room, after a yes of all of the network who were there', () => {
    let began = 0
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }, before, _, events) => {
          const { reflecting } = state
          if (reflecting.is === 'reflecting' || reflecting.is === 'asked') {
            expect(isOpen(state)).toBe(true)
            expect(reflecting.who.every(one => isPractitioner(state, one))).toBe(true)
          }
          if (!events.some(event => event.is === 'reflecting-began')) return
          began += 1
          const given = events.flatMap(event => (event.is === 'reflecting-leave-given' ? [event.person] : []))
          const before_ = before.reflecting.is === 'asked' ? before.reflecting.leave : []
          expect(networkHere(state).filter(one => !given.includes(one) && !before_.includes(one))).toEqual([])
          expect(networkHere(state).length).toBeGreaterThan(0)
        })
      }),
      runs,
    )
    expect(began).toBeGreaterThan(20)
  })

  test('[C4] after the end nothing happens but what owners tell of their steps, and the going of those who are still there', () => {
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, (_, before, __, events) => {
          if (!before.ended) return
          const lands = isLanding(before) ? '|left|way-changed|line-lost|line-back|landing-over' : ''
          for (const event of events) expect(event.is).toMatch(new RegExp(`^(step-told|step-released${lands})$`))
        })
      }),
      runs,
    )
  })

  test('a seat is one person’s, keeps its time, and agrees with its device; the circle holds every chair once', () => {
    fc.assert(
      fc.property(meetings, moves => {
        play(moves, ({ state }, before) => {
          if (state === before) return
          expect(wrongSeats(state, before)).toEqual([])
          expect(wrongCircle(state)).toEqual([])
        })
      }),
      runs,
    )
  })

  test('the same events give the same room, also when they were written down and read again', () => {
    const kinds = new Set<string>()
    fc.assert(
      fc.property(meetings, moves => {
        const it = play(moves, () => undefined)
        const first = beginning({
          meeting: it.state.meeting,
          centre: it.state.centre,
          people: Object.entries(cast).map(([name, kind]) => ({ id: id(name), name, kind, role: '' })),
        })
        let again: RoomState = first
        for (const { event, at } of it.log) {
          kinds.add(event.is)
          again = evolve(freeze(again), JSON.parse(JSON.stringify(event)) as RoomEvent, at)
        }
        expect(again).toEqual(it.state)
        expect(JSON.parse(JSON.stringify(it.state))).toEqual(it.state)
        expect(JSON.stringify(again)).toBe(JSON.stringify(it.state))
      }),
      runs,
    )
    // A fuzz that never gets into the room proves nothing.
    // All but what only the house puts in, less a few that chance may miss.
    expect(kinds.size).toBeGreaterThanOrEqual(38)
  })
})

function wrongSeats(state: RoomState, before: RoomState): string[] {
  const wrong: string[] = []
  if (new Set(state.seats.map(seat => seat.person)).size !== state.seats.length) wrong.push('two seats of one person')
  for (const [place, { person, since }] of before.seats.entries()) {
    const now = state.seats[place]
    if (now?.person !== person || now.since !== since) wrong.push(`the seat of ${person} has moved`)
  }
  for (const { person, presence, device } of state.seats) {
    const line = device === null ? null : state.devices[device]?.line
    if (presence === 'here' && line !== 'here') wrong.push(`${person} is here without a line`)
    if (presence === 'lost' && line !== 'lost') wrong.push(`${person} is lost on a line that stands`)
    if ((presence === 'gone') !== (device === null)) wrong.push(`${person} is gone and still at a device`)
  }
  for (const { id: device, using, owner } of Object.values(state.devices)) {
    const sits = state.seats.some(seat => seat.person === using && seat.device === device)
    if (!sits && using !== owner) wrong.push(`${device} is used by somebody who does not sit at it`)
  }
  return wrong
}

function wrongCircle(state: RoomState): string[] {
  const circle = circleOf(state)
  const chairs = state.seats.filter(seat => seat.presence !== 'gone')
  const staff = circle.map(seat => isPractitioner(state, seat.person))
  const avoidable = staff.filter(one => one).length <= staff.filter(one => !one).length
  const beside = staff.some((one, at) => one && staff.length > 1 && staff[(at + 1) % staff.length])
  return [
    ...(circle.length === chairs.length && chairs.every(seat => circle.includes(seat)) ? [] : ['a chair is missing']),
    ...(avoidable && beside ? ['two practitioners sit side by side'] : []),
  ]
}
