import { landing } from '@polyphony/shared/domain/meeting'
import { mayExchange } from '@polyphony/shared/domain/present'
import { useEffect, useRef } from 'react'
import { call } from '../../../core/api.ts'
import { landing as words } from '../../../i18n/en/landing.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import { sayTime, sayWhen } from '../../../i18n/time.ts'
import { Button } from '../../../ui/Button.tsx'
import { announce } from '../../../ui/Notice.tsx'
import { useAsk } from '../../parts/useAsk.ts'
import { useLive, useRoomState } from '../inRoom.ts'
import css from '../Room.module.css'
import { sayNames } from '../names.ts'

addWords({ landing: words })

/**
 * A soft landing: nothing is asked, nothing goes away by itself. Who was here, when you meet next, whom to ring before
 * that; then what was said.
 */
export function Landing({ onRecord }: { readonly onRecord: () => void }) {
  const room = useRoomState()
  const heading = useRef<HTMLHeadingElement>(null)
  // After the end a line that was away is told of the closing only by the record; what stood here stays.
  const next = useRef(room.closing?.next).current
  const here = room.seats.map(seat => seat.person)
  const device = useLive(live => live.device)
  const until = useRef(room.ended && mayExchange(room, device) ? room.ended.at + landing : null).current
  useEffect(() => {
    const { current } = heading
    announce(t('landing.title'))
    current?.scrollIntoView({ block: 'center' })
    if (document.activeElement?.contains(current)) current?.focus({ preventScroll: true })
  }, [])
  return (
    <section className={css.ended} aria-labelledby="ended-title">
      <h2 id="ended-title" ref={heading} tabIndex={-1}>
        {t('landing.title')}
      </h2>
      <div>
        <p>{t('landing.thanks', { names: sayNames(room, here) })}</p>
        {room.ended?.how === 'without-closing' && <p>{t('landing.withoutClosing')}</p>}
        {until !== null && <p>{t('landing.together', { time: sayTime(until) })}</p>}
        <p>{t('landing.breathe')}</p>
      </div>
      {next?.next === 'at' && (
        <div>
          <h3>{t('landing.next')}</h3>
          <p>{sayWhen(next.at, next.zone)}</p>
          <p>{next.placeWords === '' ? t(`landing.place.${next.place}`) : next.placeWords}</p>
          <p className={css.soft}>
            {next.who ? t('landing.nextAsked', { names: sayNames(room, next.who) }) : t('landing.nextWho')}
          </p>
        </div>
      )}
      {next?.next === 'none' && <p>{t('landing.nextNone')}</p>}
      <Numbers />
      <div>
        <Button look="primary" onClick={onRecord}>
          {t('landing.record')}
        </Button>
        <p className={css.soft}>{t('landing.recordHint')}</p>
      </div>
    </section>
  )
}

/** The same numbers as at the top of the help page, and the team's own first. */
function Numbers() {
  const service = useAsk(() => call('service'), [])
  const phone = service.is === 'here' ? service.value.phone : ''
  return (
    <div>
      <h3>{t('landing.help')}</h3>
      <ul className={css.numbers}>
        {phone !== '' && (
          <li>
            {t('landing.team')} <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>
          </li>
        )}
        <li>
          {t('landing.listening')} <a href="tel:116123">116 123</a>
        </li>
        <li>
          {t('landing.danger')} <a href="tel:999">999</a>
        </li>
      </ul>
      <a className={css.helpLink} href="/help.html" target="polyphony-help">
        {t('landing.helpNow')}
      </a>
    </div>
  )
}
