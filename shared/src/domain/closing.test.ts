import { describe, expect, test } from 'vitest'
import { whoMayComeNext } from './closing.ts'
import { id, names, nextMeetingId, start, story } from './story.testing.ts'
import type { Story } from './story.testing.ts'
import { days, minutes, seconds } from './time.ts'

const together = { do: 'end-meeting', how: 'together' } as const
const without = { do: 'end-meeting', how: 'without-closing' } as const
const noNext = { do: 'agree-next-meeting', next: { next: 'none' } } as const
const nextWeek = {
  do: 'agree-next-meeting',
  next: { next: 'at', at: start + days(7), zone: 'Europe/Helsinki', place: 'home', placeWords: 'at Elena’s' },
} as const

function closing(): Story {
  const it = story().arrive('Maria', 'Elena', 'Sam')
  it.does('Sam', { do: 'begin-closing' })
  return it
}

describe('the closing', () => {
  test('[C2] closed together needs the next meeting, or "no next meeting for now"', () => {
    const it = closing()
    expect(it.refusal('Sam', together)).toBe('next-meeting-needed')
    it.does('Elena', nextWeek)
    it.does('Sam', together)
    expect(it.state.ended).toMatchObject({ at: it.now, how: 'together', by: 'Sam', nextMeeting: nextMeetingId })
    const none = closing()
    none.does('Elena', noNext)
    none.does('Sam', together)
    expect(none.state.ended?.nextMeeting).toBe(null)
  })

  test('[C2] who comes is agreed too: whom of their own people they meet with is the family’s to say', () => {
    const it = closing()
    const agree = (...who: string[]) => ({ ...nextWeek, next: { ...nextWeek.next, who: who.map(id) } }) as const
    expect(whoMayComeNext(it.state)).toEqual(['Maria', 'Elena', 'Tomas', 'Sam', 'Ravi'])
    expect(it.refusal('Sam', agree('Sam', 'Ravi', 'Maria', 'Elena'))).toBe('not-yours')
    expect(it.refusal('Maria', agree('Sam', 'Ravi'))).toBe('not-understood')
    expect(it.refusal('Maria', agree('Maria', 'Ines'))).toBe('nobody-by-that-name')
    expect(it.refusal('Maria', agree('Maria', 'Nobody'))).toBe('nobody-by-that-name')
    expect(it.refusal('Sam', agree('Sam', 'Maria', 'Elena', 'Tomas'))).toBe(null)
    expect(it.refusal('Maria', agree('Sam', 'Maria'))).toBe(null)
    expect(it.state.closing?.next).toMatchObject({ who: ['Sam', 'Maria'] })
  })

  test('[C2] a next meeting lies ahead', () => {
    const it = closing()
    it.pass(days(8))
    expect(it.refusal('Sam', nextWeek)).toBe('not-understood')
  })

  test('one can go on talking, and close later', () => {
    const it = closing()
    it.does('Maria', { do: 'go-on-talking' })
    expect([it.state.phase, it.state.closing]).toEqual(['open', null])
    for (const command of [noNext, { do: 'read-on', from: { is: 'notes' } }, together] as const)
      expect(it.refusal('Sam', command)).toBe('read-back-needed')
  })

  test('[C3] ending without closing is possible for anyone in the room, at any time, also while paused', () => {
    for (const name of ['Maria', 'Sam'] as const) {
      const it = story().arrive('Maria', 'Sam')
      it.does(name, without)
      expect(it.state.ended?.how).toBe('without-closing')
    }
    const alone = story().arrive('Maria')
    alone.does('Maria', without)
    expect(alone.state.phase).toBe('ended')
    const paused = story().arrive('Maria', 'Sam')
    paused.loses('Maria')
    paused.pass(seconds(9))
    paused.does('Sam', without)
    expect(paused.state.phase).toBe('ended')
  })

  test('[C3] where nobody of the network has been there is no meeting yet that staff could end', () => {
    const it = story().arrive('Sam')
    expect(it.refusal('Sam', without)).toBe('door-closed')
  })

  test('[C3] what was agreed about the next meeting stands, also when the closing was not finished', () => {
    const it = closing()
    it.does('Maria', nextWeek)
    it.does('Maria', without)
    expect(it.state.ended?.nextMeeting).toBe(nextMeetingId)
  })

  test('absent people may read only when the network says so; anyone may say no', () => {
    const it = closing()
    expect(it.state.closing?.absentMayRead).toBe(false)
    expect(it.refusal('Sam', { do: 'let-absent-read', may: true })).toBe('not-yours')
    it.does('Elena', { do: 'let-absent-read', may: true })
    expect(it.state.closing?.absentMayRead).toBe(true)
    it.does('Sam', { do: 'let-absent-read', may: false })
    expect(it.state.closing?.absentMayRead).toBe(false)
  })

  test('[C4] after the end nothing is said any more but how a step goes, by its owner', () => {
    const it = story().arrive('Maria', 'Sam')
    const step = it.write('s', { kind: 'step', text: 'Ring the school.' })
    it.does('Maria', { do: 'accept-step', step, date: null })
    it.does('Maria', without)
    expect(it.refusal('Maria', { do: 'arrive', way: 'sound' })).toBe('meeting-ended')
    expect(it.refusal('Sam', { do: 'begin-closing' })).toBe('meeting-ended')
    expect(it.refusal('Sam', { do: 'tell-step', step, how: 'done', words: '' })).toBe('only-the-owner')
    expect(it.refusal('Sam', { do: 'tell-step', step, how: 'done', words: '' }, { as: 'Maria' })).toBe('not-your-seat')
    expect(names(it.does('Maria', { do: 'tell-step', step, how: 'done', words: 'Rang.' }))).toEqual(['step-told'])
    expect(names(it.does('Maria', { do: 'release-step', step }))).toEqual(['step-released'])
    it.pass(minutes(2))
    expect(it.loses('Maria')).toEqual([])
    expect(it.state.phase).toBe('ended')
  })

  test('who was heard and who wished to speak is forgotten at the end', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Maria', { do: 'want-to-speak', wants: true })
    it.does('Sam', { do: 'mark-heard', person: id('Maria'), how: 'spoke' })
    it.does('Sam', { do: 'pause-together', pause: true })
    it.does('Maria', without)
    expect(it.state).toMatchObject({ wantToSpeak: [], heard: {}, pausedBy: null, reflecting: { is: 'none' } })
  })
})
