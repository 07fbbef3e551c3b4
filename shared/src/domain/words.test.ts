import { describe, expect, test } from 'vitest'
import { isDone } from './step.ts'
import { entry, hashOf, id, story } from './story.testing.ts'
import { isChecked } from './voice.ts'

describe('voices', () => {
  test('the speaker says: yes, that is what I said; of these exact words', () => {
    const it = story().arrive('Maria', 'Sam')
    const voice = it.write('v', { kind: 'voice', text: 'I cannot sleep.', speaker: 'Maria' })
    const check = { do: 'check-voice', entry: voice, hash: hashOf('I cannot sleep.') } as const
    expect(it.refusal('Sam', check)).toBe('only-the-speaker')
    expect(it.refusal('Maria', { ...check, hash: hashOf('other') })).toBe('words-changed')
    it.does('Maria', check)
    expect(isChecked(it.state, voice, check.hash)).toBe(true)
    expect(isChecked(it.state, voice, hashOf('I cannot sleep well.'))).toBe(false)
    expect(it.does('Maria', check)).toEqual([])
  })

  test('staff who wrote it down do not also confirm it, through a seat on their own device', () => {
    const it = story().arrive('Sam')
    it.does('Sam', { do: 'seat-person', person: id('Maria'), byPhone: true })
    const voice = it.write('v', { kind: 'voice', text: 'Yes.', speaker: 'Maria', author: 'Sam' })
    const check = { do: 'check-voice', entry: voice, hash: hashOf('Yes.') } as const
    expect(it.refusal('Sam', check, { as: 'Maria' })).toBe('only-the-speaker')
  })

  test('somebody who is not here has no one to confirm their words', () => {
    const it = story().arrive('Maria')
    const voice = it.write('v', { kind: 'voice', text: 'Grandmother says no.', author: 'Maria' })
    const check = { do: 'check-voice', entry: voice, hash: hashOf('Grandmother says no.') } as const
    expect(it.refusal('Maria', check)).toBe('only-the-speaker')
  })

  test('how we write is set by anyone for all; the one who writes is in the room', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Maria', { do: 'set-writing', writing: { mode: 'one', scribe: id('Sam') } })
    expect(it.state.writing).toEqual({ mode: 'one', scribe: 'Sam' })
    const absent = { do: 'set-writing', writing: { mode: 'one', scribe: id('Tomas') } } as const
    expect(it.refusal('Maria', absent)).toBe('nobody-by-that-name')
    it.does('Sam', { do: 'leave' })
    expect(it.state.writing).toEqual({ mode: 'all' })
    it.arrive('Sam')
    it.does('Sam', { do: 'set-writing', writing: { mode: 'talk' } })
    expect(it.state.writing).toEqual({ mode: 'talk' })
  })
})

describe('open questions', () => {
  test('stay open until somebody says in the meeting how they end, and may be opened again', () => {
    const it = story().arrive('Maria', 'Sam')
    const question = it.write('q', { kind: 'question', text: 'What helps at night?' })
    it.does('Maria', { do: 'end-question', question, how: 'found-words' })
    expect(it.state.questions[question]?.ended).toEqual({ how: 'found-words', by: 'Maria', at: it.now })
    expect(it.refusal('Sam', { do: 'end-question', question, how: 'no-longer' })).toBe('already-settled')
    it.does('Sam', { do: 'reopen-question', question })
    expect(it.state.questions[question]?.ended).toBe(null)
    expect(it.refusal('Sam', { do: 'end-question', question: entry('x'), how: 'no-longer' })).toBe('no-such-words')
  })
})

describe('next steps', () => {
  const setting = () => {
    const it = story().arrive('Maria', 'Elena', 'Sam')
    const step = it.write('s', { kind: 'step', text: 'Ring the school.' })
    return { it, step, now: () => it.state.steps[step] }
  }

  test('somebody owns it only after they have accepted', () => {
    const { it, step, now } = setting()
    it.does('Sam', { do: 'offer-step', step, to: id('Elena') })
    expect(now()).toMatchObject({ offeredTo: 'Elena', owner: null })
    expect(it.refusal('Elena', { do: 'tell-step', step, how: 'done', words: '' })).toBe('only-the-owner')
    it.does('Elena', { do: 'accept-step', step, date: null })
    expect(now()).toMatchObject({ offeredTo: null, owner: 'Elena', date: null })
  })

  test('nobody takes it from its owner, and nobody is asked who is not here', () => {
    const { it, step } = setting()
    it.does('Elena', { do: 'accept-step', step, date: '2027-03-01' })
    expect(it.refusal('Sam', { do: 'accept-step', step, date: null })).toBe('only-the-owner')
    expect(it.refusal('Sam', { do: 'offer-step', step, to: id('Maria') })).toBe('only-the-owner')
    expect(it.refusal('Elena', { do: 'offer-step', step, to: id('Tomas') })).toBe('nobody-by-that-name')
    it.does('Elena', { do: 'offer-step', step, to: id('Maria') })
    expect(it.refusal('Maria', { do: 'accept-step', step, date: null })).toBe(null)
  })

  test('"no longer right for me" is as easy as done, and a no to an offer leaves the owner', () => {
    const { it, step, now } = setting()
    it.does('Elena', { do: 'accept-step', step, date: '2027-03-01' })
    it.does('Elena', { do: 'offer-step', step, to: id('Maria') })
    it.does('Maria', { do: 'release-step', step })
    expect(now()).toMatchObject({ owner: 'Elena', offeredTo: null, date: '2027-03-01' })
    expect(it.refusal('Sam', { do: 'release-step', step })).toBe('only-the-owner')
    it.does('Elena', { do: 'release-step', step })
    expect(now()).toMatchObject({ owner: null, date: null })
  })

  test('its owner tells how it goes; what was told stays', () => {
    const { it, step, now } = setting()
    it.does('Maria', { do: 'accept-step', step, date: null })
    it.does('Maria', { do: 'tell-step', step, how: 'under-way', words: 'They ring back.' })
    it.does('Maria', { do: 'tell-step', step, how: 'done', words: '' })
    const told = now()
    expect(told?.told.map(({ how }) => how)).toEqual(['under-way', 'done'])
    expect(told && isDone(told)).toBe(true)
  })
})
