import { record as words } from '../../i18n/en/record.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { Folded } from '../parts/Folded.tsx'
import { later } from '../parts/later.tsx'

addWords({ record: words })

const RecordHistory = later(async () => (await import('../room/history/RecordHistory.tsx')).RecordHistory)

/** How the words came to be, for who wants to know. It is fetched, and stands among the looks, only when it is opened. */
export function Past({ meeting }: { readonly meeting: string }) {
  return (
    <Folded title={t('record.past')} hint={t('record.pastHint')} stays>
      <RecordHistory meeting={meeting} />
    </Folded>
  )
}
