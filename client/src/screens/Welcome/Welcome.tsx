import type { Me } from '@polyphony/shared/wire/views'
import { call, forgetMe } from '../../core/api.ts'
import { t } from '../../i18n/i18n.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { announce, Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { Circle } from './Circle.tsx'
import css from './Welcome.module.css'

/** What this is, and the ways in. Names nobody and nothing that a stranger's eye could use. */
export function Welcome() {
  const service = useAsk(() => call('service'), [])
  const me = useAsk(() => call('me'), [])
  const who = me.is === 'here' ? me.value.who : null
  const phone = service.is === 'here' ? service.value.phone : ''
  return (
    <PageFrame title={t('common.welcome.title')} above={<Circle />} lead={<p>{t('common.welcome.what')}</p>}>
      {me.is === 'here' && !who && service.is === 'here' && !service.value.setUpDone && (
        <Notice>{t('common.welcome.setUp')}</Notice>
      )}
      {who && <Back who={who} onGone={me.is === 'here' ? me.again : undefined} />}
      <Card title={t('common.welcome.link')}>
        <p>{t('common.welcome.linkHow')}</p>
        <p>{t('common.welcome.linkLost')}</p>
        {phone && (
          <div>
            <LinkButton to={`tel:${phone.replace(/[^+\d]/g, '')}`}>{t('common.welcome.ring', { phone })}</LinkButton>
          </div>
        )}
      </Card>
      {!who?.staff && (
        <Card title={t('common.welcome.staff')}>
          <p>{t('common.welcome.staffHow')}</p>
          <div>
            <LinkButton to="/sign-in">{t('common.welcome.signIn')}</LinkButton>
          </div>
        </Card>
      )}
    </PageFrame>
  )
}

interface BackProps {
  readonly who: NonNullable<Me['who']>
  readonly onGone: (() => void) | undefined
}

/** Somebody who is signed in on this device already. */
function Back({ who, onGone }: BackProps) {
  async function signOut() {
    await call('signOut').catch(() => undefined)
    forgetMe()
    announce(t('common.welcome.signedOut'))
    onGone?.()
  }
  return (
    <Card title={t('common.welcome.again', { name: who.name })}>
      <div className={css.ways}>
        {who.meeting && (
          <LinkButton to={`/meetings/${who.meeting}`} look="primary">
            {t('common.welcome.toMeeting')}
          </LinkButton>
        )}
        {who.network && <LinkButton to={`/networks/${who.network}`}>{t('common.welcome.toNetwork')}</LinkButton>}
        {who.staff && (
          <LinkButton to="/networks" look="primary">
            {t('common.welcome.networks')}
          </LinkButton>
        )}
        <Button look="bare" onClick={() => void signOut()}>
          {t('common.welcome.signOut')}
        </Button>
      </div>
      {who.meeting && <p className={css.hint}>{t('common.welcome.signOutHint')}</p>}
    </Card>
  )
}
