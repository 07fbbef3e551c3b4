import type { Clock } from '@polyphony/shared/domain/time'
import type { Where } from '@polyphony/shared/wire/history'
import { useId, useState } from 'react'
import { history as words } from '../../../i18n/en/history.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import css from './History.module.css'
import { ReplayView } from './ReplayView.tsx'
import type { Bringing } from './BringBack.tsx'
import { VersionsView } from './VersionsView.tsx'
import { WhoWroteView } from './WhoWroteView.tsx'

addWords({ history: words })

export type View = 'who' | 'versions' | 'replay'
const views: readonly View[] = ['who', 'versions', 'replay']

interface HistoryProps {
  readonly meeting: string
  readonly clock: Clock
  readonly start: View
  readonly at: Where | null
  /** null: the words are sealed, and can only be looked at. */
  readonly bringing: Bringing | null
}

/** Who wrote this, earlier versions, and the words as they came: the same for everyone who may read them. */
export function History({ meeting, clock, start, at, bringing }: HistoryProps) {
  const [view, setView] = useState<View>(start)
  const name = useId()
  return (
    <div className={css.history}>
      <fieldset className={css.views}>
        <legend className="visually-hidden">{t('history.ways')}</legend>
        {views.map(one => (
          <label key={one} className={css.view}>
            <input type="radio" name={name} checked={view === one} onChange={() => setView(one)} />
            <span>{t(`history.${one}`)}</span>
          </label>
        ))}
      </fieldset>
      {view === 'who' && <WhoWroteView meeting={meeting} at={at} />}
      {view === 'versions' && <VersionsView meeting={meeting} bringing={bringing} />}
      {view === 'replay' && <ReplayView meeting={meeting} clock={clock} />}
    </div>
  )
}
