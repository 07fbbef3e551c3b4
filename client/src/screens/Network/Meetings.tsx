import type { NetworkPage } from '@polyphony/shared/wire/views'
import { Link } from 'wouter'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { sayWhen } from '../../i18n/time.ts'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { joined } from '../parts/joined.ts'
import css from './Network.module.css'

addWords({ network })

/** All of them, in order: those to come, then back in time. */
export function Meetings({ page }: { readonly page: NetworkPage }) {
  return (
    <Card title={t('network.meetings')}>
      {page.meetings.length === 0 && <Empty>{t('network.meetingsNone')}</Empty>}
      <ol className={css.items}>
        {page.meetings.map(meeting => (
          <li key={meeting.meeting} className={css.item}>
            <p>{sayWhen(meeting.startsAt, meeting.zone)}</p>
            <p className={css.aside}>
              {joined([t(`network.place.${meeting.place}`), meeting.placeWords, t(`network.phase.${meeting.phase}`)])}
            </p>
            {meeting.record && (
              <Link className={css.inline} href={`/meetings/${meeting.meeting}/record`}>
                {t('network.readRecord')}
              </Link>
            )}
            {meeting.phase === 'ended' && !meeting.record && <p className={css.aside}>{t('network.notYours')}</p>}
          </li>
        ))}
      </ol>
    </Card>
  )
}
