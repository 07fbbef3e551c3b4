import { describe, expect, test } from 'vitest'
import type { ReadingPlace } from './reading.ts'
import type { Story } from './story.testing.ts'
import { entry, id, names, story } from './story.testing.ts'

const together = { do: 'end-meeting', how: 'together' } as const
const noNext = { do: 'agree-next-meeting', next: { next: 'none' } } as const
const at = (name: string): ReadingPlace => ({ is: 'entry', entry: entry(name) })
const place = (it: Story): string | undefined => {
  const here = it.state.closing?.place
  return here?.is === 'entry' ? here.entry : here?.is
}
const on = (it: Story, who = 'Sam') => {
  const from = it.state.closing?.place
  if (!from) throw new Error('nothing is being read')
  return it.does(who, { do: 'read-on', from })
}
const again = (it: Story, who = 'Sam') => {
  const from = it.state.closing?.place
  if (!from) throw new Error('nothing is being read')
  return it.does(who, { do: 'read-again', from })
}

/** Written in the order of an evening, and read in the order of the page. */
function evening(): Story {
  const it = story().arrive('Maria', 'Elena', 'Sam')
  it.write('step', { kind: 'step', text: 'Ring the school.' })
  it.write('of Maria', { kind: 'voice', text: 'I am tired.', speaker: 'Maria' })
  it.write('of Grandmother', { kind: 'voice', text: 'You work too much.' })
  it.write('of Elena', { kind: 'voice', text: 'So am I.', speaker: 'Elena' })
  it.write('decision', { kind: 'decision', text: 'Elena sleeps here.' })
  it.write('also of Elena', { kind: 'voice', text: 'I am afraid.', speaker: 'Elena' })
  it.writeNotes('It began in the spring.')
  return it
}

describe('the read-back', () => {
  test('[C1] one thing after the other, in one order, moved by anyone; what is empty is passed quietly', () => {
    const it = evening()
    it.write('empty', { kind: 'question', text: '' })
    it.write('taken back', { kind: 'reflection', text: 'Never mind.', withdrawn: true })
    it.does('Sam', { do: 'begin-closing' })
    const seen = [place(it)]
    for (const who of ['Maria', 'Sam', 'Elena', 'Maria', 'Sam', 'Elena', 'Maria']) {
      on(it, who)
      seen.push(place(it))
    }
    expect(seen).toEqual([
      'notes',
      'of Elena',
      'also of Elena',
      'of Maria',
      'of Grandmother',
      'decision',
      'step',
      'next',
    ])
    it.does('Maria', noNext)
    expect(place(it)).toBe('end')
    expect(it.refusal('Sam', together)).toBe(null)
  })

  test('[C1] where there is nothing to read it begins with the next meeting', () => {
    const it = story().arrive('Maria', 'Sam')
    it.does('Maria', { do: 'begin-closing' })
    expect(place(it)).toBe('next')
    expect(on(it)).toEqual([])
    expect(again(it)).toEqual([])
  })

  test('[C1] two who press at once turn one page', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    it.does('Sam', { do: 'read-on', from: { is: 'notes' } })
    expect(it.does('Maria', { do: 'read-on', from: { is: 'notes' } })).toEqual([])
    expect(it.does('Maria', { do: 'read-again', from: { is: 'notes' } })).toEqual([])
    expect(place(it)).toBe('of Elena')
  })

  test('[C1] back and forth, step by step, and then on to what nobody has read yet', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    expect(again(it)).toEqual([])
    for (const _ of ['notes', 'of Elena', 'also of Elena']) on(it)
    for (const _ of ['also of Elena', 'of Elena', 'notes']) again(it, 'Maria')
    expect(place(it)).toBe('notes')
    for (const then of ['of Elena', 'also of Elena', 'of Maria']) {
      on(it)
      expect(place(it)).toBe(then)
    }
    for (const _ of ['of Grandmother', 'decision', 'step', 'next']) on(it)
    again(it)
    expect(place(it)).toBe('step')
    on(it)
    it.does('Sam', noNext)
    again(it)
    expect(place(it)).toBe('next')
    on(it)
    expect(place(it)).toBe('end')
  })

  test('[C1] what is taken back under our eyes stays where it is until somebody goes on, and needs no reading', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    on(it)
    it.write('of Elena', { kind: 'voice', text: 'So am I.', speaker: 'Elena', withdrawn: true })
    expect(place(it)).toBe('of Elena')
    expect(on(it)).toMatchObject([{ is: 'reading-moved', to: at('also of Elena'), read: null }])
    again(it)
    expect(place(it)).toBe('notes')
  })

  test('[C1] what is added before and behind moves nobody, and is read', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    for (const _ of ['notes', 'of Elena', 'also of Elena', 'of Maria', 'of Grandmother']) on(it)
    it.write('late of Maria', { kind: 'voice', text: 'One thing more.', speaker: 'Maria' })
    it.write('late step', { kind: 'step', text: 'Water the flowers.' })
    expect(place(it)).toBe('decision')
    const seen: unknown[] = []
    for (const _ of [1, 2, 3, 4]) {
      on(it)
      seen.push(place(it))
    }
    expect(seen).toEqual(['step', 'late step', 'late of Maria', 'next'])
  })

  test('[C1] [C2] words that change after they were read are read again before the end', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    for (const _ of ['notes', 'of Elena', 'also of Elena', 'of Maria', 'of Grandmother', 'decision', 'step']) on(it)
    it.does('Maria', noNext)
    it.write('decision', { kind: 'decision', text: 'Elena sleeps at home.' })
    expect(it.refusal('Sam', together)).toBe('read-back-needed')
    on(it)
    expect(place(it)).toBe('decision')
    on(it)
    expect(place(it)).toBe('end')
    it.writeNotes('It began in the spring. Or before.')
    expect(it.refusal('Sam', together)).toBe('read-back-needed')
    on(it)
    expect(place(it)).toBe('notes')
    on(it)
    expect(it.refusal('Sam', together)).toBe(null)
  })

  test('[C1] who goes back to talking finds later what was read, and begins with what was not', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    for (const _ of ['notes', 'of Elena']) on(it)
    it.does('Maria', { do: 'go-on-talking' })
    expect(it.refusal('Sam', { do: 'read-on', from: at('also of Elena') })).toBe('read-back-needed')
    it.does('Elena', { do: 'begin-closing' })
    expect(place(it)).toBe('also of Elena')
  })

  test('[C3] anybody may stop in the middle and end without closing', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    on(it)
    expect(names(it.does('Maria', { do: 'end-meeting', how: 'without-closing' }))).toEqual(['meeting-ended'])
  })

  test('a meeting of before, read part by part, gives its room again', () => {
    const it = evening()
    it.does('Sam', { do: 'begin-closing' })
    const before = it.state
    it.tell({ is: 'part-read-back', part: 'voices', by: id('Sam') })
    expect(it.state).toEqual(before)
  })
})
