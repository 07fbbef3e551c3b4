import type { PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { byFirstName } from '@polyphony/shared/domain/network'
import { lang, t } from '../../i18n/i18n.ts'

/** "Aino, Maria and Sam", by first name. */
export function sayNames(room: RoomState, people: readonly PersonId[]): string {
  const known = byFirstName(people.flatMap(person => room.people[person] ?? [])).map(person => person.name)
  const gone = people.length - known.length
  const names = gone > 0 ? [...known, t('room.unknown')] : known
  return new Intl.ListFormat(lang, { type: 'conjunction' }).format(names)
}
