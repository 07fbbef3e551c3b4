import { describe, expect, test } from 'vitest'
import { mayExchange, onePractitionerAlone } from './present.ts'
import { id, names, phoneOf, story } from './story.testing.ts'
import { seconds } from './time.ts'

describe('the door', () => {
  test('[D1] practitioners who come first wait; the first of the network opens', () => {
    const it = story()
    expect(names(it.does('Sam', { do: 'arrive', way: 'picture' }))).toEqual(['arrived', 'waiting-began'])
    it.arrive('Ravi')
    expect(it.state.phase).toBe('waiting')
    expect(names(it.does('Elena', { do: 'arrive', way: 'notes' }))).toEqual(['arrived', 'door-opened'])
    expect(it.state.phase).toBe('open')
  })

  test('[D1] the network needs nobody to be let in, and may be together without practitioners', () => {
    const it = story().arrive('Tomas', 'Sam')
    expect(it.state.phase).toBe('open')
    it.does('Sam', { do: 'leave' })
    expect(it.state.phase).toBe('open')
  })

  test('[D2] while waiting or paused nothing is exchanged, and nothing is done but coming, sitting and going', () => {
    const it = story().arrive('Sam', 'Ravi')
    expect(mayExchange(it.state, phoneOf('Sam'))).toBe(false)
    const decision = it.write('d', { kind: 'decision', text: 'We wait.' })
    expect(it.refusal('Sam', { do: 'want-to-speak', wants: true })).toBe('door-closed')
    expect(it.refusal('Sam', { do: 'set-writing', writing: { mode: 'talk' } })).toBe('door-closed')
    expect(it.refusal('Sam', { do: 'begin-closing' })).toBe('door-closed')
    expect(
      it.refusal('Sam', { do: 'take-position', decision, position: 'with-this', words: '', hash: 'hash of We wait.' }),
    ).toBe('door-closed')
    expect(it.refusal('Sam', { do: 'change-way', way: 'sound' })).toBe(null)
    expect(it.refusal('Sam', { do: 'step-out' })).toBe(null)
    expect(it.refusal('Sam', { do: 'come-back' })).toBe(null)
    it.arrive('Maria')
    expect(mayExchange(it.state, phoneOf('Sam'))).toBe(true)
    it.does('Maria', { do: 'leave' })
    expect(it.state.phase).toBe('paused')
    expect(mayExchange(it.state, phoneOf('Sam'))).toBe(false)
    expect(it.refusal('Sam', { do: 'want-to-speak', wants: true })).toBe('door-closed')
  })

  test('[D2] nobody listens unseen: not for notes only, not stepped out, not a device at which nobody sits', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Sam', { do: 'step-out' })
    expect(mayExchange(it.state, phoneOf('Sam'))).toBe(false)
    it.does('Sam', { do: 'come-back' })
    it.does('Sam', { do: 'change-way', way: 'notes' })
    expect(mayExchange(it.state, phoneOf('Sam'))).toBe(false)
    expect(mayExchange(it.state, phoneOf('Ravi'))).toBe(false)
  })

  test('[D3] leaving or stepping out of the last of the network pauses at once', () => {
    for (const deed of ['leave', 'step-out'] as const) {
      const it = story().arrive('Sam', 'Maria')
      expect(names(it.does('Maria', { do: deed })).at(-1)).toBe('door-paused')
      expect(it.state.phase).toBe('paused')
    }
  })

  test('[D3] a lost line has its grace, from the last sign of life', () => {
    const it = story().arrive('Sam', 'Maria')
    it.pass(seconds(5))
    expect(names(it.loses('Maria', it.now - seconds(3)))).toEqual(['line-lost'])
    expect(it.state.graceSince).toBe(it.now - seconds(3))
    expect(it.state.phase).toBe('open')
    expect(it.pass(seconds(5) - 1)).toEqual([])
    expect(names(it.pass(1))).toEqual(['door-paused'])
    expect(it.state.graceSince).toBe(null)
  })

  test('[D3] a line noticed too late pauses at once; a line that is back in time pauses nothing', () => {
    const late = story().arrive('Sam', 'Maria')
    late.pass(seconds(30))
    expect(names(late.loses('Maria', late.now - seconds(9)))).toEqual(['line-lost', 'door-paused'])
    const soon = story().arrive('Sam', 'Maria')
    soon.loses('Maria')
    soon.pass(seconds(7))
    expect(names(soon.finds('Maria'))).toEqual(['line-back'])
    expect(soon.pass(seconds(60))).toEqual([])
    expect(soon.state.phase).toBe('open')
  })

  test('[D3] who was lost long ago gives no grace to who leaves now', () => {
    const it = story().arrive('Sam', 'Maria', 'Tomas')
    it.loses('Maria')
    it.pass(seconds(60))
    expect(it.state.phase).toBe('open')
    expect(names(it.does('Tomas', { do: 'leave' }))).toEqual(['left', 'door-paused'])
  })

  test('[D4] interpreters, and guests seated by a practitioner, do not open the door', () => {
    const it = story().arrive('Sam', 'Ines')
    expect(it.state.phase).toBe('waiting')
    it.does('Sam', { do: 'seat-guest', person: id('Grandmother'), name: 'Rosa', relation: 'grandmother' })
    expect(it.state.people[id('Grandmother')]?.kind).toBe('guest')
    expect(it.state.phase).toBe('waiting')
    it.does('Ines', { do: 'seat-guest', person: id('Friend'), name: 'Ana', relation: 'friend' })
    expect(it.state.people[id('Friend')]?.kind).toBe('guest')
    expect(it.state.phase).toBe('waiting')
  })

  test('[D4] also not through the voice of somebody of the network on a practitioner’s device', () => {
    const it = story().arrive('Sam')
    it.does('Sam', { do: 'seat-person', person: id('Elena'), byPhone: false })
    it.does('Sam', { do: 'seat-guest', person: id('X'), name: 'X', relation: 'aunt' }, { as: 'Elena' })
    expect(it.state.people[id('X')]?.kind).toBe('guest')
  })

  test('[D5] who is declared on somebody’s device counts, and all can see who said so', () => {
    const it = story().arrive('Sam')
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: true })
    expect(it.state.phase).toBe('open')
    const seat = it.state.seats.find(({ person }) => person === id('Maria'))
    expect(seat).toMatchObject({ declaredBy: id('Sam'), byPhone: true, device: phoneOf('Sam') })
    it.does('Sam', { do: 'unseat', person: id('Maria') })
    expect(it.state.phase).toBe('paused')
  })

  test('[D5] the network seats its own people in its own words', () => {
    const it = story().arrive('Tomas')
    it.does('Tomas', { do: 'seat-guest', person: id('Rosa'), name: 'Rosa', relation: 'neighbour' })
    expect(it.state.people[id('Rosa')]).toMatchObject({ kind: 'network', role: 'neighbour' })
    it.does('Tomas', { do: 'step-out' })
    expect(it.state.phase).toBe('open')
  })

  test('[D6] one practitioner alone is a notice, never a block', () => {
    const it = story().arrive('Sam', 'Maria')
    expect(onePractitionerAlone(it.state)).toBe(true)
    expect(it.state.phase).toBe('open')
    it.arrive('Ravi')
    expect(onePractitionerAlone(it.state)).toBe(false)
  })

  test('[D7] who comes back needs nobody; who is unknown does not come in, and everybody comes by name', () => {
    const it = story().arrive('Sam', 'Maria')
    it.does('Maria', { do: 'leave' })
    const [arrived, opened] = it.does('Maria', { do: 'arrive', way: 'sound' })
    expect(arrived).toMatchObject({ is: 'arrived', person: { name: 'Maria' } })
    expect(opened).toEqual({ is: 'door-opened' })
    expect(it.refusal('Nobody', { do: 'arrive', way: 'sound' })).toBe('not-yours')
  })

  test('[D3] a closing that was interrupted goes on where it stood', () => {
    const it = story().arrive('Sam', 'Maria')
    const voice = it.write('v', { kind: 'voice', text: 'I am tired.', speaker: 'Maria' })
    const step = it.write('s', { kind: 'step', text: 'Ring the school.' })
    it.does('Sam', { do: 'begin-closing' })
    it.does('Sam', { do: 'read-on', from: { is: 'entry', entry: voice } })
    it.does('Maria', { do: 'step-out' })
    expect(it.state.phase).toBe('paused')
    it.does('Maria', { do: 'come-back' })
    expect(it.state.phase).toBe('closing')
    expect(it.state.closing?.place).toEqual({ is: 'entry', entry: step })
  })
})
