import { describe, expect, test } from 'vitest'
import type { PersonId } from '../domain/ids.ts'
import type { Hand, Place, Standing } from './authority.ts'
import { mayWrite } from './authority.ts'

const [maria, elena, sam, away] = ['maria', 'elena', 'sam', 'away'] as PersonId[] as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
]
const hand = (person: PersonId, more: Partial<Hand> = {}): Hand => ({
  person,
  as: [person],
  room: [maria, elena, sam],
  mayWrite: true,
  ...more,
})
/** Maria's words, written down by Sam. */
const voice = (checked: boolean, speaker: PersonId | null = maria): Standing => ({
  kind: 'voice',
  speaker,
  author: sam,
  checked,
})
const shared: Standing = { kind: 'decision', speaker: null, author: sam, checked: false }

describe('the body of a voice', () => {
  test.each<[string, Hand, Standing, boolean]>([
    ['its speaker, not yet checked', hand(maria), voice(false), true],
    ['its speaker, checked', hand(maria), voice(true), true],
    ['the scribe, not yet checked', hand(sam), voice(false), true],
    ['the scribe, checked', hand(sam), voice(true), false],
    ['somebody else', hand(elena), voice(false), false],
    ['somebody on whose device the speaker sits', hand(elena, { as: [elena, maria] }), voice(true), true],
    ['the scribe of somebody who is not here', hand(sam), voice(false, null), true],
    ['somebody else, for somebody who is not here', hand(elena), voice(false, null), false],
    ['its speaker, when the door is closed', hand(maria, { mayWrite: false }), voice(true), false],
  ])('%s', (_who, who, entry, may) => {
    expect(mayWrite(who, { at: 'body', entry })).toBe(may)
  })
})

describe('the fields of an entry', () => {
  test.each<[string, Hand, Standing, string, boolean]>([
    ['anybody moves what is shared', hand(elena), shared, 'order', true],
    ['anybody withdraws what is shared', hand(elena), shared, 'withdrawn', true],
    ['the speaker moves a voice', hand(maria), voice(true), 'order', true],
    ['its author withdraws a voice, though it is checked', hand(sam), voice(true), 'withdrawn', true],
    ['somebody else moves a voice', hand(elena), voice(false), 'order', false],
    ...(['kind', 'speaker', 'speakerWords', 'author', 'body', 'constructor', ''] as const).map(
      field =>
        [`nobody sets ${field} again`, hand(maria), voice(false), field, false] as [
          string,
          Hand,
          Standing,
          string,
          boolean,
        ],
    ),
  ])('%s', (_what, who, entry, field, may) => {
    expect(mayWrite(who, { at: 'field', entry, field })).toBe(may)
  })
})

describe('a new entry', () => {
  test.each<[string, Hand, Extract<Place, { at: 'new-entry' }>['made'], boolean]>([
    ['one’s own voice', hand(maria), { kind: 'voice', speaker: maria, author: maria }, true],
    ['a voice of somebody in the room', hand(sam), { kind: 'voice', speaker: maria, author: sam }, true],
    ['a voice of somebody who is not here', hand(sam), { kind: 'voice', speaker: null, author: sam }, true],
    [
      'a voice of somebody who is not in the room, by name',
      hand(sam),
      { kind: 'voice', speaker: away, author: sam },
      false,
    ],
    ['in the name of another', hand(sam), { kind: 'voice', speaker: maria, author: maria }, false],
    ['a decision', hand(sam), { kind: 'decision', speaker: null, author: sam }, true],
    ['a decision that one person says', hand(sam), { kind: 'decision', speaker: maria, author: sam }, false],
    ['when the door is closed', hand(sam, { mayWrite: false }), { kind: 'step', speaker: null, author: sam }, false],
  ])('%s', (_what, who, made, may) => {
    expect(mayWrite(who, { at: 'new-entry', made })).toBe(may)
  })
})

test('notes are everybody’s who may write; elsewhere is nobody’s', () => {
  expect(mayWrite(hand(elena), { at: 'notes' })).toBe(true)
  expect(mayWrite(hand(elena, { mayWrite: false }), { at: 'notes' })).toBe(false)
  expect(mayWrite(hand(elena), { at: 'elsewhere' })).toBe(false)
})
