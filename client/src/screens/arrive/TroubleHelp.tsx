import { t } from '../../i18n/i18n.ts'
import type { Kit } from '../../media/kits.ts'
import { browserAt, type Trouble } from '../../media/trouble.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import css from './Check.module.css'
import { TryConnection } from './TryConnection.tsx'

interface TroubleHelpProps {
  readonly kit: Kit | 'both'
  readonly why: Trouble
  /** What works all the same. */
  readonly still: string
  readonly onAgain: () => void
  /** Where the telling can be put away. */
  readonly onClose?: () => void
}

/** What happened, what still works, what to do in the browser at hand. */
export function TroubleHelp({ kit, why, still, onAgain, onClose }: TroubleHelpProps) {
  const what = t(`media.trouble.${why}`, { kit: t(`media.the.${kit}`) })
  const browser = browserAt(navigator.userAgent, navigator.maxTouchPoints)
  const todo = why === 'denied' ? t(`media.back.${browser}`) : t(`media.todo.${why}`)
  return (
    <Notice tone="care" aloud={`${what} ${still}`}>
      <p>{what}</p>
      <p>{still}</p>
      <p>{todo}</p>
      <div className={css.acts}>
        <Button onClick={onAgain}>{t('media.again')}</Button>
        <TryConnection apart />
        {onClose && (
          <Button look="bare" onClick={onClose}>
            {t('media.without')}
          </Button>
        )}
      </div>
    </Notice>
  )
}
