import { useState } from 'react'
import { addWords, t } from '../../i18n/i18n.ts'
import { meeting } from '../../i18n/en/meeting.ts'
import { Button } from '../../ui/Button.tsx'
import { announce } from '../../ui/Notice.tsx'
import css from './LinkToGive.module.css'

addWords({ meeting })

interface LinkToGiveProps {
  readonly url: string
  /** SVG source, drawn by the server. */
  readonly qr: string
  /** What goes with it in the phone's share sheet. Says nothing about anybody. */
  readonly message?: string
}

/** A link that is shown once: to copy, to let scan, to hand on with the phone's own share sheet. */
export function LinkToGive({ url, qr, message }: LinkToGiveProps) {
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no')
  async function copy() {
    const went = await navigator.clipboard.writeText(url).then(
      () => true,
      () => false,
    )
    setCopied(went ? 'yes' : 'failed')
    announce(t(went ? 'meeting.link.copied' : 'meeting.link.notCopied'))
  }
  const share = () => navigator.share({ url, ...(message && { text: message }) }).catch(() => undefined)
  return (
    <div className={css.give}>
      <div className={css.ways}>
        <p className={css.url} data-testid="link">
          {url}
        </p>
        <div className={css.buttons}>
          <Button look="primary" onClick={() => void copy()}>
            {t('meeting.link.copy')}
          </Button>
          {'share' in navigator && <Button onClick={() => void share()}>{t('meeting.link.share')}</Button>}
        </div>
        {copied !== 'no' && <p>{t(copied === 'yes' ? 'meeting.link.copied' : 'meeting.link.notCopied')}</p>}
      </div>
      {/* As a picture, so that nothing in it can run. */}
      <img className={css.qr} alt={t('meeting.link.qr')} src={`data:image/svg+xml,${encodeURIComponent(qr)}`} />
    </div>
  )
}
