import type { PersonId } from '@polyphony/shared/domain/ids'
import { expect, test } from 'vitest'
import { caretOf } from './carets.ts'

const maria = 'maria' as PersonId
const sam = 'sam' as PersonId
const whoIs = (client: number) => (client === 7 ? sam : client === 8 ? ('stranger' as PersonId) : null)
const nameOf = (person: PersonId) =>
  new Map([
    [maria, 'Maria'],
    [sam, 'Sam'],
  ]).get(person) ?? null
const known = { mine: 1, whoIs, nameOf }
const place = { type: { client: 3, clock: 0 }, tname: null, item: { client: 3, clock: 4 }, assoc: -1 }
const cursor = { anchor: place, head: { ...place, item: null } }

test('a caret that claims to be somebody else stands under its own name', () => {
  const claim = { cursor, user: { person: maria, name: 'Maria', color: '#000000' } }
  expect(caretOf(7, claim, known)).toEqual({ person: sam, name: 'Sam' })
})

test('a caret of whom the server has said nothing, or who is not in the room, is not drawn', () => {
  expect(caretOf(9, { cursor, user: { person: maria } }, known)).toBeNull()
  expect(caretOf(8, { cursor }, known)).toBeNull()
})

test('one sees no caret of oneself', () => {
  expect(caretOf(1, { cursor }, { ...known, whoIs: () => maria })).toBeNull()
})

test('a caret at no place, or with a user that is none, breaks nobody\u2019s editor', () => {
  const strange: unknown[] = [
    null,
    3,
    [],
    'here',
    {},
    { cursor: {} },
    { cursor: 'here' },
    { cursor: { anchor: place } },
    { cursor: { anchor: place, head: { ...place, item: { client: 3, clock: 1.5 } } } },
    { cursor: { anchor: place, head: { ...place, item: { client: 3, clock: -1 } } } },
    { cursor: { anchor: place, head: { ...place, type: 'notes' } } },
    { cursor: { anchor: place, head: { ...place, tname: 'another' } } },
    { cursor, user: 'Maria' },
    { cursor, user: 3 },
  ]
  expect(strange.filter(state => caretOf(7, state, known) !== null)).toEqual([])
  expect(caretOf(7, { cursor }, known)).not.toBeNull()
  const inNotes = { ...place, type: null, item: null, tname: 'notes' }
  expect(caretOf(7, { cursor: { anchor: inNotes, head: inNotes } }, known)).not.toBeNull()
})
