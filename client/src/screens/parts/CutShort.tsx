import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import { PageFrame } from '../../ui/PageFrame.tsx'

addWords({ staff })

/** Some mail programmes cut a long address in two. */
export function CutShort() {
  return (
    <PageFrame title={t('staff.noToken.title')}>
      <p>{t('staff.noToken.what')}</p>
    </PageFrame>
  )
}
