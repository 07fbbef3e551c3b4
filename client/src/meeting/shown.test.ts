import type { DeviceId, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { beginning, noWords } from '@polyphony/shared/domain/meeting'
import type { EntryFacts, EntryKind, RoomEvent, RoomState, Words } from '@polyphony/shared/domain/meeting'
import type { Kind } from '@polyphony/shared/domain/network'
import { evolve } from '@polyphony/shared/domain/room'
import { expect, test } from 'vitest'
import type { LiveState } from '../core/live.ts'
import { closingPage } from './closing.ts'
import { showDecision } from './decisions.ts'
import { awaited, besideYou, handOf, seatedByName } from './people.ts'
import { possible } from './possible.ts'
import { showStep } from './steps.ts'
import { groupVoices, heardness } from './voices.ts'

const [maria, elena, tomas, sam, aino] = ['maria', 'elena', 'tomas', 'sam', 'aino'] as unknown as [
  PersonId,
  PersonId,
  PersonId,
  PersonId,
  PersonId,
]
const person = (id: PersonId, name: string, kind: Kind, role = '') => ({ id, name, kind, role })
const people = [
  person(maria, 'Maria', 'centre'),
  person(elena, 'Elena', 'network', 'mother'),
  person(tomas, 'Tomas', 'network', 'brother'),
  person(sam, 'Sam', 'practitioner', 'nurse'),
  person(aino, 'Aino', 'practitioner', 'peer practitioner'),
]
const deviceOf = (who: PersonId) => `device-${who}` as DeviceId
const entry = 'entry' as EntryId
const hash = 'a'.repeat(64)
const other = 'b'.repeat(64)

const happen = (state: RoomState, ...events: RoomEvent[]): RoomState =>
  events.reduce((now, event, at) => evolve(now, event, at), state)
const arrives = (who: PersonId): RoomEvent => {
  const found = people.find(one => one.id === who)
  if (!found) throw new Error('nobody by that name')
  return { is: 'arrived', person: found, device: deviceOf(who), way: 'notes' }
}
const empty = beginning({ meeting: 'm' as MeetingId, centre: maria, people })
const open = happen(empty, arrives(maria), arrives(sam), arrives(elena), { is: 'door-opened' })

const seenBy = (who: PersonId, room: RoomState): LiveState => ({
  line: 'here',
  room,
  seq: 1,
  you: who,
  cannotHear: [],
  device: deviceOf(who),
  shut: null,
  ahead: 0,
})
const wordsOf = (kind: EntryKind, given: Partial<EntryFacts> = {}): Words => ({
  entry: id =>
    id === entry ? { kind, speaker: null, author: sam, hash, empty: false, withdrawn: false, ...given } : null,
  inOrder: asked => (asked === kind ? [entry] : []),
  notes: noWords.notes,
})
const taken = (position: 'with-this' | 'not-yet', on = hash, markedBy: PersonId | null = null) => ({
  position,
  words: '',
  hash: on,
  at: 1,
  markedBy,
})

test('[P6] positions stand by first name, whatever the role, and nothing is counted', () => {
  const room = happen(open, { is: 'position-taken', decision: entry, person: sam, taken: taken('with-this') })
  const { positions } = showDecision(room, entry, hash)
  expect(positions.map(shown => shown.name)).toEqual(['Elena', 'Maria', 'Sam'])
  expect(JSON.stringify(showDecision(room, entry, hash))).not.toMatch(/count|percent|total/)
})

test('[P4] a position on other words shows as lapsed, and stays', () => {
  const room = happen(open, { is: 'position-taken', decision: entry, person: maria, taken: taken('with-this', other) })
  const mine = showDecision(room, entry, hash).positions.find(shown => shown.person === maria)
  expect(mine).toMatchObject({ lapsed: true, taken: { position: 'with-this' } })
})

test('[P1] a position said aloud says who marked it', () => {
  const room = happen(open, {
    is: 'position-taken',
    decision: entry,
    person: maria,
    taken: taken('with-this', hash, sam),
  })
  expect(showDecision(room, entry, hash).positions.find(shown => shown.person === maria)?.markedBy).toBe('Sam')
})

test('[P3] agreed is not on the screen while the person at the centre says not yet', () => {
  const words = wordsOf('decision')
  const deed = {
    do: 'settle-decision',
    decision: entry,
    standing: 'agreed',
    lookAgain: { when: 'until-we-meet' },
    hash,
  } as const
  expect(possible({ live: seenBy(sam, open), deed, words, now: 1 })).toBe(true)
  const room = happen(open, { is: 'position-taken', decision: entry, person: maria, taken: taken('not-yet') })
  expect(possible({ live: seenBy(sam, room), deed, words, now: 1 })).toBe(false)
})

test('[P4] agreed on other words is shown as such', () => {
  const room = happen(open, {
    is: 'decision-settled',
    decision: entry,
    standing: 'agreed',
    lookAgain: { when: 'until-we-meet' },
    hash: other,
    by: sam,
  })
  expect(showDecision(room, entry, hash).standing).toEqual({ is: 'agreed', lapsed: true })
  expect(showDecision(room, entry, other).standing).toEqual({ is: 'agreed', lapsed: false })
})

test('[P5] what was decided by duty is never shown as agreed', () => {
  const room = happen(
    open,
    {
      is: 'decision-settled',
      decision: entry,
      standing: 'agreed',
      lookAgain: { when: 'until-we-meet' },
      hash,
      by: sam,
    },
    { is: 'decided-by-duty', decision: entry, duty: { by: sam, reason: 'the law', said: '', at: 2, hash } },
  )
  expect(showDecision(room, entry, hash).standing).toEqual({ is: 'duty', by: 'Sam', lapsed: false })
})

test('[D2] behind a closed door nothing is offered but coming and sitting down', () => {
  const waiting = happen(empty, arrives(sam), { is: 'waiting-began' })
  const live = seenBy(sam, waiting)
  expect(possible({ live, deed: { do: 'begin-closing' }, now: 1 })).toBe(false)
  expect(possible({ live, deed: { do: 'pause-together', pause: true }, now: 1 })).toBe(false)
  expect(possible({ live, deed: { do: 'seat-person', person: maria, byPhone: false }, now: 1 })).toBe(true)
})

test('a deed that would change nothing is not offered', () => {
  const live = seenBy(maria, open)
  expect(possible({ live, deed: { do: 'pause-together', pause: false }, now: 1 })).toBe(false)
  expect(possible({ live, deed: { do: 'pause-together', pause: true }, now: 1 })).toBe(true)
})

test('whoever uses the device speaks from it', () => {
  const room = happen(
    open,
    { is: 'seated', person: person(tomas, 'Tomas', 'network'), device: deviceOf(elena), by: elena, byPhone: false },
    { is: 'device-used', device: deviceOf(elena), person: tomas },
  )
  const live = seenBy(elena, room)
  expect(besideYou(live).map(seated => seated.person.name)).toEqual(['Tomas'])
  const mine = { do: 'take-position', decision: entry, position: 'not-sure', words: '', hash } as const
  expect(possible({ live, deed: mine, words: wordsOf('decision'), now: 1 })).toBe(true)
  expect(possible({ live, deed: mine, words: wordsOf('decision'), now: 1, as: sam })).toBe(false)
  const hand = handOf(live, { as: [elena, tomas], write: true })
  expect(hand).toMatchObject({ person: elena, as: [elena, tomas], mayWrite: true })
})

test('[D1] practitioners see whom they wait for, the person at the centre first', () => {
  const waiting = happen(empty, arrives(sam), { is: 'waiting-began' })
  expect(awaited(waiting).map(one => one.name)).toEqual(['Maria', 'Elena', 'Tomas'])
  expect(seatedByName(open).map(one => one.name)).toEqual(['Elena', 'Maria', 'Sam'])
})

const head = (id: string, speaker: PersonId | null, author: PersonId, speakerWords = '', withdrawn = false) => ({
  id: id as EntryId,
  kind: 'voice' as const,
  speaker,
  speakerWords,
  author,
  withdrawn,
})

test('one block per voice: by first name, a part of somebody beside them, who is not here at the end', () => {
  const groups = groupVoices(open, [
    head('1', sam, sam),
    head('2', maria, maria),
    head('3', null, maria, 'Grandmother'),
    head('4', maria, maria, 'the tired one'),
    head('5', maria, sam),
    head('6', elena, elena, '', true),
  ])
  expect(groups.map(group => [group.name, group.speakerWords, group.entries.length])).toEqual([
    ['Maria', '', 2],
    ['Maria', 'the tired one', 1],
    ['Sam', '', 1],
    ['', 'Grandmother', 1],
  ])
})

test('heard words stay marked until their speaker has said yes to exactly these', () => {
  const heard = head('1', maria, sam)
  expect(heardness(open, head('0', maria, maria), hash)).toEqual({ is: 'own' })
  expect(heardness(open, heard, hash)).toEqual({ is: 'heard', by: 'Sam', checked: false })
  const checked = happen(open, { is: 'voice-checked', entry: heard.id, check: { by: maria, hash, at: 1 } })
  expect(heardness(checked, heard, hash)).toEqual({ is: 'heard', by: 'Sam', checked: true })
  expect(heardness(checked, heard, other)).toEqual({ is: 'heard', by: 'Sam', checked: false })
})

test('only the speaker is asked whether it is what they said', () => {
  const words = wordsOf('voice', { speaker: maria })
  const deed = { do: 'check-voice', entry, hash } as const
  expect(possible({ live: seenBy(maria, open), deed, words, now: 1 })).toBe(true)
  expect(possible({ live: seenBy(sam, open), deed, words, now: 1 })).toBe(false)
})

test('a step belongs to nobody until they take it, and goes back without a word', () => {
  expect(showStep(open, entry)).toEqual({ is: 'open' })
  const offered = happen(open, { is: 'step-offered', step: entry, to: elena, by: sam })
  expect(showStep(offered, entry)).toEqual({ is: 'offered', to: elena, name: 'Elena' })
  const taken = happen(offered, { is: 'step-accepted', step: entry, owner: elena, date: null })
  expect(showStep(taken, entry)).toMatchObject({ is: 'taken', name: 'Elena', date: null, markedBy: null })
  const aloud = happen(offered, { is: 'step-accepted', step: entry, owner: elena, date: null, markedBy: sam })
  expect(showStep(aloud, entry)).toMatchObject({ is: 'taken', name: 'Elena', markedBy: 'Sam' })
  const deed = { do: 'release-step', step: entry } as const
  expect(possible({ live: seenBy(elena, taken), deed, words: wordsOf('step'), now: 1 })).toBe(true)
  expect(possible({ live: seenBy(sam, taken), deed, words: wordsOf('step'), now: 1 })).toBe(false)
})

test('[C1] [C2] the closing lies open at one thing, asks for the next meeting, and then may end', () => {
  const words = wordsOf('decision')
  const live = (room: RoomState) => ({ live: seenBy(sam, room), words, now: 1 })
  const place = { is: 'entry', entry } as const
  const closing = happen(
    open,
    { is: 'closing-began', by: maria },
    { is: 'reading-moved', to: place, read: null, by: maria },
  )
  expect(closingPage(open, words)).toBeNull()
  expect(closingPage(closing, words)).toEqual({ is: 'read', kind: 'decision', entry, gone: false })
  expect(closingPage(closing, wordsOf('decision', { withdrawn: true }))).toMatchObject({ entry, gone: true })
  expect(closingPage(closing, noWords)).toEqual({ is: 'read', kind: null, entry, gone: false })
  const end = { do: 'end-meeting', how: 'together' } as const
  expect(possible({ ...live(closing), deed: end })).toBe(false)
  expect(possible({ ...live(closing), deed: { do: 'read-on', from: place } })).toBe(true)
  expect(possible({ ...live(closing), deed: { do: 'read-again', from: place } })).toBe(false)
  const read = happen(closing, { is: 'reading-moved', to: { is: 'next' }, read: { key: entry, hash }, by: sam })
  expect(closingPage(read, words)).toEqual({ is: 'next', next: null, unread: false })
  expect(possible({ ...live(read), deed: { do: 'read-again', from: { is: 'next' } } })).toBe(true)
  const next = happen(
    read,
    { is: 'next-meeting-agreed', next: { next: 'none' }, by: sam },
    { is: 'reading-moved', to: { is: 'end' }, read: null, by: sam },
  )
  expect(closingPage(next, words)).toEqual({ is: 'end', next: { next: 'none' }, unread: false })
  expect(possible({ ...live(next), deed: end })).toBe(true)
  expect(closingPage(next, wordsOf('decision', { hash: other }))).toMatchObject({ is: 'end', unread: true })
})

test('[C3] ending without closing is always there', () => {
  const end = { do: 'end-meeting', how: 'without-closing' } as const
  expect(possible({ live: seenBy(maria, open), deed: end, now: 1 })).toBe(true)
})
