import { newId } from '@polyphony/shared/domain/ids'
import type { EntryId, MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { Who } from '../meetings/context.ts'
import { seeded } from '../testing/seeded.ts'
import type { SyncStanding } from './gateway.ts'

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
