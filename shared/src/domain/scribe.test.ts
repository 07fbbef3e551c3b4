import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDecision } from './decision.ts'
import type { Command, RoomEvent } from './meeting.ts'
import { meetings, play } from './meetings.testing.ts'
import { isOfNetwork } from './present.ts'
import { emptyStep } from './step.ts'
import type { Story } from './story.testing.ts'
import { entry, hashOf, id, story } from './story.testing.ts'

/**
 * At home, with one tablet that Sam has brought: Maria sits beside him. What she says aloud he notes, and it shows as such;
 * what must be her own he cannot do for her, and what anybody may do he does under his own name (D5, P1).
 */
const text = 'These words.'
const hash = hashOf(text)
const beside = { as: 'Maria' } as const
function home(): Story {
  const it = story().arrive('Elena', 'Sam', 'Ravi')
  it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false })
  it.write('d', { kind: 'decision', text })
  it.write('s', { kind: 'step', text })
  it.write('v', { kind: 'voice', text, speaker: 'Maria', author: 'Ravi' })
  it.write('q', { kind: 'question', text })
  return it
}
const take = { do: 'take-position', decision: entry('d'), position: 'with-this', words: '', hash } as const
const accept = { do: 'accept-step', step: entry('s'), date: null } as const
const step = (it: Story) => it.state.steps[entry('s')] ?? emptyStep

describe('said aloud beside a practitioner', () => {
  test('[D5] she counts for the door, and all see who said that she is here', () => {
    const it = story().arrive('Sam')
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false })
    expect(it.state.phase).toBe('open')
    expect(it.state.seats.find(({ person }) => person === id('Maria'))?.declaredBy).toBe('Sam')
    // Nobody says in her name that more people are here.
    it.does('Sam', { do: 'seat-person', person: id('Tomas'), byPhone: false }, beside)
    expect(it.state.seats.find(({ person }) => person === id('Tomas'))?.declaredBy).toBe('Sam')
  })

  test('[P1] her position is marked by him, and never in the place of one that she took herself', () => {
    const it = home()
    it.does('Sam', take, beside)
    const mark = () => (it.state.decisions[entry('d')] ?? emptyDecision).positions[id('Maria')]
    expect(mark()).toMatchObject({ position: 'with-this', markedBy: 'Sam' })
    it.does('Maria', { do: 'arrive', way: 'notes' })
    it.does('Maria', { ...take, position: 'not-yet' })
    it.does('Maria', { do: 'leave' })
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false })
    expect(it.refusal('Sam', take, beside)).toBe('only-your-own-position')
    expect(mark()).toMatchObject({ position: 'not-yet', markedBy: null })
  })

  test('a step is accepted, told and put down aloud, and says who noted it', () => {
    const it = home()
    it.does('Sam', accept, beside)
    expect(step(it)).toMatchObject({ owner: 'Maria', markedBy: 'Sam' })
    it.does('Sam', { do: 'tell-step', step: entry('s'), how: 'under-way', words: 'I rang.' }, beside)
    expect(step(it).told).toMatchObject([{ by: 'Maria', markedBy: 'Sam' }])
    it.does('Sam', { do: 'release-step', step: entry('s') }, beside)
    expect(step(it)).toMatchObject({ owner: null, markedBy: null })
    it.does('Elena', accept)
    expect(step(it)).toMatchObject({ owner: 'Elena', markedBy: null })
  })

  test('what she took on at her own phone is not put down, told or handed on for her', () => {
    const it = home()
    it.does('Maria', { do: 'arrive', way: 'notes' })
    it.does('Maria', accept)
    it.does('Maria', { do: 'leave' })
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false })
    const tell = { do: 'tell-step', step: entry('s'), how: 'done', words: '' } as const
    const offer = { do: 'offer-step', step: entry('s'), to: id('Elena') } as const
    for (const command of [accept, tell, offer, { do: 'release-step', step: entry('s') }] as const)
      expect(it.refusal('Sam', command, beside)).toBe('only-the-owner')
    expect(step(it)).toMatchObject({ owner: 'Maria', markedBy: null })
  })

  test('"yes, that’s what I said" is nobody else’s to say, whoever wrote it down', () => {
    const it = home()
    expect(it.refusal('Sam', { do: 'check-voice', entry: entry('v'), hash }, beside)).toBe('only-the-speaker')
    it.does('Elena', { do: 'seat-person', person: id('Tomas'), byPhone: false })
    it.write('v2', { kind: 'voice', text, speaker: 'Tomas' })
    expect(it.refusal('Elena', { do: 'check-voice', entry: entry('v2'), hash }, { as: 'Tomas' })).toBe(null)
  })

  test('[R1] [R5] "not now", yes and the answer afterwards are marked; the floor is not ended, nobody is passed over', () => {
    const it = home()
    const ask = { do: 'ask-to-reflect', who: [id('Sam'), id('Ravi')] } as const
    it.does('Ravi', ask)
    expect(it.does('Sam', { do: 'answer-reflecting', answer: 'not-now' }, beside)).toEqual([
      { is: 'reflecting-not-now', person: 'Maria', markedBy: 'Sam' },
    ])
    it.does('Ravi', ask)
    it.does('Sam', { do: 'answer-reflecting', answer: 'yes' }, beside)
    expect(it.state.reflecting).toMatchObject({ is: 'asked', leave: ['Maria'], marked: { Maria: 'Sam' } })
    it.does('Elena', { do: 'answer-reflecting', answer: 'yes' })
    expect(it.state.reflecting).toMatchObject({ is: 'reflecting', marked: { Maria: 'Sam' } })
    it.does('Elena', { do: 'stop-reflecting' })
    expect(it.refusal('Sam', { do: 'end-floor' }, beside)).toBe('reflecting-not-now')
    it.does('Sam', { do: 'answer-floor', how: 'spoke' }, beside)
    expect(it.state.reflecting).toMatchObject({ answered: { Maria: 'spoke' }, marked: { Maria: 'Sam' } })
    it.does('Maria', { do: 'arrive', way: 'notes' })
    it.does('Maria', { do: 'answer-floor', how: 'passed' })
    expect(it.state.reflecting).toMatchObject({ answered: { Maria: 'passed' }, marked: {} })
    it.does('Maria', { do: 'leave' })
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: false })
    expect(it.refusal('Sam', { do: 'answer-floor', how: 'spoke' }, beside)).toBe('not-your-seat')
    expect(it.refusal('Sam', { do: 'mark-heard', person: id('Maria'), how: 'passed' }, beside)).toBe('not-your-seat')
  })

  test('[C1] what anybody may do is done under his own name; the record is opened to nobody by him', () => {
    const it = home()
    const settle = {
      do: 'settle-decision',
      decision: entry('d'),
      standing: 'left-open',
      lookAgain: null,
      hash,
    } as const
    const shared: readonly Command[] = [
      settle,
      { do: 'end-question', question: entry('q'), how: 'no-longer' },
      { do: 'set-writing', writing: { mode: 'talk' } },
      { do: 'pause-together', pause: true },
      { do: 'begin-closing' },
      { do: 'read-on', from: { is: 'entry', entry: entry('v') } },
      { do: 'agree-next-meeting', next: { next: 'none' } },
    ]
    for (const command of shared) {
      const events = it.does('Sam', command, beside)
      expect(events.length).toBeGreaterThan(0)
      for (const event of events) expect(event).toMatchObject({ by: 'Sam' })
    }
    expect(it.refusal('Sam', { do: 'let-absent-read', may: true }, beside)).toBe('not-yours')
    it.does('Elena', { do: 'let-absent-read', may: true })
    expect(it.does('Sam', { do: 'let-absent-read', may: false }, beside)).toMatchObject([{ may: false, by: 'Sam' }])
  })
})

test('[D5] [P1] in a thousand random meetings: a practitioner’s device never speaks as one of the network', () => {
  const seen = new Set<RoomEvent['is']>()
  fc.assert(
    fc.property(meetings, moves => {
      play(moves, (_, before, move, events) => {
        if (move.move !== 'say' || move.as === move.who || isOfNetwork(before, id(move.who))) return
        for (const event of events) {
          const marks = marksOf(event)
          if (marks === null) continue
          seen.add(event.is)
          expect({ [event.is]: marks }).toEqual({ [event.is]: move.who })
        }
      })
    }),
    { numRuns: 1000 },
  )
  for (const is of ['position-taken', 'step-accepted', 'step-told', 'reflecting-leave-given', 'closing-began'] as const)
    expect(seen).toContain(is)
})

/** Under whose name it stands as done; null: it is a coming, going or mark that shows nobody's mind. */
function marksOf(event: RoomEvent): string | null | undefined {
  switch (event.is) {
    case 'voice-checked':
      return 'nobody may'
    case 'position-taken':
      return event.taken.markedBy
    case 'step-accepted':
    case 'step-told':
    case 'reflecting-leave-given':
    case 'reflecting-not-now':
    case 'floor-answered':
      return event.markedBy
    case 'heard':
      return event.how === 'passed' ? 'nobody may' : null
    case 'absent-may-read':
      return event.may ? 'nobody may' : event.by
    case 'reflecting-stopped':
      return event.by ?? null
    case 'seated':
    case 'decision-settled':
    case 'writing-set':
    case 'paused-together':
    case 'pause-ended':
    case 'question-ended':
    case 'question-reopened':
    case 'step-offered':
    case 'closing-began':
    case 'closing-left':
    case 'reading-moved':
    case 'next-meeting-agreed':
    case 'meeting-ended':
      return event.by
    default:
      return null
  }
}
