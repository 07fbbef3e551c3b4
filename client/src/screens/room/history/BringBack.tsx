import type { Where } from '@polyphony/shared/wire/history'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce, Notice } from '../../../ui/Notice.tsx'
import { useSend } from '../../parts/useSend.ts'
import css from './History.module.css'

/** What can be done with earlier words in a room that is open. In a sealed record there is nothing of it. */
export interface Bringing {
  /** May these words be changed from here now? */
  may(where: Where): boolean
  /** Brings back how they were after this row. Resolves to how to undo it; rejects with a Fault. */
  bring(where: Where, seq: number): Promise<() => void>
  readonly mayKeep: boolean
}

interface BringBackProps {
  readonly where: Where
  readonly seq: number
  readonly bringing: Bringing
}

/** One tap, and one to undo it. Where one may not write there is nothing to tap. */
export function BringBack({ where, seq, bringing }: BringBackProps) {
  const [undo, setUndo] = useState<(() => void) | null>(null)
  const sending = useSend()
  if (undo) {
    return (
      <Notice>
        <p>{t('history.version.brought')}</p>
        <Button
          onClick={() => {
            undo()
            setUndo(null)
            announce(t('history.version.undone'))
          }}
        >
          {t('history.version.undo')}
        </Button>
      </Notice>
    )
  }
  if (!bringing.may(where)) return <p className={css.hint}>{t('history.version.mayNot')}</p>
  async function bring() {
    const done = await sending.send(async () => {
      const back = await bringing.bring(where, seq)
      setUndo(() => back)
    })
    if (done) announce(t('history.version.brought'))
  }
  return (
    <div className={css.bring}>
      <Button busy={sending.busy} onClick={() => void bring()}>
        {t('history.version.bring')}
      </Button>
      <p className={css.hint}>{t('history.version.bringHint')}</p>
      {sending.trouble && (
        <Notice tone="care" aloud={sending.trouble}>
          {sending.trouble}
        </Notice>
      )}
    </div>
  )
}
