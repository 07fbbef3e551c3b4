import { describe, expect, it } from 'vitest'
import type { Act, Standing } from './access.ts'
import { may } from './access.ts'
import type { Phase } from './door.ts'
import type { Kind } from './network.ts'

const kinds: readonly (Kind | null)[] = ['centre', 'network', 'practitioner', 'interpreter', 'advocate', 'guest', null]
const phases: readonly (Phase | null)[] = ['arranged', 'waiting', 'open', 'paused', 'closing', 'ended', null]
const acts: readonly Act[] = [
  'see-network',
  'change-network',
  'arrange-meeting',
  'make-link',
  'see-meeting',
  'enter-meeting',
  'read-notes',
  'write-notes',
  'read-record',
  'add-to-record',
  'break-seal',
  'find-by-duty',
  'read-by-duty',
]
const byDuty: readonly Act[] = ['break-seal', 'find-by-duty', 'read-by-duty']
const truths = [true, false]
const ways: readonly Standing['left'][] = [null, 'network', 'staff', 'ended']

const dutiful = [
  { staff: false, brokeSeal: false },
  { staff: false, brokeSeal: true },
  { staff: true, brokeSeal: false },
  { staff: true, brokeSeal: true },
]

const everyStanding: readonly Standing[] = kinds.flatMap(kind =>
  phases.flatMap(phase =>
    truths.flatMap(invited =>
      truths.flatMap(attended =>
        truths.flatMap(absentMayRead =>
          truths.flatMap(seated =>
            ways.flatMap(left =>
              dutiful.map(duty => ({
                ...{ kind: left ? null : kind, phase, invited, attended, absentMayRead, seated, left },
                ...duty,
              })),
            ),
          ),
        ),
      ),
    ),
  ),
)

const whoMay = (act: Act) => everyStanding.filter(standing => may(standing, act))

describe('who may do what, over every standing there is', () => {
  it('a stranger who was never here may do nothing', () => {
    const strangers = everyStanding.filter(
      one => one.kind === null && !one.invited && !one.attended && !one.seated && !one.staff,
    )
    expect(strangers.length).toBeGreaterThan(0)
    for (const stranger of strangers) expect(acts.filter(act => may(stranger, act))).toEqual([])
  })

  it('working here opens nothing: it only lets them say why', () => {
    const outside = everyStanding.filter(
      one => one.kind === null && one.left === null && !one.invited && !one.attended && !one.seated && one.staff,
    )
    const opened = (brokeSeal: boolean, phase: Phase | null) =>
      new Set(
        outside
          .filter(one => one.brokeSeal === brokeSeal && one.phase === phase)
          .flatMap(one => acts.filter(act => may(one, act))),
      )
    expect(opened(false, 'ended')).toEqual(new Set(['break-seal']))
    expect(opened(true, 'ended')).toEqual(new Set(byDuty))
    for (const phase of phases.filter(one => one !== 'ended')) {
      expect(opened(true, phase)).toEqual(new Set(['break-seal', 'find-by-duty']))
    }
  })

  it('a duty is for staff from outside: never for relatives who work here, helpers, or by a personal link', () => {
    const dutifulOnes = byDuty.flatMap(whoMay)
    expect(dutifulOnes.length).toBeGreaterThan(0)
    for (const one of dutifulOnes) {
      expect([one.staff, one.kind]).toEqual([true, null])
      expect([null, 'staff']).toContain(one.left)
    }
  })

  it('who broke the seal may do nothing else by it: no room, no notes, no writing, no links', () => {
    for (const one of everyStanding) {
      const others = acts.filter(act => !byDuty.includes(act))
      const by = (brokeSeal: boolean) => others.filter(act => may({ ...one, brokeSeal }, act))
      expect(by(true)).toEqual(by(false))
    }
  })

  it('the team arranges, and nobody else', () => {
    for (const act of ['change-network', 'arrange-meeting', 'make-link'] as const) {
      expect(new Set(whoMay(act).map(one => one.kind))).toEqual(new Set(['practitioner']))
    }
  })

  it('interpreters, advocates and guests see a meeting they are asked to, never the network', () => {
    const kindsSeeing = new Set(whoMay('see-network').map(one => one.kind))
    expect(kindsSeeing).toEqual(new Set(['centre', 'network', 'practitioner']))
    for (const kind of ['interpreter', 'advocate', 'guest'] as const) {
      const seeing = whoMay('see-meeting').filter(one => one.kind === kind)
      expect(seeing.length).toBeGreaterThan(0)
      expect(seeing.every(one => one.invited)).toBe(true)
    }
  })

  it('nobody comes in uninvited, a practitioner of the team neither', () => {
    expect(whoMay('enter-meeting').length).toBeGreaterThan(0)
    expect(whoMay('enter-meeting').every(one => one.invited && one.kind !== null)).toBe(true)
  })

  it('D2: nobody writes while the door is closed, and nobody reads from outside the circle', () => {
    expect(new Set(whoMay('write-notes').map(one => one.phase))).toEqual(new Set(['open', 'closing']))
    for (const one of [...whoMay('read-notes'), ...whoMay('write-notes')]) expect(one.seated).toBe(true)
    for (const one of whoMay('write-notes')) expect(may(one, 'read-notes')).toBe(true)
  })

  it('C4: a record is for those who were there, and the person at the centre', () => {
    const strict = whoMay('read-record').filter(one => !one.absentMayRead)
    expect(strict.length).toBeGreaterThan(0)
    for (const one of strict) expect(one.attended || one.kind === 'centre').toBe(true)
    for (const one of whoMay('read-record')) expect(one.phase).toBe('ended')
  })

  it('staff never read more than the family: no practitioner reads what a network member in their place may not', () => {
    for (const one of whoMay('read-record').filter(standing => standing.kind === 'practitioner')) {
      expect(may({ ...one, kind: 'network' }, 'read-record')).toBe(true)
    }
  })

  it('who was invited and not here reads it only when those who were there let them', () => {
    const absent: Standing = {
      kind: 'network',
      phase: 'ended',
      invited: true,
      attended: false,
      absentMayRead: false,
      seated: false,
      left: null,
      staff: false,
      brokeSeal: false,
    }
    expect(may(absent, 'read-record')).toBe(false)
    expect(may({ ...absent, absentMayRead: true }, 'read-record')).toBe(true)
    expect(may({ ...absent, absentMayRead: true }, 'add-to-record')).toBe(false)
  })

  it('who was not there and has left the network since reads no record', () => {
    const left = everyStanding.filter(one => one.kind === null && !one.attended)
    expect(left.filter(one => may(one, 'read-record'))).toEqual([])
  })

  it('who was there and has left reads on, unless they were staff or the person at the centre has ended it', () => {
    const there = everyStanding.filter(one => one.left !== null && one.attended && one.phase === 'ended')
    const reads = (left: Standing['left']) =>
      new Set(
        there.filter(one => one.left === left).flatMap(one => [may(one, 'read-record'), may(one, 'add-to-record')]),
      )
    expect([reads('network'), reads('staff'), reads('ended')]).toEqual([
      new Set([true]),
      new Set([false]),
      new Set([false]),
    ])
  })

  it('whoever may add to a record may read it', () => {
    for (const one of whoMay('add-to-record')) expect(may(one, 'read-record')).toBe(true)
  })
})
