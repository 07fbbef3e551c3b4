import { describe, expect, test } from 'vitest'
import { mayEndFloor, restsNow } from './reflecting.ts'
import { id, names, story } from './story.testing.ts'
import type { Name, Story } from './story.testing.ts'
import { seconds } from './time.ts'

const ask = (...who: Name[]) => ({ do: 'ask-to-reflect', who: who.map(id) }) as const
const yes = { do: 'answer-reflecting', answer: 'yes' } as const
const notNow = { do: 'answer-reflecting', answer: 'not-now' } as const

function reflecting(): Story {
  const it = story().arrive('Maria', 'Elena', 'Sam', 'Ravi', 'Ines')
  it.does('Sam', ask('Sam', 'Ravi'))
  it.does('Maria', yes)
  it.does('Elena', yes)
  return it
}

describe('reflecting', () => {
  test('[R1] begins when everyone of the network who is here has said yes', () => {
    const it = story().arrive('Maria', 'Elena', 'Sam', 'Ravi')
    it.does('Sam', ask('Sam', 'Ravi'))
    expect(names(it.does('Maria', yes))).toEqual(['reflecting-leave-given'])
    expect(it.state.reflecting.is).toBe('asked')
    expect(names(it.does('Elena', yes))).toEqual(['reflecting-leave-given', 'reflecting-began'])
    expect(it.state.reflecting).toMatchObject({ is: 'reflecting', who: ['Sam', 'Ravi'] })
  })

  test('[R1] one "not now" ends the asking, whoever had said yes', () => {
    const it = story().arrive('Maria', 'Elena', 'Sam', 'Ravi')
    it.does('Sam', ask('Sam', 'Ravi'))
    it.does('Elena', yes)
    it.does('Maria', notNow)
    expect(it.state.reflecting).toEqual({ is: 'none' })
    expect(it.refusal('Elena', yes)).toBe('reflecting-not-now')
    expect(it.refusal('Sam', ask('Sam', 'Ravi'))).toBe(null)
  })

  test('[R1] who comes while leave is asked is asked too; who goes is waited for no longer', () => {
    const it = story().arrive('Maria', 'Sam', 'Ravi')
    it.does('Sam', ask('Sam', 'Ravi'))
    it.arrive('Elena')
    it.does('Maria', yes)
    expect(it.state.reflecting.is).toBe('asked')
    expect(names(it.does('Elena', { do: 'leave' }))).toEqual(['left', 'reflecting-began'])
  })

  test('[R1] two or more, or one for themself; only practitioners, and only those who are here', () => {
    const it = story().arrive('Maria', 'Sam', 'Ines')
    expect(it.refusal('Maria', ask('Maria'))).toBe('only-practitioners-reflect')
    expect(it.refusal('Ines', ask('Ines'))).toBe('only-practitioners-reflect')
    expect(it.refusal('Sam', ask('Sam', 'Maria'))).toBe('only-practitioners-reflect')
    expect(it.refusal('Sam', ask('Sam', 'Ravi'))).toBe('only-practitioners-reflect')
    it.arrive('Ravi')
    expect(it.refusal('Sam', ask('Ravi'))).toBe('reflecting-needs-two')
    expect(it.refusal('Sam', ask('Sam'))).toBe(null)
    expect(it.refusal('Ravi', ask('Ravi'))).toBe('already-there')
    it.does('Maria', yes)
    expect(it.state.reflecting).toMatchObject({ is: 'reflecting', who: ['Sam'] })
  })

  test('[R1] leave is the network’s to give', () => {
    const it = story().arrive('Maria', 'Sam', 'Ravi', 'Ines')
    it.does('Sam', ask('Sam', 'Ravi'))
    expect(it.refusal('Ravi', yes)).toBe('reflecting-needs-leave')
    expect(it.refusal('Ines', notNow)).toBe('reflecting-needs-leave')
  })

  test('[R2] does not begin without the network, and stops when it is gone', () => {
    const alone = story().arrive('Sam', 'Ravi')
    expect(alone.refusal('Sam', ask('Sam', 'Ravi'))).toBe('door-closed')
    const lost = story().arrive('Maria', 'Sam', 'Ravi')
    lost.loses('Maria')
    expect(lost.refusal('Sam', ask('Sam', 'Ravi'))).toBe('reflecting-needs-leave')

    const it = reflecting()
    it.does('Elena', { do: 'leave' })
    it.loses('Maria')
    expect(it.state.reflecting.is).toBe('reflecting')
    expect(names(it.pass(seconds(8)))).toEqual(['door-paused', 'reflecting-stopped'])
    it.finds('Maria')
    expect(it.state.reflecting.is).toBe('floor')
  })

  test('[R2] asking ends with the door; nobody reflects in an empty chair', () => {
    const it = story().arrive('Maria', 'Sam', 'Ravi')
    it.does('Sam', ask('Sam', 'Ravi'))
    it.does('Maria', { do: 'step-out' })
    expect(it.state.reflecting).toEqual({ is: 'none' })
    const gone = reflecting()
    gone.does('Sam', { do: 'leave' })
    expect(gone.state.reflecting.is).toBe('reflecting')
    gone.does('Ravi', { do: 'leave' })
    expect(gone.state.reflecting.is).toBe('floor')
  })

  test('[R3] who reflects is heard by all; listeners rest, and open their own microphone when they want', () => {
    const it = reflecting()
    const rests = () => ['Maria', 'Elena', 'Ines', 'Sam'].filter(name => restsNow(it.state, id(name)))
    expect(rests()).toEqual(['Maria', 'Elena', 'Ines'])
    it.does('Maria', { do: 'rest-microphone', rest: false })
    expect(rests()).toEqual(['Elena', 'Ines'])
    it.does('Maria', { do: 'rest-microphone', rest: true })
    expect(rests()).toEqual(['Maria', 'Elena', 'Ines'])
    expect(it.refusal('Sam', { do: 'rest-microphone', rest: true })).toBe('not-your-seat')
    it.does('Maria', { do: 'stop-reflecting' })
    expect(rests()).toEqual([])
  })

  test('[R3] nobody opens or rests the microphone of another', () => {
    const it = reflecting()
    expect(it.refusal('Sam', { do: 'rest-microphone', rest: false }, { as: 'Maria' })).toBe('not-your-seat')
  })

  test('[R4] anyone may stop it', () => {
    for (const name of ['Maria', 'Elena', 'Ravi', 'Ines'] as const) {
      const it = reflecting()
      expect(names(it.does(name, { do: 'stop-reflecting' }))).toEqual(['reflecting-stopped'])
      expect(it.state.reflecting.is).toBe('floor')
    }
  })

  test('[R5] then the network is asked first: it answers or passes, and staff cannot cut that short', () => {
    const it = reflecting()
    it.does('Sam', { do: 'stop-reflecting' })
    expect(it.refusal('Sam', { do: 'end-floor' })).toBe('reflecting-not-now')
    expect(it.refusal('Sam', ask('Sam', 'Ravi'))).toBe('reflecting-not-now')
    expect(it.refusal('Sam', { do: 'answer-floor', how: 'spoke' })).toBe('not-your-seat')
    it.does('Maria', { do: 'answer-floor', how: 'passed' })
    expect(mayEndFloor(it.state, id('Sam'))).toBe(false)
    it.does('Elena', { do: 'answer-floor', how: 'spoke' })
    expect(mayEndFloor(it.state, id('Sam'))).toBe(true)
    it.does('Sam', { do: 'end-floor' })
    expect(it.state.reflecting).toEqual({ is: 'none' })
  })

  test('[R5] the network may end its floor at any time', () => {
    const it = reflecting()
    it.does('Ines', { do: 'stop-reflecting' })
    it.does('Maria', { do: 'end-floor' })
    expect(it.state.reflecting).toEqual({ is: 'none' })
  })
})
