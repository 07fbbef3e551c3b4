import { describe, expect, it } from 'vitest'
import type { EntryId, MeetingId, NetworkId, PersonId } from './ids.ts'
import type { EntryKind, RoomState } from './meeting.ts'
import { beginning } from './meeting.ts'
import type { Kind } from './network.ts'
import type { EntryReading, MeetingRecord } from './record.ts'
import { sealed } from './record.ts'
import type { TakenPosition } from './decision.ts'
import { emptyDecision } from './decision.ts'
import type { Seat } from './seat.ts'

const person = (name: string) => `person-${name}` as PersonId
const cast: readonly [name: string, kind: Kind, role: string][] = [
  ['Tomas', 'network', 'brother'],
  ['Maria', 'centre', ''],
  ['Sam', 'practitioner', 'nurse'],
  ['Elena', 'network', 'mother'],
  ['Rosa', 'network', 'neighbour'],
]
const seat = (name: string, presence: Seat['presence'] = 'here'): Seat => ({
  person: person(name),
  device: null,
  since: 1,
  presence,
  declaredBy: null,
  byPhone: false,
})

function room(change: Partial<RoomState> = {}): RoomState {
  const people = cast.map(([name, kind, role]) => ({ id: person(name), name, kind, role }))
  return {
    ...beginning({ meeting: 'm' as MeetingId, centre: person('Maria'), people }),
    phase: 'ended',
    seats: [seat('Sam'), seat('Tomas', 'gone'), seat('Maria')],
    ended: { at: 5000, how: 'together', by: person('Maria'), nextMeeting: null, landing: false },
    ...change,
  }
}

let order = 0
function entry(kind: EntryKind, change: Partial<EntryReading> = {}): EntryReading {
  order += 1
  return {
    id: `entry-${order}` as EntryId,
    kind,
    speaker: null,
    speakerWords: '',
    author: person('Sam'),
    order: String(order).padStart(4, '0'),
    withdrawn: false,
    body: [{ is: 'paragraph', depth: 0, runs: [{ text: `words ${order}` }] }],
    hash: `hash-${order}`,
    ...change,
  }
}

const facts = {
  network: 'n' as NetworkId,
  place: 'home',
  placeWords: 'Elena’s kitchen',
  startsAt: 1000,
  zone: 'Europe/Helsinki',
  openedAt: 1500,
} as const

function seal(entries: readonly EntryReading[], state: RoomState = room()): MeetingRecord {
  return sealed({ meeting: facts, state, reading: { notes: [], entries } })
}

describe('the sealed record (C4)', () => {
  it('names everybody by first name, and says who was here, whoever they are', () => {
    const { people } = seal([])
    expect(people.map(one => [one.name, one.here])).toEqual([
      ['Elena', false],
      ['Maria', true],
      ['Rosa', false],
      ['Sam', true],
      ['Tomas', true],
    ])
    expect(people.find(one => one.name === 'Sam')?.role).toBe('nurse')
  })

  it('leaves out what its writer took back, and what never got words', () => {
    const kept = entry('voice', { speaker: person('Maria') })
    const withdrawn = entry('voice', { speaker: person('Maria'), withdrawn: true })
    const empty = entry('step', { body: [{ is: 'paragraph', depth: 0, runs: [{ text: '  \n' }] }] })
    const record = seal([kept, withdrawn, empty])
    expect(record.voices.map(voice => voice.id)).toEqual([kept.id])
    expect(record.steps).toEqual([])
  })

  it('puts the voices of one person together, people by first name, words as they were written', () => {
    const tomas = entry('voice', { speaker: person('Tomas') })
    const maria = entry('voice', { speaker: person('Maria') })
    const absent = entry('voice', { speakerWords: 'Grandmother' })
    const unnamed = entry('voice')
    const mariaAgain = entry('voice', { speaker: person('Maria') })
    const { voices } = seal([unnamed, tomas, maria, absent, mariaAgain])
    expect(voices.map(voice => voice.id)).toEqual([absent.id, maria.id, mariaAgain.id, tomas.id, unnamed.id])
  })

  it('P6: positions stand by first name, not in the order they were taken', () => {
    const decision = entry('decision')
    const taken: TakenPosition = { position: 'not-sure', words: '', hash: decision.hash, at: 1, markedBy: null }
    const positions = { [person('Tomas')]: taken, [person('Sam')]: taken, [person('Elena')]: taken }
    const state = room({ decisions: { [decision.id]: { ...emptyDecision, positions } } })
    const names = Object.keys(seal([decision], state).decisions[0]?.decision.positions ?? {})
    expect(names).toEqual([person('Elena'), person('Sam'), person('Tomas')])
  })

  it('P6: counts nothing', () => {
    const decision = entry('decision')
    const record = seal([decision, entry('voice', { speaker: person('Maria') })])
    const numbers: string[] = []
    JSON.stringify(record, (key, value: unknown) => {
      if (typeof value === 'number') numbers.push(key)
      return value
    })
    expect([...new Set(numbers)].sort()).toEqual(['depth', 'endedAt', 'openedAt', 'startsAt', 'version'])
  })

  it('keeps a check only for the exact words that were checked', () => {
    const checked = entry('voice', { speaker: person('Maria') })
    const changed = entry('voice', { speaker: person('Maria') })
    const check = { by: person('Maria'), hash: checked.hash, at: 3 }
    const state = room({ checks: { [checked.id]: check, [changed.id]: { ...check, hash: 'other words' } } })
    expect(seal([checked, changed], state).voices.map(voice => voice.check)).toEqual([check, null])
  })

  it('knows an entry that nobody has done anything with', () => {
    const record = seal([entry('decision'), entry('question'), entry('step')])
    expect(record.decisions[0]?.decision.standing).toBe('talking')
    expect(record.questions[0]?.question.ended).toBeNull()
    expect(record.steps[0]?.step.owner).toBeNull()
  })

  it('carries the facts, the ending and what was agreed about next time', () => {
    const next = { next: 'at', at: 9000, zone: 'Europe/Helsinki', place: 'online', placeWords: '' } as const
    const closing = { by: person('Maria'), at: 4000, place: { is: 'end' } as const, next, absentMayRead: false }
    const ended = {
      at: 5000,
      how: 'together',
      by: person('Maria'),
      nextMeeting: 'm2' as MeetingId,
      landing: false,
    } as const
    expect(seal([], room({ closing, ended }))).toMatchObject({
      version: 1,
      meeting: 'm',
      centre: 'Maria',
      ...facts,
      endedAt: 5000,
      how: 'together',
      next,
      nextMeeting: 'm2',
    })
  })

  it('there is none before the end', () => {
    expect(() => seal([], room({ ended: null }))).toThrow('only an ended meeting has a record')
  })
})
