import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { WrittenRun } from '@polyphony/shared/wire/history'
import { expect, test } from 'vitest'
import { history } from '../../../i18n/en/history.ts'
import { addWords } from '../../../i18n/i18n.ts'
import { namesIn, placesOf, sayCheckpoint, sayRuns, shortened } from './told.ts'

addWords({ history })

const [maria, sam, tomas] = ['m', 's', 't'] as PersonId[] as [PersonId, PersonId, PersonId]
const people = [
  { person: maria, name: 'Maria' },
  { person: sam, name: 'Sam' },
  { person: tomas, name: 'Tomas' },
]
const names = namesIn(people)
const run = (text: string, by: PersonId | null, more: Partial<WrittenRun> = {}): WrittenRun => ({
  text,
  by: { person: by, at: 0 },
  ...more,
})

test('a passage of one person is said in one sentence', () => {
  expect(sayRuns([run('I sleep badly', maria)], names)).toEqual(['Maria wrote this.'])
  expect(sayRuns([run('Ring the school', null)], names)).toEqual(['This comes from an earlier meeting.'])
})

test('of several people each is told with their words, and what was taken away or brought back with who did it', () => {
  const runs = [
    run('I sleep ', maria),
    run('really ', sam),
    run('badly', maria, { back: { person: tomas, at: 1 } }),
    run(' and well', maria, { gone: { person: sam, at: 1 } }),
    run('no', sam, { gone: { person: sam, at: 1 } }),
    run(' ', sam),
  ]
  expect(sayRuns(runs, names)).toEqual([
    'Maria and Sam wrote this.',
    'Maria: “I sleep”',
    'Sam: “really”',
    'Maria: “badly”',
    'Tomas brought back “badly”.',
    'Sam took away “and well”.',
    'Sam took their own words back: “no”.',
  ])
})

test('who is gone from the list of people is still somebody', () => {
  expect(sayRuns([run('words', 'x' as PersonId)], names)).toEqual(['someone who has left wrote this.'])
})

test('the notes and every entry have a name of their own', () => {
  const entry = { speakerWords: '', author: sam, body: [] }
  const places = placesOf({
    people,
    notes: [],
    entries: [
      { ...entry, id: 'v' as EntryId, kind: 'voice', speaker: maria },
      { ...entry, id: 'w' as EntryId, kind: 'voice', speaker: null, speakerWords: 'Grandmother' },
      { ...entry, id: 'd' as EntryId, kind: 'decision', speaker: null },
    ],
  })
  expect(places.map(({ title }) => title)).toEqual([
    'Notes',
    'In the words of Maria',
    'Said for Grandmother',
    'A decision',
  ])
})

test('moments are said in words, each with its time', () => {
  const at = new Date(2026, 10, 24, 10, 42).getTime()
  const say = (why: Parameters<typeof sayCheckpoint>[0]['why'], words: string | null = null) =>
    sayCheckpoint({ seq: 1, at, why, by: sam, words }, names)
  expect(say('much-removed')).toBe('10:42, before Sam took out many words')
  expect(say('named', 'before tea')).toBe('10:42, “before tea”, kept by Sam')
  expect(say('opened')).toBe('10:42, when the meeting opened')
})

test('a long passage is shortened at a word', () => {
  const said = shortened('one two three '.repeat(20))
  expect(said.length).toBeLessThan(90)
  expect(said).toMatch(/(?:one|two|three) …$/)
})
