import { call } from '../../core/api.ts'
import { t } from '../../i18n/i18n.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { useAsk } from '../parts/useAsk.ts'
import { Circle } from './Circle.tsx'

export function Welcome() {
  const service = useAsk(() => call('service'), [])
  const me = useAsk(() => call('me'), [])
  const who = me.is === 'here' ? me.value.who : null
  const phone = service.is === 'here' ? service.value.phone : ''
  return (
    <PageFrame title={t('common.welcome.title')} above={<Circle />} lead={<p>{t('common.welcome.what')}</p>}>
      {service.is === 'here' && !service.value.setUpDone && <Notice>{t('common.welcome.setUp')}</Notice>}
      <Card title={t('common.welcome.link')}>
        <p>{t('common.welcome.linkHow')}</p>
        <p>{t('common.welcome.linkLost')}</p>
        {phone && (
          <div>
            <LinkButton to={`tel:${phone.replace(/[^+\d]/g, '')}`}>{t('common.welcome.ring', { phone })}</LinkButton>
          </div>
        )}
      </Card>
      <Card title={t('common.welcome.staff')}>
        {who?.staff ? (
          <div>
            <LinkButton to="/networks">{t('common.welcome.networks')}</LinkButton>
          </div>
        ) : (
          <>
            <p>{t('common.welcome.staffHow')}</p>
            <div>
              <LinkButton to="/sign-in">{t('common.welcome.signIn')}</LinkButton>
            </div>
          </>
        )}
      </Card>
    </PageFrame>
  )
}
