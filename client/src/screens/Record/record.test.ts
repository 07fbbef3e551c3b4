import type { Decision, TakenPosition } from '@polyphony/shared/domain/decision'
import { emptyDecision } from '@polyphony/shared/domain/decision'
import type { EntryId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryReading, MeetingRecord } from '@polyphony/shared/domain/record'
import type { FunctionComponent } from 'react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Decisions } from './Decisions.tsx'
import { peopleOf } from './people.ts'
import { Voices } from './Voices.tsx'
import { WhoWasThere } from './WhoWasThere.tsx'

const id = <T extends string>(n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}` as T
const [maria, elena, sam] = [id<PersonId>(3), id<PersonId>(2), id<PersonId>(1)]
const hash = 'a'.repeat(64)

const entry = (kind: EntryReading['kind'], words: string, more: Partial<EntryReading> = {}): EntryReading => ({
  id: id<EntryId>(words.length),
  kind,
  speaker: null,
  speakerWords: '',
  author: sam,
  order: 'a',
  withdrawn: false,
  body: [{ is: 'paragraph', depth: 0, runs: [{ text: words }] }],
  hash,
  ...more,
})
const taken = (position: TakenPosition['position'], more: Partial<TakenPosition> = {}): TakenPosition => ({
  position,
  words: '',
  hash,
  at: 0,
  markedBy: null,
  ...more,
})

function recordWith(given: Partial<MeetingRecord>): MeetingRecord {
  return {
    version: 1,
    meeting: id<MeetingId>(90),
    network: id<NetworkId>(91),
    centre: 'Maria',
    place: 'online',
    placeWords: '',
    startsAt: 0,
    zone: 'Europe/London',
    openedAt: 0,
    endedAt: 0,
    how: 'together',
    people: [
      { id: elena, name: 'Elena', role: 'mother', here: true },
      { id: maria, name: 'Maria', role: '', here: true },
      { id: sam, name: 'Sam', role: 'nurse', here: false },
    ],
    notes: [],
    voices: [],
    reflections: [],
    decisions: [],
    questions: [],
    steps: [],
    next: null,
    nextMeeting: null,
    ...given,
  }
}
/** What a reader reads, without the tags. */
function read<P extends object>(part: FunctionComponent<P>, props: P): string {
  return renderToStaticMarkup(createElement(part, props))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}
function decided(decision: Partial<Decision>): string {
  const record = recordWith({
    decisions: [{ ...entry('decision', 'Maria sleeps at home'), decision: { ...emptyDecision, ...decision } }],
  })
  return read(Decisions, { record, people: peopleOf(record) })
}

test('P6 positions stand by first name, whoever spoke first, and nothing is counted', () => {
  const text = decided({
    positions: { [sam]: taken('with-this'), [maria]: taken('not-sure'), [elena]: taken('with-this') },
  })
  expect(text).toMatch(/Elena with this Maria not sure Sam with this/)
  expect(text).not.toMatch(/\d|%| of /)
})

test('P4 a position on other words shows as lapsed', () => {
  expect(decided({ positions: { [maria]: taken('with-this') } })).not.toContain('before the words changed')
  const lapsed = decided({ positions: { [maria]: taken('with-this', { hash: 'b'.repeat(64) }) } })
  expect(lapsed).toContain('said before the words changed')
  expect(decided({ standing: 'agreed', agreedHash: hash })).not.toContain('before the words changed')
  expect(decided({ standing: 'agreed', agreedHash: 'b'.repeat(64) })).toContain('decided before the words changed')
})

test('P1 what somebody else marked says so', () => {
  const text = decided({
    positions: { [maria]: taken('can-live-with-it', { markedBy: sam, words: 'If you ask me.' }) },
  })
  expect(text).toContain('can live with it: “If you ask me.”')
  expect(text).toContain('said aloud, marked by Sam')
})

test('P5 a decision by professional duty is never shown as agreed', () => {
  const text = decided({
    standing: 'agreed',
    duty: { by: sam, reason: 'Three nights.', said: 'I do not want it.', at: 0, hash },
  })
  expect(text).toContain('Decided by professional duty: Sam')
  expect(text).toContain('What Maria said about it: I do not want it.')
  expect(text).not.toContain('Agreed')
})

test('words that were heard and not checked say so for ever', () => {
  const heard = { ...entry('voice', 'Nobody asks me.', { speaker: maria }), check: null }
  const of = (voice: MeetingRecord['voices'][number]) => {
    const record = recordWith({ voices: [voice] })
    return read(Voices, { record, people: peopleOf(record) })
  }
  expect(of(heard)).toContain('heard, written by Sam. Not checked yet.')
  expect(of({ ...heard, check: { by: maria, hash, at: 0 } })).toContain(
    'written by Sam. Maria said: yes, that is what I said.',
  )
  expect(of({ ...heard, author: maria })).toContain('written by Maria')
  expect(of({ ...heard, speaker: null, speakerWords: 'Grandmother' })).toContain(
    'What Grandmother would say, who was not there',
  )
})

test('who was asked and not there is named, by name only', () => {
  const text = read(WhoWasThere, { record: recordWith({ how: 'without-closing' }) })
  expect(text).toContain('Asked and not there: Sam.')
  expect(text).toContain('That is all right.')
})
