import { t } from '../../i18n/i18n.ts'
import { nameOf } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Button } from '../../ui/Button.tsx'
import { useDeeds, useLive, usePossible, useRoomState } from './inRoom.ts'
import css from './Room.module.css'
import { Trouble } from './Trouble.tsx'

/** Asked for by anyone, ended by anyone. */
export function SharedPause() {
  const room = useRoomState()
  const may = usePossible()
  const { act, trouble } = useDeeds()
  if (room.pausedBy === null) return null
  const end = { do: 'pause-together', pause: false } as const
  return (
    <section className={css.moment} aria-labelledby="pause-title">
      <h2 id="pause-title">{t('room.pause.title')}</h2>
      <p>{t('room.pause.by', { name: nameOf(room, room.pausedBy) ?? t('room.unknown') })}</p>
      {may(end) && (
        <div className={css.row}>
          <Button onClick={() => void act(end)}>{t('room.pause.end')}</Button>
        </div>
      )}
      <Trouble says={trouble} />
    </section>
  )
}

/** Out of the room for a while, the seat kept. Nobody asks why. */
export function SteppedOut() {
  const out = useLive(live => live.room?.seats.find(seat => seat.person === speaksNow(live))?.presence === 'out')
  const { act, trouble } = useDeeds()
  if (!out) return null
  return (
    <section className={css.moment} aria-labelledby="out-title">
      <h2 id="out-title">{t('room.out.title')}</h2>
      <p>{t('room.out.what')}</p>
      <div className={css.row}>
        <Button look="primary" onClick={() => void act({ do: 'come-back' })}>
          {t('room.out.back')}
        </Button>
      </div>
      <Trouble says={trouble} />
    </section>
  )
}
