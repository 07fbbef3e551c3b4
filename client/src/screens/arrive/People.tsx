import type { PersonId } from '@polyphony/shared/domain/ids'
import type { WhoIsHere } from '@polyphony/shared/wire/views'
import { t } from '../../i18n/i18n.ts'
import { Card } from '../../ui/Card.tsx'
import { Face } from '../../ui/Face.tsx'
import css from './Arrive.module.css'

interface PeopleProps {
  readonly here: WhoIsHere | null
  readonly stale: boolean
  readonly me: PersonId
}

/** Who is in the room now, by first name and in plain words. */
export function People({ here, stale, me }: PeopleProps) {
  const people = here?.here ?? []
  return (
    <Card title={t('arrive.here.title')}>
      {people.length === 0 ? (
        <p>{t('arrive.here.nobody')}</p>
      ) : (
        <ul className={css.people}>
          {people.map(({ person, name, role, way }) => (
            <li key={person} className={css.person}>
              <Face name={name} id={person} size="small" />
              <span>
                <span className={css.name}>{name}</span>
                <span className={css.role}>
                  {[person === me ? t('arrive.here.you') : role, t(`arrive.here.${way}`)].filter(Boolean).join(' · ')}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {stale && <p className={css.soft}>{t('arrive.here.stale')}</p>}
    </Card>
  )
}
