import type { MeetingPage } from '@polyphony/shared/wire/views'
import { Link, useParams } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting as words } from '../../i18n/en/meeting.ts'
import { network } from '../../i18n/en/network.ts'
import { sayWhen } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { joined } from '../parts/joined.ts'
import { Answer } from '../parts/Answer.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { AskAlso } from './AskAlso.tsx'
import { AskHelper } from './AskHelper.tsx'
import { ChangeWhen } from './ChangeWhen.tsx'
import css from './MeetingPrepare.module.css'
import { PersonLink } from './PersonLink.tsx'

addWords({ meeting: words, network })

/** Before the meeting, for those who make the links: when, who, and the way in. */
export function MeetingPrepare() {
  const { meeting = '' } = useParams()
  const asked = useAsk(() => Promise.all([call('meeting', { meeting }), call('staff')]), [meeting], { onReturn: true })
  const page = asked.is === 'here' ? asked.value[0] : null
  return (
    <PageFrame
      title={t('meeting.prepare.title')}
      above={page && <Link href={`/networks/${page.network}`}>{t('network.title', { name: page.centre })}</Link>}
    >
      <Answer to={asked}>
        {([value, staff], again) => (
          <>
            <WhenAndIn page={value} onChanged={again} />
            {value.links === null ? (
              <Notice>{t('meeting.prepare.notForYou')}</Notice>
            ) : (
              <Card title={t('meeting.prepare.people')}>
                <p>{t('meeting.prepare.peopleHint')}</p>
                <ul className={css.people}>
                  {value.people.map(person => (
                    <PersonLink
                      key={person.id}
                      page={value}
                      person={person}
                      link={value.links?.[person.id] ?? null}
                      signsIn={staff.some(line => line.person === person.id)}
                      onChanged={again}
                    />
                  ))}
                </ul>
                {value.phase !== 'ended' && (
                  <>
                    <AskAlso page={value} onChanged={again} />
                    <AskHelper page={value} onChanged={again} />
                  </>
                )}
              </Card>
            )}
          </>
        )}
      </Answer>
    </PageFrame>
  )
}

function WhenAndIn({ page, onChanged }: { readonly page: MeetingPage; readonly onChanged: () => void }) {
  const here = useAsk(() => call('whoIsHere', { meeting: page.meeting }), [page.meeting], { onReturn: true })
  const names = here.is === 'here' ? here.value.here.map(person => person.name) : []
  if (page.phase === 'ended') {
    return (
      <Card>
        <p>{t('meeting.prepare.over')}</p>
        {page.record && (
          <div>
            <LinkButton to={`/meetings/${page.meeting}/record`} look="primary">
              {t('network.readRecord')}
            </LinkButton>
          </div>
        )}
      </Card>
    )
  }
  return (
    <Card>
      <p className={css.when}>{sayWhen(page.startsAt, page.zone)}</p>
      <p>{joined([t(`network.place.${page.place}`), page.placeWords])}</p>
      <p>
        {names.length > 0 ? t('meeting.prepare.here', { names: names.join(', ') }) : t('meeting.prepare.nobodyYet')}
      </p>
      <div>
        <LinkButton to={`/meetings/${page.meeting}`} look="primary">
          {t('meeting.prepare.goIn')}
        </LinkButton>
      </div>
      <p className={css.aside}>{t('meeting.prepare.goInHint')}</p>
      {(page.phase === 'arranged' || page.phase === 'waiting') && <ChangeWhen page={page} onChanged={onChanged} />}
    </Card>
  )
}
