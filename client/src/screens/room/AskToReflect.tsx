import type { PersonId } from '@polyphony/shared/domain/ids'
import { practitionersHere } from '@polyphony/shared/domain/present'
import { byFirstName } from '@polyphony/shared/domain/network'
import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Button } from '../../ui/Button.tsx'
import { Tick } from '../../ui/Choice.tsx'
import { useDeeds, useLive, usePossible, useRoomState } from './inRoom.ts'
import css from './Notebook.module.css'
import { Trouble } from './Trouble.tsx'

/** Practitioners ask leave to think aloud. What it is stands there before anybody is asked (R1). */
export function AskToReflect() {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const may = usePossible()
  const { act, trouble, busy } = useDeeds()
  const [open, setOpen] = useState(false)
  const [without, setWithout] = useState<readonly PersonId[]>([])
  if (you === null || !may({ do: 'ask-to-reflect', who: [you] })) return null
  const others = byFirstName(
    practitionersHere(room)
      .filter(person => person !== you)
      .flatMap(person => room.people[person] ?? []),
  )
  const who = [you, ...others.map(person => person.id).filter(person => !without.includes(person))]
  return (
    <details className={css.details} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('room.reflect.start')}</summary>
      <div className={css.inset}>
        <Explained />
        {others.length > 0 && (
          <fieldset className={css.fields}>
            <legend>{t('room.reflect.who')}</legend>
            {others.map(({ id, name }) => (
              <Tick
                key={id}
                label={t('room.reflect.withWho', { name })}
                checked={!without.includes(id)}
                onChange={with_ => setWithout(with_ ? without.filter(one => one !== id) : [...without, id])}
              />
            ))}
          </fieldset>
        )}
        <Trouble says={trouble} />
        <Button
          look="primary"
          busy={busy}
          onClick={() => void act({ do: 'ask-to-reflect', who }).then(went => went && setOpen(false))}
        >
          {t('room.reflect.go')}
        </Button>
      </div>
    </details>
  )
}

export function Explained() {
  return (
    <ul className={css.explained}>
      <li>{t('room.reflect.explain1')}</li>
      <li>{t('room.reflect.explain2')}</li>
      <li>{t('room.reflect.explain3')}</li>
      <li>{t('room.reflect.explain4')}</li>
    </ul>
  )
}
