import { landing as words } from '../../../i18n/en/landing.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import { sayWhen } from '../../../i18n/time.ts'
import { Button } from '../../../ui/Button.tsx'
import { useRoomState } from '../inRoom.ts'
import css from '../Room.module.css'

addWords({ landing: words })

/** A soft landing: what stays, where it is, when you meet next, and whom to ring before that. */
export function Landing({ onRecord }: { readonly onRecord: () => void }) {
  const { closing } = useRoomState()
  const next = closing?.next
  return (
    <section className={css.ended} aria-labelledby="ended-title">
      <h2 id="ended-title">{t('landing.title')}</h2>
      <p>{t('landing.thanks')}</p>
      {next?.next === 'at' && <p>{t('landing.next', { when: sayWhen(next.at, next.zone) })}</p>}
      <div>
        <Button look="primary" onClick={onRecord}>
          {t('landing.record')}
        </Button>
        <p className={css.soft}>{t('landing.recordHint')}</p>
      </div>
      <div>
        <h3>{t('landing.help')}</h3>
        <a className={css.helpLink} href="/help.html" target="polyphony-help">
          {t('landing.helpNow')}
        </a>
      </div>
    </section>
  )
}
