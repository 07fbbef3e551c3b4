import { t } from '../../i18n/i18n.ts'
import { LinkButton } from '../../ui/Button.tsx'
import css from './Arrive.module.css'

/** When a link does not open: a person to ring, and help that needs no link. */
export function Ring({ phone }: { readonly phone: string }) {
  return (
    <>
      <div className={css.stack}>
        <p>{phone === '' ? t('arrive.join.ask') : t('arrive.join.ring', { phone })}</p>
        {phone !== '' && (
          <LinkButton look="primary" to={`tel:${phone.replace(/[^+\d]/g, '')}`}>
            {t('arrive.join.call', { phone })}
          </LinkButton>
        )}
      </div>
      <div className={css.stack}>
        <p>{t('arrive.join.help')}</p>
        <a className={css.helpLink} href="/help.html">
          {t('arrive.join.helpNow')}
        </a>
      </div>
    </>
  )
}
