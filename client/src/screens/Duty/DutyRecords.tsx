import { Link, useParams } from 'wouter'
import { call } from '../../core/api.ts'
import { duty } from '../../i18n/en/duty.ts'
import { network } from '../../i18n/en/network.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { sayWhen } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { useAsk } from '../parts/useAsk.ts'
import css from './Duty.module.css'
import { Hour } from './Hour.tsx'

addWords({ duty, network })

/** The sealed records of one network, and nothing else of it: no people, no meeting that goes on. */
export function DutyRecords() {
  const { reading = '' } = useParams()
  const asked = useAsk(() => call('dutyPage', { reading }), [reading])
  const title = asked.is === 'here' ? t('duty.records', { name: asked.value.centre }) : t('duty.title')
  return (
    <PageFrame title={title} above={<Link href="/duty">{t('duty.title')}</Link>}>
      <Answer to={asked}>
        {page => (
          <Hour of={page}>
            <div className={css.list}>
              {page.records.map(({ meeting, startsAt, zone }) => (
                <LinkButton key={meeting} to={`/duty/${reading}/${meeting}`}>
                  {t('duty.read', { when: sayWhen(startsAt, zone, undefined, true) })}
                </LinkButton>
              ))}
            </div>
            <section className={css.said} aria-labelledby="duty-reason">
              <h2 id="duty-reason">{t('duty.yourReason')}</h2>
              <p>{t(`network.dutyKind.${page.why.kind}`)}</p>
              <p className={css.reason}>{page.why.reason}</p>
            </section>
          </Hour>
        )}
      </Answer>
    </PageFrame>
  )
}
