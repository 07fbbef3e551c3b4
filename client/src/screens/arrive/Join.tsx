import { Fault } from '@polyphony/shared/domain/fault'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { call } from '../../core/api.ts'
import { arrive } from '../../i18n/en/arrive.ts'
import { sayFault } from '../../i18n/fault.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { inApp } from '../../media/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import { tokenIn } from '../parts/token.ts'
import { useAsk } from '../parts/useAsk.ts'
import css from './Arrive.module.css'
import { CopyLink } from './CopyLink.tsx'
import { Ring } from './Ring.tsx'
import { goAway } from './stay.ts'

addWords({ arrive })

/** These will say the same however often one presses. */
const final: readonly string[] = ['link-unknown', 'link-expired', 'link-revoked', 'link-used', 'not-understood']

/** /join#token. Programs that scan mail only look: the link is used by a tap and by nothing else. */
export function Join() {
  const [, go] = useLocation()
  const [token] = useState(() => tokenIn(location.hash))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(token === null ? new Fault('link-unknown') : null)
  const service = useAsk(() => call('service'), [])
  const { name = '', phone = '' } = service.is === 'here' ? service.value : {}

  const open = async (): Promise<void> => {
    if (token === null) return
    setBusy(true)
    try {
      const { who } = await call('join', { token })
      // Who opens their link arrives, and chooses anew what is on.
      goAway(() => sessionStorage)
      // In place of this entry: the secret stays in no history. The message still has it.
      if (who?.meeting) go(`/meetings/${who.meeting}`, { replace: true })
      else if (who?.network) go(`/networks/${who.network}`, { replace: true })
      else setError(new Fault('link-unknown'))
    } catch (caught) {
      setError(caught)
    } finally {
      setBusy(false)
    }
  }

  if (error instanceof Fault && final.includes(error.fault)) {
    const sentence = token === null ? t('arrive.join.cut') : sayFault(error)
    return (
      <PageFrame title={t('arrive.join.refused')}>
        <Notice tone="care" aloud={sentence}>
          <p>{sentence}</p>
        </Notice>
        <Ring phone={phone} />
      </PageFrame>
    )
  }
  return (
    <PageFrame title={t('arrive.join.title')} lead={<p>{t('arrive.join.what')}</p>}>
      {error !== null && (
        <Notice tone="care" aloud={sayFault(error)}>
          <p>{sayFault(error)}</p>
        </Notice>
      )}
      <div className={css.stack}>
        <Button look="primary" wide busy={busy} onClick={() => void open()}>
          {t('arrive.join.open')}
        </Button>
        {/* Below the button: it is known a moment later, and a button that moves is missed by the finger. */}
        <p className={css.soft}>
          {name !== '' && `${t('arrive.join.from', { service: name })} `}
          {t('arrive.join.nothingYet')}
        </p>
      </div>
      {inApp(navigator.userAgent) && (
        <Notice>
          <p>{t('arrive.join.inApp')}</p>
          <p>{t('arrive.join.inAppMenu')}</p>
          <p>{t('arrive.join.inAppHow')}</p>
          <CopyLink />
        </Notice>
      )}
      <p className={css.soft}>{t('arrive.join.keep')}</p>
      {error !== null && <Ring phone={phone} />}
    </PageFrame>
  )
}
