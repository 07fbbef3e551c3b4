import type { PersonId } from '@polyphony/shared/domain/ids'
import type { MeetingRecord } from '@polyphony/shared/domain/record'
import { addWords, t } from '../../i18n/i18n.ts'
import { record as words } from '../../i18n/en/record.ts'

addWords({ record: words })

/** Names as they were on the day. */
export interface People {
  name(id: PersonId | null): string
}

export function peopleOf(record: MeetingRecord): People {
  const names = new Map(record.people.map(person => [person.id, person.name]))
  return { name: id => (id && names.get(id)) || t('record.notHere') }
}
