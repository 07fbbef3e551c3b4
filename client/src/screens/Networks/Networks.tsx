import type { NetworkSummary } from '@polyphony/shared/wire/views'
import { Link } from 'wouter'
import { call } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { sayWhen } from '../../i18n/time.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { Empty } from '../../ui/Waiting.tsx'
import { Answer } from '../parts/Answer.tsx'
import { TeamNav } from '../parts/TeamNav.tsx'
import { useAsk } from '../parts/useAsk.ts'
import css from './Networks.module.css'

addWords({ network })

/** The networks one is in, by the first name at their centre. Nobody sees more for working here. */
export function Networks() {
  const mine = useAsk(() => Promise.all([call('networks'), call('me')]), [], { onReturn: true })
  const staff = mine.is === 'here' && mine.value[1].who?.staff != null
  return (
    <PageFrame title={t('network.list.title')} above={staff && <TeamNav />} lead={<p>{t('network.list.lead')}</p>}>
      <Answer to={mine}>
        {([networks]) => (
          <>
            {networks.length === 0 && <Empty>{t('network.list.none')}</Empty>}
            <ul className={css.list}>
              {networks.map(one => (
                <li key={one.network}>
                  <Link className={css.one} href={`/networks/${one.network}`}>
                    <span className={css.name}>{t('network.title', { name: one.centre })}</span>
                    <span className={css.next}>{sayNext(one.next)}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {staff && (
              <div>
                <LinkButton to="/networks/new" look={networks.length === 0 ? 'primary' : 'quiet'}>
                  {t('network.list.make')}
                </LinkButton>
              </div>
            )}
          </>
        )}
      </Answer>
    </PageFrame>
  )
}

function sayNext(next: NetworkSummary['next']): string {
  if (!next) return t('network.list.noNext')
  if (next.phase === 'open' || next.phase === 'closing') return t('network.list.now')
  return t('network.list.next', { when: sayWhen(next.startsAt, next.zone) })
}
