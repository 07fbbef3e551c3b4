import type { NetworkPage } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call, copyUrl } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { Button, LinkButton } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useSend } from '../parts/useSend.ts'
import css from './Network.module.css'

addWords({ network })

/** A copy to keep, and the way out. The person at the centre gets everything; everybody else their own words. */
export function YourOwn({ page }: { readonly page: NetworkPage }) {
  const all = page.you === 'centre'
  return (
    <Card title={t('network.copy.title')}>
      <p>{t(all ? 'network.copy.all' : 'network.copy.own')}</p>
      <div className={css.ways}>
        <LinkButton download to={copyUrl(page.network, 'html')}>
          {t('network.copy.page')}
        </LinkButton>
        <LinkButton download look="bare" to={copyUrl(page.network, 'json')}>
          {t('network.copy.data')}
        </LinkButton>
      </div>
      {!all && <Leaving page={page} />}
    </Card>
  )
}

function Leaving({ page }: { readonly page: NetworkPage }) {
  const [, go] = useLocation()
  const [sure, setSure] = useState(false)
  const sending = useSend()
  const leave = async (): Promise<void> => {
    if (await sending.send(() => call('leaveNetwork', { network: page.network }))) go('/')
  }
  if (!sure) {
    return (
      <div>
        <Button look="bare" onClick={() => setSure(true)}>
          {t('network.leave.open')}
        </Button>
      </div>
    )
  }
  return (
    <>
      <p>{t(page.you === 'practitioner' ? 'network.leave.whatTeam' : 'network.leave.what')}</p>
      <p>{t('network.leave.why')}</p>
      <div className={css.ways}>
        <Button busy={sending.busy} onClick={() => void leave()}>
          {t('network.leave.go')}
        </Button>
        <Button look="bare" onClick={() => setSure(false)}>
          {t('common.cancel')}
        </Button>
      </div>
      {sending.trouble && <Notice tone="care">{sending.trouble}</Notice>}
    </>
  )
}
