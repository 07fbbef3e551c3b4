import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import css from './Controls.module.css'
import { useMediaSession } from './useMedia.ts'
import { UnsentWords } from './unsent/UnsentWords.tsx'
import { useUnsent } from './unsent/useUnsent.ts'

interface LeaveDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** null: already out. */
  readonly onStepOut: (() => void) | null
  readonly onLeave: () => void
}

/** Asks once, because a thumb slips. Stepping out keeps the seat; leaving gives it back. */
export function LeaveDialog({ open, onClose, onStepOut, onLeave }: LeaveDialogProps) {
  const session = useMediaSession()
  const unsent = useUnsent()
  const [going, setGoing] = useState(false)
  const leave = (): void => {
    setGoing(true)
    // First of all nothing is seen or heard any more.
    session?.leave()
    onLeave()
  }
  return (
    <Dialog open={open} title={t('media.leave.title')} onClose={onClose}>
      <div className={css.more}>
        {onStepOut && (
          <div className={css.way}>
            <Button wide onClick={onStepOut}>
              {t('media.leave.out')}
            </Button>
            <p>{t('media.leave.outHint')}</p>
          </div>
        )}
        <div className={css.way}>
          <Button wide look="primary" busy={going} onClick={leave}>
            {t(unsent ? 'unsent.leave' : 'media.leave.go')}
          </Button>
          <p>{t('media.leave.goHint')}</p>
          {open && <UnsentWords of={unsent} />}
        </div>
      </div>
    </Dialog>
  )
}
