import { Link, useLocation } from 'wouter'
import { call, forgetMe } from '../../core/api.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { staff } from '../../i18n/en/staff.ts'
import css from './TeamNav.module.css'

addWords({ staff })

/** The few places of people who work here. */
export function TeamNav() {
  const [path, go] = useLocation()
  async function signOut() {
    // Whoever wants out is out of this tab, whether or not the line holds.
    await call('signOut').catch(() => undefined)
    forgetMe()
    go('/')
  }
  return (
    <nav className={`${css.nav} not-on-paper`} aria-label={t('staff.nav')}>
      <Link className={css.way} href="/networks" aria-current={path === '/networks' ? 'page' : undefined}>
        {t('staff.networks')}
      </Link>
      <Link className={css.way} href="/staff" aria-current={path === '/staff' ? 'page' : undefined}>
        {t('staff.team')}
      </Link>
      <button className={css.way} type="button" onClick={() => void signOut()}>
        {t('staff.signOut')}
      </button>
    </nav>
  )
}
