import type { MeetingRecord } from '@polyphony/shared/domain/record'
import { addWords, t } from '../../i18n/i18n.ts'
import { record as words } from '../../i18n/en/record.ts'
import { Face } from '../../ui/Face.tsx'
import css from './Record.module.css'
import { Aside, Section } from './Section.tsx'

addWords({ record: words })

/** By first name. */
export function WhoWasThere({ record }: { readonly record: MeetingRecord }) {
  const away = record.people.filter(person => !person.here).map(person => person.name)
  return (
    <Section title={t('record.who')}>
      <ul className={css.people}>
        {record.people
          .filter(person => person.here)
          .map(person => (
            <li key={person.id} className={css.person}>
              <Face id={person.id} name={person.name} />
              <span className={css.name}>
                {person.name}
                {person.role && <span className={css.role}>{person.role}</span>}
              </span>
            </li>
          ))}
      </ul>
      {away.length > 0 && <p>{t('record.notThere', { names: away.join(', ') })}</p>}
      <Aside>{t(record.how === 'together' ? 'record.together' : 'record.withoutClosing')}</Aside>
    </Section>
  )
}
