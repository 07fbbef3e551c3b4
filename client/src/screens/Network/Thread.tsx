import type { Duty } from '@polyphony/shared/domain/decision'
import type { NetworkPage } from '@polyphony/shared/wire/views'
import { Link } from 'wouter'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { sayDate, sayDay } from '../../i18n/time.ts'
import { Card } from '../../ui/Card.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { sayLookAgain } from '../parts/lookAgain.ts'
import { Words } from '../parts/Words.tsx'
import css from './Network.module.css'

addWords({ network })

interface OfPage {
  readonly page: NetworkPage
}

/** What goes from meeting to meeting. Each thing says where it was said. */
export function InForce({ page }: OfPage) {
  return (
    <Card title={t('network.inForce')} kind="decision">
      {page.inForce.length === 0 && <Empty>{t('network.inForceNone')}</Empty>}
      <ul className={css.items}>
        {page.inForce.map(one => (
          <li key={one.entry} className={css.item}>
            <Words of={one.body} />
            <p>
              {/* What was decided by duty is never shown as agreed (P5). */}
              <strong>{one.duty ? dutyOf(page, one.duty) : t(`network.standing.${one.standing}`)}</strong>
              {!one.duty && one.lookAgain && `, ${sayLookAgain(one.lookAgain)}`}
            </p>
            {one.duty && (
              <>
                <p>{t('network.dutyBecause', { reason: one.duty.reason })}</p>
                {one.duty.said && <p>{t('network.dutySaid', { name: page.centre, said: one.duty.said })}</p>}
              </>
            )}
            <From page={page} meeting={one.meeting} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

function dutyOf(page: NetworkPage, duty: Duty): string {
  const name = page.members.find(member => member.person === duty.by)?.name
  return name ? `${t('network.duty')}: ${name}` : t('network.duty')
}

export function OpenQuestions({ page }: OfPage) {
  return (
    <Card title={t('network.open')} kind="question">
      {page.questions.length === 0 && <Empty>{t('network.openNone')}</Empty>}
      <ul className={css.items}>
        {page.questions.map(one => (
          <li key={one.entry} className={css.item}>
            <Words of={one.body} />
            <p className={css.aside}>{t('network.since', { day: sayDay(one.since) })}</p>
            <From page={page} meeting={one.meeting} />
          </li>
        ))}
      </ul>
    </Card>
  )
}

export function Steps({ page }: OfPage) {
  return (
    <Card title={t('network.steps')} kind="step">
      {page.steps.length === 0 && <Empty>{t('network.stepsNone')}</Empty>}
      <ul className={css.items}>
        {page.steps.map(({ entry, meeting, body, step, ownerName }) => {
          const told = step.told.at(-1)
          const who = ownerName ? t('network.owner', { name: ownerName }) : t('network.noOwner')
          return (
            <li key={entry} className={css.item}>
              <Words of={body} />
              <p>
                {[
                  who,
                  step.date && t('network.onDay', { day: sayDate(step.date) }),
                  told && t(`network.told.${told.how}`),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </p>
              {told?.words && <p className={css.aside}>{told.words}</p>}
              <From page={page} meeting={meeting} />
            </li>
          )
        })}
      </ul>
    </Card>
  )
}

/** Leads to the meeting where it was said, for those who may read it. */
function From({ page, meeting }: OfPage & { readonly meeting: string }) {
  const one = page.meetings.find(line => line.meeting === meeting)
  if (!one) return null
  const words = t('network.from', { day: sayDay(one.startsAt) })
  return (
    <p className={css.aside}>
      {one.record ? (
        <Link className={css.inline} href={`/meetings/${meeting}/record`}>
          {words}
        </Link>
      ) : (
        words
      )}
    </p>
  )
}
