import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { announce } from '../../ui/Notice.tsx'
import css from './Connection.module.css'

const fileName = 'polyphony-connection.txt'

/** What was found, to be read before it is given to anybody. It is made in this page and sent nowhere. */
export function Report({ text, ready }: { readonly text: string; readonly ready: boolean }) {
  const [copied, setCopied] = useState(false)
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    announce(t('common.copied'))
  }
  return (
    <Card title={t('connection.report.title')}>
      {ready ? (
        <div className={css.stack}>
          <p>{t('connection.report.what')}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so the keyboard reaches it too. */}
          <pre className={css.report} tabIndex={0} aria-label={t('connection.report.title')} role="document">
            {text}
          </pre>
          <div className={css.acts}>
            <Button onClick={() => save(text)}>{t('connection.report.save')}</Button>
            {/* Where it may not be copied by a button it can be marked by hand. */}
            <Button look="bare" onClick={() => void copy().catch(() => setCopied(false))}>
              {t(copied ? 'common.copied' : 'connection.report.copy')}
            </Button>
          </div>
        </div>
      ) : (
        <p>{t('connection.report.empty')}</p>
      )}
    </Card>
  )
}

function save(text: string): void {
  const file = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = file
  link.download = fileName
  link.click()
  URL.revokeObjectURL(file)
}
