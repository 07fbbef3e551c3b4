import { useState } from 'react'
import { record as words } from '../../i18n/en/record.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { later } from '../parts/later.tsx'
import css from './Past.module.css'

addWords({ record: words })

const RecordHistory = later(async () => (await import('../room/history/RecordHistory.tsx')).RecordHistory)

/** How the words came to be, for who wants to know. It is fetched, and stands among the looks, only when it is opened. */
export function Past({ meeting }: { readonly meeting: string }) {
  const [opened, setOpened] = useState(false)
  return (
    <details className={`${css.past} not-on-paper`} onToggle={event => setOpened(event.currentTarget.open || opened)}>
      <summary className={css.summary}>{t('record.past')}</summary>
      <p className={css.hint}>{t('record.pastHint')}</p>
      {opened && <RecordHistory meeting={meeting} />}
    </details>
  )
}
