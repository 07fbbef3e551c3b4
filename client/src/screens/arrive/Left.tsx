import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'
import css from './Arrive.module.css'

/** After leaving: the way back, and help. */
export function Left({ onBack }: { readonly onBack: () => void }) {
  return (
    <PageFrame title={t('arrive.left.title')} lead={<p>{t('arrive.left.what')}</p>}>
      <div className={css.stack}>
        <Button look="primary" wide onClick={onBack}>
          {t('arrive.left.back')}
        </Button>
      </div>
      <p className={css.soft}>{t('arrive.left.record')}</p>
      <div className={css.stack}>
        <p>{t('arrive.left.help')}</p>
        <a className={css.helpLink} href="/help.html">
          {t('arrive.join.helpNow')}
        </a>
      </div>
    </PageFrame>
  )
}
