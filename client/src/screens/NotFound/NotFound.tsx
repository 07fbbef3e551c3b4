import { t } from '../../i18n/i18n.ts'
import { LinkButton } from '../../ui/Button.tsx'
import { PageFrame } from '../../ui/PageFrame.tsx'

export function NotFound() {
  return (
    <PageFrame title={t('common.notFound.title')} lead={<p>{t('common.notFound.what')}</p>}>
      <p>{t('common.notFound.next')}</p>
      <div>
        <LinkButton to="/">{t('common.notFound.start')}</LinkButton>
      </div>
    </PageFrame>
  )
}
