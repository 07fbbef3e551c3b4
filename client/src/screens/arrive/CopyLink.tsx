import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { announce } from '../../ui/Notice.tsx'
import css from './Arrive.module.css'

/** Out of a browser inside another app: the link as it is, to be opened elsewhere. */
export function CopyLink() {
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(location.href)
      setCopied(true)
      announce(t('common.copied'))
    } catch {
      // Some of these browsers refuse this too: then it can be marked by hand.
      setCopied(false)
    }
  }
  return (
    <div className={css.stack}>
      <Button onClick={() => void copy()}>{copied ? t('common.copied') : t('arrive.join.copy')}</Button>
      {copied === false && <p className={css.link}>{location.href}</p>}
    </div>
  )
}
