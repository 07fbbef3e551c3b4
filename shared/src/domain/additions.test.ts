import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NetworkId, PersonId } from './ids.ts'
import { freeze, meetings, play } from './meetings.testing.ts'
import type { Addition, EntryReading } from './record.ts'
import { inOrder, sealed } from './record.ts'
import { entry, hashOf, id } from './story.testing.ts'

const added = (name: string, by: string, at: number): Addition => ({
  id: name,
  by: id(by),
  name: by,
  at,
  words: `${name}, said by ${by}`,
})

test('[C5] what is added later stands by its day, each with its author, whoever they are', () => {
  const [first, second, third] = [added('b', 'Sam', 2), added('a', 'Maria', 3), added('c', 'Elena', 3)]
  expect(inOrder([third, second, first])).toEqual([first, second, third])
  expect(inOrder([])).toEqual([])
})

test('[C5] in a thousand random meetings, what is added later changes nothing that stands above it', () => {
  let additions = 0
  const meeting = {
    network: 'n' as NetworkId,
    place: 'home',
    placeWords: '',
    startsAt: 0,
    zone: 'UTC',
    openedAt: null,
  } as const
  const voice: EntryReading = {
    id: entry('v'),
    kind: 'voice',
    speaker: id('Maria'),
    speakerWords: '',
    author: id('Maria'),
    order: 'a',
    withdrawn: false,
    body: [{ is: 'paragraph', depth: 0, runs: [{ text: 'These words.' }] }],
    hash: hashOf('These words.'),
  }
  const people: readonly PersonId[] = ['Maria', 'Sam', 'Elena'].map(id)
  const later = fc.array(fc.tuple(fc.constantFrom(...people), fc.integer({ min: -5, max: 5 })), { maxLength: 6 })
  fc.assert(
    fc.property(meetings, later, (moves, said) => {
      const it = play(moves, () => undefined)
      if (!it.state.ended) it.house({ do: 'look-at-the-clock' })
      const state = it.state.ended
        ? it.state
        : {
            ...it.state,
            ended: { at: it.now, how: 'without-closing', by: id('Maria'), nextMeeting: null, landing: false } as const,
          }
      const reading = { notes: [], entries: [voice] }
      const record = freeze(sealed({ meeting, state, reading }))
      let stands: readonly Addition[] = []
      said.forEach(([by, step], place) => {
        const one = freeze(added(`${place}`, by, it.now + step))
        const before = stands
        stands = inOrder([...stands, one])
        additions += 1
        // Everything that stood there stands there still, in the same order, and the new one is signed.
        expect(stands.filter(other => other !== one)).toEqual(before)
        expect(stands.find(other => other === one)).toMatchObject({ by, at: it.now + step })
      })
      expect(sealed({ meeting, state, reading })).toEqual(record)
    }),
    { numRuns: 1000 },
  )
  expect(additions).toBeGreaterThan(1000)
})
