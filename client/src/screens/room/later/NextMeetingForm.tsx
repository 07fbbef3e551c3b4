import type { Place } from '@polyphony/shared/domain/closing'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { ownZone, sayWhen } from '../../../i18n/time.ts'
import { Button } from '../../../ui/Button.tsx'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { instead } from '../../parts/useSend.ts'
import { atLocal } from '../dates.ts'
import css from '../Closing.module.css'
import { useDeeds, useRoom } from '../inRoom.ts'
import { Trouble } from '../Trouble.tsx'

/** When and where; or "not for now", which is an answer too (C2). */
export function NextMeetingForm() {
  const { clock } = useRoom()
  const { act, trouble, busy } = useDeeds()
  const [day, setDay] = useState('')
  const [time, setTime] = useState('')
  const [place, setPlace] = useState<Place>('online')
  const [placeWords, setPlaceWords] = useState('')
  const [wrong, setWrong] = useState<string | null>(null)
  const at = atLocal(day, time)
  const agree = async (): Promise<void> => {
    if (at === null) return setWrong(t('closing.nextNeeded'))
    if (at <= clock.now()) return setWrong(t('closing.nextPast'))
    setWrong(null)
    const next = { next: 'at', at, zone: ownZone(), place, placeWords: placeWords.trim() } as const
    await act({ do: 'agree-next-meeting', next })
  }
  const none = async (): Promise<void> => {
    await act({ do: 'agree-next-meeting', next: { next: 'none' } })
  }
  return (
    <form className={css.form} noValidate onSubmit={instead(() => void agree())}>
      <div className={css.when}>
        <Field
          label={t('closing.nextDay')}
          type="date"
          value={day}
          error={wrong}
          onChange={event => setDay(event.target.value)}
        />
        <Field label={t('closing.nextTime')} type="time" value={time} onChange={event => setTime(event.target.value)} />
      </div>
      {at !== null && <p className={css.hint}>{sayWhen(at, ownZone())}</p>}
      <Choice
        legend={t('closing.nextPlace')}
        value={place}
        onChange={setPlace}
        row
        options={[
          { value: 'online', label: t('closing.online') },
          { value: 'home', label: t('closing.home') },
          { value: 'mixed', label: t('closing.mixed') },
        ]}
      />
      {place !== 'online' && (
        <Field
          label={t('closing.placeWords')}
          optional
          value={placeWords}
          maxLength={200}
          autoComplete="off"
          onChange={event => setPlaceWords(event.target.value)}
        />
      )}
      <p className={css.hint}>{t('closing.who')}</p>
      <Trouble says={trouble} />
      <div className={css.row}>
        <Button look="primary" type="submit" busy={busy}>
          {t('closing.nextGo')}
        </Button>
        <Button onClick={() => void none()}>{t('closing.nextNone')}</Button>
      </div>
    </form>
  )
}
