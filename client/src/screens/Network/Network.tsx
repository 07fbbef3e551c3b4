import type { NetworkPage } from '@polyphony/shared/wire/views'
import { Link, useParams } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { sayWhen } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { joined } from '../parts/joined.ts'
import { Answer } from '../parts/Answer.tsx'
import { BrokenSeals } from '../parts/BrokenSeals.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { WhoHasLooked } from '../parts/WhoHasLooked.tsx'
import { Meetings } from './Meetings.tsx'
import { Members } from './Members.tsx'
import css from './Network.module.css'
import { InForce, OpenQuestions, Steps } from './Thread.tsx'
import { YourOwn } from './YourOwn.tsx'

addWords({ network })

/** The same page for every member. What needs a look comes first; nothing is counted and nothing is late. */
export function Network() {
  const { network: id = '' } = useParams()
  const page = useAsk(() => call('network', { network: id }), [id])
  const title = page.is === 'here' ? t('network.title', { name: page.value.centre }) : t('network.list.title')
  const above = page.is === 'here' && page.value.you === 'practitioner' && (
    <Link href="/networks">{t('network.list.title')}</Link>
  )
  return (
    <PageFrame title={title} width="wide" above={above}>
      <Answer to={page}>
        {(value, again) => (
          <div className={css.page}>
            <div className={css.across}>
              <BrokenSeals told={value.brokenSeals} />
            </div>
            <div className={css.main}>
              <Next page={value} />
              <InForce page={value} />
              <OpenQuestions page={value} />
              <Steps page={value} />
            </div>
            <div className={css.side}>
              <Members page={value} onChanged={again} />
              <Meetings page={value} />
              <WhoHasLooked network={value.network} />
              <YourOwn page={value} />
            </div>
          </div>
        )}
      </Answer>
    </PageFrame>
  )
}

/** The server puts those to come first, the soonest on top. */
const isAhead = (phase: NetworkPage['meetings'][number]['phase']): boolean => phase !== 'ended'

function Next({ page }: { readonly page: NetworkPage }) {
  const next = page.meetings.find(meeting => isAhead(meeting.phase))
  const staff = page.you === 'practitioner'
  return (
    <Card title={t('network.next')}>
      {next ? (
        <>
          <p className={css.when}>{sayWhen(next.startsAt, next.zone)}</p>
          <p className={css.where}>
            {joined([
              t(`network.place.${next.place}`),
              next.placeWords,
              next.phase !== 'arranged' && t(`network.phase.${next.phase}`),
            ])}
          </p>
          <div className={css.ways}>
            <LinkButton to={`/meetings/${next.meeting}`} look="primary">
              {t('network.goToMeeting')}
            </LinkButton>
            {staff && <LinkButton to={`/meetings/${next.meeting}/prepare`}>{t('network.getReady')}</LinkButton>}
          </div>
        </>
      ) : (
        <Empty>{t('network.nextNone')}</Empty>
      )}
      {staff && (
        <div>
          <LinkButton to={`/networks/${page.network}/arrange`} look={next ? 'bare' : 'primary'}>
            {t('network.arrange')}
          </LinkButton>
        </div>
      )}
    </Card>
  )
}
