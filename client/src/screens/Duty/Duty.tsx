import type { Me } from '@polyphony/shared/wire/views'
import { useLocation } from 'wouter'
import { call } from '../../core/api.ts'
import { duty } from '../../i18n/en/duty.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { sayTime } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Answer } from '../parts/Answer.tsx'
import { TeamNav } from '../parts/TeamNav.tsx'
import { useAsk } from '../parts/useAsk.ts'
import css from './Duty.module.css'
import { SayWhy } from './SayWhy.tsx'

addWords({ duty })

/** Before anything is asked, it stands here who will see what. Nobody finds a network here: they bring its address. */
export function Duty() {
  const asked = useAsk(() => Promise.all([call('dutyReadings'), call('me')]), [])
  const [, go] = useLocation()
  return (
    <PageFrame title={t('duty.title')} above={<TeamNav />} lead={<p>{t('duty.lead')}</p>}>
      <Answer to={asked}>
        {([open, { who }]) => (
          <>
            {open.length > 0 && (
              <Card title={t('duty.open')}>
                <div className={css.list}>
                  {open.map(({ reading, centre, until }) => (
                    <LinkButton key={reading} to={`/duty/${reading}`}>
                      {t('duty.openOne', { name: centre, time: sayTime(until) })}
                    </LinkButton>
                  ))}
                </div>
              </Card>
            )}
            <WhatTheySee who={who} />
            {who?.staff?.profession ? (
              <SayWhy onOpen={reading => go(`/duty/${reading}`)} />
            ) : (
              <>
                <p>{t('duty.roleFirst')}</p>
                <div>
                  <LinkButton to="/staff">{t('duty.toTeam')}</LinkButton>
                </div>
              </>
            )}
          </>
        )}
      </Answer>
    </PageFrame>
  )
}

function WhatTheySee({ who }: { readonly who: Me['who'] }) {
  const role = who?.staff?.profession
  return (
    <div className={css.said}>
      <p>{t('duty.better')}</p>
      <Notice>
        <p>
          <strong>{t('duty.seen')}</strong>
        </p>
        {who && role && <p>{t('duty.seenAs', { name: who.name, role })}</p>}
        <p>{t('duty.seenAlways')}</p>
      </Notice>
      <p>{t('duty.limits')}</p>
      <p>{t('duty.notBy')}</p>
    </div>
  )
}
