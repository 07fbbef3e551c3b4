import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { useDeeds, usePossible } from './inRoom.ts'
import css from './Closing.module.css'
import { Trouble } from './Trouble.tsx'
import { focusFirst } from './useKeepFocus.ts'

/** At the foot of the notebook: the calm way to end, and the short one (C3). */
export function BeginClosing() {
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  const [sure, setSure] = useState(false)
  const begin = { do: 'begin-closing' } as const
  const without = { do: 'end-meeting', how: 'without-closing' } as const
  return (
    <div className={css.begin}>
      {may(begin) && (
        <div>
          <Button look="primary" busy={busy} onClick={() => void act(begin)}>
            {t('room.end.begin')}
          </Button>
          <p className={css.hint}>{t('room.end.beginHint')}</p>
        </div>
      )}
      {may(without) && !sure && (
        <Button look="bare" onClick={() => setSure(true)}>
          {t('room.end.without')}
        </Button>
      )}
      {may(without) && sure && (
        <div className={css.sure} ref={focusFirst}>
          <p>{t('room.end.withoutSure')}</p>
          <p className={css.hint}>{t('room.end.withoutHint')}</p>
          <div className={css.row}>
            <Button onClick={() => void act(without)}>{t('room.end.withoutGo')}</Button>
            <Button look="bare" onClick={() => setSure(false)}>
              {t('room.end.stay')}
            </Button>
          </div>
        </div>
      )}
      <Trouble says={trouble} />
    </div>
  )
}
