import { whoMayComeNext } from '@polyphony/shared/domain/closing'
import type { Place } from '@polyphony/shared/domain/closing'
import type { PersonId } from '@polyphony/shared/domain/ids'
import { byFirstName } from '@polyphony/shared/domain/network'
import { isOfNetwork } from '@polyphony/shared/domain/present'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { ownZone, sayWhen } from '../../../i18n/time.ts'
import { Button } from '../../../ui/Button.tsx'
import { speaksNow } from '../../../meeting/room.ts'
import { Choice, Tick } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { instead } from '../../parts/useSend.ts'
import { atLocal } from '../dates.ts'
import { sayNames } from '../names.ts'
import css from '../Closing.module.css'
import { useDeeds, useLive, useRoom, useRoomState } from '../inRoom.ts'
import { Trouble } from '../Trouble.tsx'

/** When and where; or "not for now", which is an answer too (C2). */
export function NextMeetingForm() {
  const { clock } = useRoom()
  const room = useRoomState()
  const { act, trouble, busy } = useDeeds()
  const [day, setDay] = useState('')
  const [time, setTime] = useState('')
  const [place, setPlace] = useState<Place>('online')
  const [placeWords, setPlaceWords] = useState('')
  const [left, setLeft] = useState<readonly PersonId[]>([])
  const who = whoMayComeNext(room).filter(person => !left.includes(person))
  const [wrong, setWrong] = useState<string | null>(null)
  const at = atLocal(day, time)
  const agree = async (): Promise<void> => {
    if (at === null) return setWrong(t('closing.nextNeeded'))
    if (at <= clock.now()) return setWrong(t('closing.nextPast'))
    setWrong(null)
    const next = { next: 'at', at, zone: ownZone(), place, placeWords: placeWords.trim(), who } as const
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
      <WhoComes left={left} onLeft={setLeft} />
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

interface WhoComesProps {
  readonly left: readonly PersonId[]
  readonly onLeft: (people: readonly PersonId[]) => void
}

/** Everyone, until somebody says otherwise. Which of their own people come is the family's to say. */
function WhoComes({ left, onLeft }: WhoComesProps) {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const all = whoMayComeNext(room)
  const family = all.filter(person => isOfNetwork(room, person))
  const chooses = you !== null && isOfNetwork(room, you) ? all : all.filter(person => !family.includes(person))
  return (
    <fieldset className={css.who}>
      <legend>{t('closing.who')}</legend>
      <p className={css.hint}>{t('closing.whoHint')}</p>
      {chooses.length < all.length && <p>{t('closing.whoFamily', { names: sayNames(room, family) })}</p>}
      {byFirstName(chooses.flatMap(person => room.people[person] ?? [])).map(({ id, name, role }) => (
        <Tick
          key={id}
          label={name}
          hint={role}
          checked={!left.includes(id)}
          onChange={on => onLeft(on ? left.filter(one => one !== id) : [...left, id])}
        />
      ))}
    </fieldset>
  )
}
