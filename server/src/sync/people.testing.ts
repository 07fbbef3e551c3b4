import { newId } from '@polyphony/shared/domain/ids'
import type { Chance, EntryId, MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { Who } from '../meetings/context.ts'
import type { SyncStanding } from './gateway.ts'

/** Seeded randomness, so that a failing run can be played again. */
export function seeded(seed: number): Chance & { below(n: number): number } {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return {
    below: n => next() % n,
    fill: bytes => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = next() & 0xff
      return bytes
    },
  }
}

const chance = seeded(20_261_122)
let made = 0
const id = <T extends string>(): T => newId<never>(1_790_000_000_000 + made++, chance) as unknown as T

export const newMeeting = (): MeetingId => id()
export const newEntry = (): EntryId => id()
export const newPerson = (): PersonId => id()

export const maria = newPerson()
export const elena = newPerson()
export const sam = newPerson()
export const everyone: readonly PersonId[] = [maria, elena, sam]

export function who(person: PersonId): Who {
  return { label: `label-${person}` as SessionLabel, person, name: 'somebody', staff: null, meeting: null }
}

export function mayAll(person: PersonId): SyncStanding {
  return { person, as: [person], room: everyone, mayWrite: true, checked: new Set() }
}
