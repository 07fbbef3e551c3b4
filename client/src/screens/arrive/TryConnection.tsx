import { t } from '../../i18n/i18n.ts'
import css from './Check.module.css'

/** To the page that says what does not come through. In the room in a tab of its own: nobody loses their seat for it. */
export function TryConnection({ apart = false }: { readonly apart?: boolean }) {
  if (location.pathname === '/connection') return null
  return (
    <a className={css.tryLink} href="/connection" target={apart ? '_blank' : undefined} rel="noopener">
      {t('media.connection')}
    </a>
  )
}
