import { expect, test } from 'vitest'
import type { ZodMiniType } from 'zod/mini'
import { Name, Relation, words } from './shapes.ts'

const read = (shape: ZodMiniType, text: string): unknown => shape.safeParse(text).data

test('a name turns no direction of reading, and is left as it is otherwise', () => {
  expect(read(Name, '\u202eairaM\u202c')).toBe('airaM')
  expect(read(Relation, 'mother\u2066')).toBe('mother')
  expect(read(words(100), 'not \u202eyet\nI need time')).toBe('not yet\nI need time')
  const names = [
    'Zo\u00eb',
    '\u0645\u0631\u06cc\u0645',
    '\u05de\u05e8\u05d9\u05dd',
    '\u0645\u06cc\u200c\u0646\u0627',
    'Maria \ud83d\udc68\u200d\ud83d\udc67',
  ]
  expect(names.map(name => read(Name, name))).toEqual(names)
})

test('a name of which nothing can be seen is none', () => {
  const none = ['', ' ', '\u200b', '\u200d\u200d', '\u202e', '\u3164', '\u2060 \ufe0f']
  expect(none.filter(name => Name.safeParse(name).success)).toEqual([])
})

test('5,000 characters are refused where one line is asked for', () => {
  expect([Name, Relation].map(shape => shape.safeParse('a'.repeat(5000)).success)).toEqual([false, false])
})
