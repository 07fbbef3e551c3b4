import type { Place } from '@polyphony/shared/domain/closing'
import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import type { WhoIsHere } from '@polyphony/shared/wire/views'
import { t } from '../../i18n/i18n.ts'
import { cityOf, ownZone, sayWhen } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import css from './Arrive.module.css'
import { People } from './People.tsx'
import { TryConnection } from './TryConnection.tsx'

interface BeforeProps {
  readonly centre: string
  readonly when: { startsAt: Instant; zone: string; place: Place; placeWords: string }
  readonly here: WhoIsHere | null
  readonly stale: boolean
  readonly me: PersonId
  readonly onEarly: () => void
}

/** Before the time, the same page waits. */
export function Before({ centre, when, here, stale, me, onEarly }: BeforeProps) {
  const { startsAt, zone, place, placeWords } = when
  return (
    <PageFrame
      above={t('arrive.meeting.with', { name: centre })}
      title={t('arrive.before.when', { when: sayWhen(startsAt, zone) })}
      lead={
        <>
          <p>{t('arrive.before.where', { place: placeWords === '' ? t(`arrive.before.${place}`) : placeWords })}</p>
          <p>{t('arrive.before.zone', { city: cityOf(ownZone()) })}</p>
        </>
      }
    >
      <People here={here} stale={stale} me={me} />
      <Card title={t('arrive.before.next')}>
        <p>{t('arrive.before.nextWords')}</p>
        <p>{t('arrive.before.nextLink')}</p>
        <TryConnection />
      </Card>
      <div className={css.stack}>
        <p className={css.soft}>{t('arrive.before.early')}</p>
        <Button onClick={onEarly}>{t('arrive.before.comeIn')}</Button>
      </div>
    </PageFrame>
  )
}
