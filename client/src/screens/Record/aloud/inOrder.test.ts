import { describe, expect, test } from 'vitest'
import type { Part } from './inOrder.ts'
import { breaths, inOrder } from './inOrder.ts'

const line = (at: string, ...inside: Part<string>['inside']): Part<string> => ({ at, breaks: true, inside })
const within = (at: string, ...inside: Part<string>['inside']): Part<string> => ({ at, breaks: false, inside })

describe('reading a page aloud in order', () => {
  test('headings and words as they follow each other, nothing left out, nothing twice', () => {
    const page = line(
      'page',
      line('h1', 'What we said'),
      line(
        'section',
        line('h2', 'Voices'),
        line('li', line('h3', 'In the words of Maria'), line('p', 'I want to sleep.')),
      ),
      line('section', line('h2', 'Decisions'), line('p', 'Elena sleeps at home.')),
    )
    expect(inOrder(page)).toEqual([
      { words: 'What we said', at: 'h1' },
      { words: 'Voices', at: 'h2' },
      { words: 'In the words of Maria', at: 'h3' },
      { words: 'I want to sleep.', at: 'p' },
      { words: 'Decisions', at: 'h2' },
      { words: 'Elena sleeps at home.', at: 'p' },
    ])
  })
  test('a word of which half is bold is one word', () => {
    const page = line('p', within('span', 'I want to sl'), within('strong', 'eep'), within('span', ' at home.'))
    expect(inOrder(page)).toEqual([{ words: 'I want to sleep at home.', at: 'p' }])
  })
  test('words beside a line of its own keep their place before and after it', () => {
    const page = line(
      'dd',
      'not sure',
      line('note', 'said aloud, marked by Sam'),
      within('span', ' (before the words changed)'),
    )
    expect(inOrder(page).map(({ words, at }) => `${at}: ${words}`)).toEqual([
      'dd: not sure',
      'note: said aloud, marked by Sam',
      'dd: (before the words changed)',
    ])
  })
})

describe('one breath', () => {
  test('is a sentence; a number with a point in it is not cut', () => {
    expect(breaths('I am tired. “Not me!” he said.\n At 18.30, maybe?  Yes')).toEqual([
      'I am tired.',
      '“Not me!”',
      'he said.',
      'At 18.30, maybe?',
      'Yes',
    ])
  })
  test('a very long sentence is said in parts, and no letter is lost', () => {
    for (const long of [
      'and then we went home '.repeat(40).trim(),
      'a'.repeat(450),
      `${'so it was, '.repeat(50)}yes`,
    ]) {
      const parts = breaths(long)
      expect(parts.length).toBeGreaterThan(2)
      expect(parts.every(part => part.length <= 200)).toBe(true)
      expect(parts.join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''))
    }
  })
  test('what has no letter or number is no breath', () => {
    expect(breaths(' , \n … ')).toEqual([])
    expect(breaths('Ὥρα 7')).toEqual(['Ὥρα 7'])
  })
})
