import { plain } from '@polyphony/shared/domain/record'
import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useNotebook, useRoom } from './inRoom.ts'
import css from './Notebook.module.css'

/** Words the server would not take stand here until their writer has copied them. */
export function RefusedWords() {
  const { notebook } = useRoom()
  const refused = useNotebook(now => now.refused)
  const [copied, setCopied] = useState(false)
  if (!refused) return null
  const text = refused.words.map(plain).join('\n\n')
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      // The text can be marked and copied by hand.
      () => undefined,
    )
  }
  return (
    <Notice tone="care" aloud={t('room.refused.title')}>
      <h2>{t('room.refused.title')}</h2>
      <p>{t(`room.refused.${refused.why}`)}</p>
      <pre className={css.refused}>{text}</pre>
      <div className={css.row}>
        <Button onClick={copy}>{t(copied ? 'common.copied' : 'common.copy')}</Button>
        <Button look="bare" onClick={() => notebook.letGoOfRefused()}>
          {t('room.refused.done')}
        </Button>
      </div>
    </Notice>
  )
}
