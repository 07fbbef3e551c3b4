import { t } from '../../i18n/i18n.ts'
import { sayWhen } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { useRoomState } from './inRoom.ts'
import css from './Room.module.css'

/** A soft landing: what stays, where it is, when you meet next, and whom to ring before that. */
export function Ended({ onRecord }: { readonly onRecord: () => void }) {
  const { closing } = useRoomState()
  const next = closing?.next
  return (
    <section className={css.ended} aria-labelledby="ended-title">
      <h2 id="ended-title">{t('room.ended.title')}</h2>
      <p>{t('room.ended.thanks')}</p>
      {next?.next === 'at' && <p>{t('room.ended.next', { when: sayWhen(next.at, next.zone) })}</p>}
      <div>
        <Button look="primary" onClick={onRecord}>
          {t('room.ended.record')}
        </Button>
        <p className={css.soft}>{t('room.ended.recordHint')}</p>
      </div>
      <div>
        <h3>{t('room.ended.help')}</h3>
        <a className={css.helpLink} href="/help.html" target="polyphony-help">
          {t('room.ended.helpNow')}
        </a>
      </div>
    </section>
  )
}
