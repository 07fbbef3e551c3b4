import type { PersonId } from '@polyphony/shared/domain/ids'
import { practitionersHere } from '@polyphony/shared/domain/present'
import { byFirstName } from '@polyphony/shared/domain/network'
import { useState } from 'react'
import { reflecting as words } from '../../../i18n/en/reflecting.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Tick } from '../../../ui/Choice.tsx'
import { useDeeds, useRoomState } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Trouble } from '../Trouble.tsx'

addWords({ reflecting: words })

/** Practitioners ask leave to think aloud. What it is stands there before anybody is asked (R1). */
export function AskToReflect({ you, onAsked }: { readonly you: PersonId; readonly onAsked: () => void }) {
  const room = useRoomState()
  const { act, trouble, busy } = useDeeds()
  const [without, setWithout] = useState<readonly PersonId[]>([])
  const others = byFirstName(
    practitionersHere(room)
      .filter(person => person !== you)
      .flatMap(person => room.people[person] ?? []),
  )
  const who = [you, ...others.map(person => person.id).filter(person => !without.includes(person))]
  return (
    <div className={css.inset}>
      <Explained />
      {others.length > 0 && (
        <fieldset className={css.fields}>
          <legend>{t('reflecting.who')}</legend>
          {others.map(({ id, name }) => (
            <Tick
              key={id}
              label={t('reflecting.withWho', { name })}
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
        onClick={() => void act({ do: 'ask-to-reflect', who }).then(went => went && onAsked())}
      >
        {t('reflecting.go')}
      </Button>
    </div>
  )
}

export function Explained() {
  return (
    <ul className={css.explained}>
      <li>{t('reflecting.explain1')}</li>
      <li>{t('reflecting.explain2')}</li>
      <li>{t('reflecting.explain3')}</li>
      <li>{t('reflecting.explain4')}</li>
    </ul>
  )
}
