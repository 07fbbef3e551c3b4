import { describe, expect, test } from 'vitest'
import { canAgree, emptyDecision, isLapsed, showsAgreed } from './decision.ts'
import type { DecisionStanding, Position } from './decision.ts'
import { entry, hashOf, id, names, phoneOf, story } from './story.testing.ts'
import type { Story } from './story.testing.ts'

const text = 'Maria sleeps at Elena’s tonight.'
const decision = entry('d')
const hash = hashOf(text)
const take = (position: Position) => ({ do: 'take-position', decision, position, words: '', hash }) as const
const mark = (person: string, position: Position) =>
  ({ do: 'mark-position', decision, person: id(person), position, hash }) as const
const settle = (standing: DecisionStanding) =>
  ({ do: 'settle-decision', decision, standing, lookAgain: { when: 'until-we-meet' }, hash }) as const
const duty = (reason: string) =>
  ({ do: 'decide-by-duty', decision, reason, said: 'I do not want this.', hash }) as const

function talking(): Story {
  const it = story().arrive('Maria', 'Elena', 'Sam')
  it.write('d', { kind: 'decision', text })
  return it
}
const now = (it: Story) => it.state.decisions[decision] ?? emptyDecision

describe('positions', () => {
  test('[P1] each takes their own, with words if they like, and takes another one later', () => {
    const it = talking()
    it.does('Maria', { ...take('not-sure'), words: 'I have to think.' })
    it.does('Maria', take('can-live-with-it'))
    expect(now(it).positions).toEqual({
      Maria: { position: 'can-live-with-it', words: '', hash, at: it.now, markedBy: null },
    })
  })

  test('[P1] nobody takes a position for another', () => {
    const it = talking()
    expect(it.refusal('Sam', take('with-this'), { as: 'Maria' })).toBe('not-your-seat')
    expect(it.refusal('Sam', take('with-this'), { on: phoneOf('Maria') })).toBe('not-your-seat')
  })

  test('[P1] said aloud and marked by somebody else, it shows as such', () => {
    const it = talking()
    it.does('Sam', mark('Elena', 'with-this'))
    expect(now(it).positions[id('Elena')]?.markedBy).toBe('Sam')
    it.does('Elena', take('not-yet'))
    expect(now(it).positions[id('Elena')]).toMatchObject({ position: 'not-yet', markedBy: null })
  })

  test('[P1] a mark never replaces what somebody said themself, also after the words have changed', () => {
    const it = talking()
    it.does('Maria', take('not-yet'))
    expect(it.refusal('Sam', mark('Maria', 'with-this'))).toBe('only-your-own-position')
    const later = 'Other words.'
    it.write('d', { kind: 'decision', text: later })
    expect(it.refusal('Sam', { ...mark('Maria', 'with-this'), hash: hashOf(later) })).toBe('only-your-own-position')
  })

  test('[P1] what comes from somebody else’s sign-in shows whose it was', () => {
    const it = talking()
    it.does('Elena', { do: 'seat-person', person: id('Tomas'), byPhone: false })
    it.does('Elena', take('with-this'), { as: 'Tomas' })
    expect(now(it).positions[id('Tomas')]?.markedBy).toBe('Elena')
  })

  test('[P1] seating somebody whose line is lost does not let staff speak over what she said', () => {
    const it = talking()
    it.does('Maria', take('not-yet'))
    it.loses('Maria')
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: true })
    expect(it.refusal('Sam', take('with-this'), { as: 'Maria' })).toBe('only-your-own-position')
    expect(it.refusal('Sam', settle('agreed'))).toBe('not-agreed-yet')
  })

  test('[P3] only for people who are in the room', () => {
    const it = talking()
    expect(it.refusal('Sam', mark('Tomas', 'with-this'))).toBe('nobody-by-that-name')
    expect(it.refusal('Tomas', take('with-this'))).toBe('not-in-the-room')
  })

  test('[P4] bound to the very words: other words are said so, and nothing is lost', () => {
    const it = talking()
    it.does('Maria', take('with-this'))
    const changed = 'Maria sleeps at the ward tonight.'
    it.write('d', { kind: 'decision', text: changed })
    expect(it.refusal('Elena', take('with-this'))).toBe('words-changed')
    const taken = now(it).positions[id('Maria')]
    expect(taken && isLapsed(taken, hashOf(changed))).toBe(true)
    expect(taken && isLapsed(taken, hash)).toBe(false)
  })

  test('[P4] no words, no decision, no commitment', () => {
    const it = talking()
    expect(it.refusal('Maria', { ...take('with-this'), decision: entry('unknown') })).toBe('no-such-words')
    it.write('v', { kind: 'voice', text: 'Hm.', speaker: 'Maria' })
    expect(it.refusal('Maria', { ...take('with-this'), decision: entry('v') })).toBe('no-such-words')
    it.write('d', { kind: 'decision', text, withdrawn: true })
    expect(it.refusal('Maria', take('with-this'))).toBe('no-such-words')
    it.write('d', { kind: 'decision', text: '' })
    expect(it.refusal('Maria', take('with-this'))).toBe('words-empty')
  })
})

describe('settling', () => {
  test('[P2] anyone settles it, and every standing stays to be seen', () => {
    const it = talking()
    for (const standing of ['differently', 'agreed', 'changed', 'left-open', 'talking'] as const) {
      it.does('Elena', settle(standing))
      expect(now(it).standing).toBe(standing)
    }
    expect(now(it).history.map(({ standing }) => standing)).toEqual([
      'differently',
      'agreed',
      'changed',
      'left-open',
      'talking',
    ])
  })

  test('[P3] agreed for now needs a day to look again, or until we meet', () => {
    const it = talking()
    expect(it.refusal('Sam', { ...settle('agreed'), lookAgain: null })).toBe('look-again-needed')
    it.does('Sam', { ...settle('agreed'), lookAgain: { when: 'date', date: '2027-02-01' } })
    expect(showsAgreed(now(it), hash)).toBe(true)
  })

  test('[P3] not agreed while the person at the centre is not with it yet', () => {
    const it = talking()
    it.does('Maria', take('not-yet'))
    expect(canAgree(it.state, decision)).toBe(false)
    expect(it.refusal('Sam', settle('agreed'))).toBe('not-agreed-yet')
    expect(it.refusal('Maria', settle('agreed'))).toBe('not-agreed-yet')
    it.does('Maria', take('can-live-with-it'))
    expect(it.refusal('Sam', settle('agreed'))).toBe(null)
  })

  test('[P3] somebody else’s not yet leaves it a matter of talking, not of counting', () => {
    const it = talking()
    it.does('Elena', take('not-yet'))
    expect(canAgree(it.state, decision)).toBe(true)
  })

  test('[P3] when the person at the centre is not with it any more, it is talked about again', () => {
    const it = talking()
    it.does('Sam', settle('agreed'))
    expect(names(it.does('Maria', take('not-yet')))).toEqual(['position-taken', 'decision-settled'])
    expect(now(it)).toMatchObject({ standing: 'talking', agreedHash: null })
    expect(now(it).history.map(({ standing }) => standing)).toEqual(['agreed', 'talking'])
  })

  test('[P4] what was agreed is agreed in these words only', () => {
    const it = talking()
    it.does('Sam', settle('agreed'))
    expect(showsAgreed(now(it), hashOf('other words'))).toBe(false)
  })
})

describe('professional duty', () => {
  test('[P5] says who, why in plain words, and what the person said; it is never agreed', () => {
    const it = talking()
    it.does('Sam', duty('The law asks it of me.'))
    expect(now(it).duty).toEqual({
      by: 'Sam',
      reason: 'The law asks it of me.',
      said: 'I do not want this.',
      at: it.now,
      hash,
    })
    expect(it.refusal('Elena', settle('agreed'))).toBe('already-settled')
    expect(it.refusal('Sam', duty('Again.'))).toBe('already-settled')
    expect(canAgree(it.state, decision)).toBe(false)
  })

  test('[P5] what had been agreed is not agreed any more', () => {
    const it = talking()
    it.does('Sam', settle('agreed'))
    it.does('Sam', duty('The law asks it of me.'))
    expect(showsAgreed(now(it), hash)).toBe(false)
    expect(now(it).standing).toBe('changed')
  })

  test('[P5] only a practitioner, for themself, with a reason', () => {
    const it = talking()
    expect(it.refusal('Elena', duty('Because.'))).toBe('not-yours')
    expect(it.refusal('Sam', duty('  '))).toBe('reason-needed')
    it.does('Elena', { do: 'seat-person', person: id('Ravi'), byPhone: false })
    expect(it.refusal('Elena', duty('Because.'), { as: 'Ravi' })).toBe('not-yours')
  })
})

test('[P6] the state of a decision holds no number that could be a count', () => {
  const it = talking()
  it.does('Maria', take('with-this'))
  it.does('Elena', take('with-this'))
  const numbers = JSON.stringify(now(it)).match(/[:[]\d+/g) ?? []
  expect(numbers.every(number => number.includes(String(it.now)))).toBe(true)
})
