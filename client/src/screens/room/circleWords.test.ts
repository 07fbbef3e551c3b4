import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { beginning, type RoomState } from '@polyphony/shared/domain/meeting'
import type { Device, RoomPerson, Seat } from '@polyphony/shared/domain/seat'
import { expect, test } from 'vitest'
import { media } from '../../i18n/en/media.ts'
import { addWords } from '../../i18n/i18n.ts'
import type { Remote } from '../../media/session.ts'
import { fieldFor, tileWords } from './circleWords.ts'

addWords({ media })

const own = 'own' as DeviceId
const person = (id: string, name: string): RoomPerson => ({ id: id as PersonId, name, kind: 'network', role: '' })
const seat = (who: string, device: string, more: Partial<Seat> = {}): Seat => ({
  person: who as PersonId,
  device: device as DeviceId,
  since: 0,
  presence: 'here',
  declaredBy: null,
  byPhone: false,
  ...more,
})
const device = (id: string, more: Partial<Device> = {}): Device => ({
  id: id as DeviceId,
  owner: 'maria' as PersonId,
  way: 'picture',
  line: 'here',
  lostAt: null,
  using: 'maria' as PersonId,
  ...more,
})
const room = (seats: readonly Seat[], devices: readonly Device[], more: Partial<RoomState> = {}): RoomState => ({
  ...beginning({
    meeting: 'm' as MeetingId,
    centre: 'maria' as PersonId,
    people: [person('maria', 'Maria'), person('elena', 'Elena'), person('sam', 'Sam')],
  }),
  phase: 'open',
  seats,
  devices: Object.fromEntries(devices.map(one => [one.id, one])),
  ...more,
})
const well: Remote = { device: 'd' as DeviceId, line: 'well', picture: null, share: null, microphone: 'on', slow: null }

function said(state: RoomState, at: number, remote: Remote | undefined = well) {
  const one = state.seats[at]
  if (!one) throw new Error('no seat')
  return tileWords({ room: state, seat: one, own, remote })
}

test('somebody who is here and quiet has nothing said about them', () => {
  const state = room([seat('sam', 'd')], [device('d')])
  expect(said(state, 0)).toEqual({ wants: false, cannotHear: false, lines: [], mayBeHeard: true })
})

test('two at one phone: each tile names the other', () => {
  const state = room([seat('maria', 'd'), seat('elena', 'd')], [device('d')])
  expect(said(state, 0).lines).toEqual(['beside Elena'])
  expect(said(state, 1).lines).toEqual(['beside Maria'])
})

test('who stepped out beside me is not named on my tile', () => {
  const state = room([seat('maria', 'd'), seat('elena', 'd', { presence: 'out' })], [device('d')])
  expect(said(state, 0).lines).toEqual([])
  expect(said(state, 1)).toMatchObject({ lines: ['stepped out'], mayBeHeard: false })
})

test('a lost line is told from silence, and asks for nothing', () => {
  const lost = room([seat('sam', 'd', { presence: 'lost' })], [device('d', { line: 'lost' })], {
    wantToSpeak: ['sam' as PersonId],
  })
  expect(said(lost, 0)).toMatchObject({ wants: false, lines: ['line lost, coming back'], mayBeHeard: false })
  const state = room([seat('sam', 'd')], [device('d')])
  expect(said(state, 0, { ...well, line: 'lost' }).lines).toEqual(['line lost, coming back'])
  expect(said(state, 0, { ...well, line: 'weak', microphone: 'off' }).lines).toEqual(['slow line', 'microphone off'])
  expect(said(state, 0, { ...well, slow: 'still' }).lines).toEqual(['slow line, the picture stands still'])
  expect(said(state, 0, { ...well, line: 'weak', slow: 'sound' }).lines).toEqual(['slow line, sound only'])
  const notes = ['no sound comes through now, writing works']
  expect(said(state, 0, { ...well, line: 'weak', slow: 'notes' }).lines).toEqual(notes)
  // Nothing has come for so long that "coming back" is no help: what works is said.
  expect(said(state, 0, { ...well, line: 'lost', slow: 'notes' }).lines).toEqual(notes)
  expect(said(state, 0, { ...well, unheard: true }).lines).toEqual(['does not hear you now, writing works'])
})

test.each([
  ['many', 'many are here, the picture rests'],
  ['busy', 'their device is busy, the picture is slow'],
  ['less', 'less data, the picture stands still'],
] as const)('a picture that rests says why: %s', (rests, words) => {
  const state = room([seat('sam', 'd')], [device('d')])
  expect(said(state, 0, { ...well, rests }).lines).toEqual([words])
})

test('who is with us by phone is said to be', () => {
  const state = room([seat('maria', 'd'), seat('elena', 'd', { byPhone: true })], [device('d')])
  expect(said(state, 1).lines).toEqual(['beside Maria', 'by phone'])
})

test('who cannot hear is said as long as they are there to hear', () => {
  const tell = (presence: Seat['presence']) => {
    const state = room([seat('maria', 'd', { presence })], [device('d')])
    const [one] = state.seats
    if (!one) throw new Error('no seat')
    return tileWords({ room: state, seat: one, own, remote: well, cannotHear: true }).cannotHear
  }
  expect([tell('here'), tell('lost'), tell('out')]).toEqual([true, false, false])
})

test('listening is not told as a microphone that is off', () => {
  const state = room([seat('maria', 'd'), seat('sam', 'e')], [device('d'), device('e')], {
    reflecting: { is: 'reflecting', who: ['sam' as PersonId], since: 0, unrested: [] },
  })
  expect(said(state, 0, { ...well, microphone: 'off' }).lines).toEqual(['listens'])
  expect(said(state, 1).lines).toEqual(['thinks aloud'])
})

test('notes only is said, and nobody there is shown as speaking', () => {
  const state = room([seat('sam', 'd')], [device('d', { way: 'notes' })])
  expect(said(state, 0)).toMatchObject({ lines: ['writing only'], mayBeHeard: false })
})

test.each([
  [1, 1],
  [2, 2],
  [4, 2],
  [5, 3],
  [9, 3],
  [10, 4],
])('%i tiles stand in %i columns', (tiles, columns) => {
  expect(fieldFor(tiles, 0).columns).toBe(columns)
})

test.each([
  { tiles: 5, aloud: 2, columns: 3, rows: 2 },
  { tiles: 3, aloud: 2, columns: 2, rows: 2 },
  { tiles: 2, aloud: 1, columns: 2, rows: 2 },
  { tiles: 8, aloud: 3, columns: 3, rows: 3 },
])('who thinks aloud has rows of their own ($tiles here, $aloud aloud)', ({ tiles, aloud, columns, rows }) => {
  expect(fieldFor(tiles, aloud)).toEqual({ columns, rows })
})
