import type { PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { besideYou, notHereYet } from '../../../meeting/people.ts'
import { Button } from '../../../ui/Button.tsx'
import { Choice, Tick } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { useDeeds, useLive, usePossible, useRoom, useRoomState } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Trouble } from '../Trouble.tsx'
import { WhoWrites } from '../WhoWrites.tsx'

/** Several people at one phone: a seat each, and one of them writes now (D5). */
export function PeopleAtDevice() {
  const room = useRoomState()
  const live = useLive(now => now)
  const { you } = live
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const [adding, setAdding] = useState(false)
  const beside = besideYou(live)
  const self = you === null ? null : room.people[you]
  if (!self || !may({ do: 'seat-guest', person: probe, name: 'Anna', relation: '' })) return null
  return (
    <div className={css.atDevice}>
      {beside.length > 0 && (
        <>
          <WhoWrites />
          <ul className={css.beside}>
            {beside.map(({ person, seat }) => (
              <li key={person.id}>
                {person.name} {seat.byPhone && <span className={css.soft}>{t('room.here.byPhone')}</span>}
                <Button look="bare" onClick={() => void act({ do: 'unseat', person: person.id })}>
                  {t('room.here.gone', { name: person.name })}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      {adding ? (
        <AddSomeone onDone={() => setAdding(false)} />
      ) : (
        <Button onClick={() => setAdding(true)}>{t('room.here.add')}</Button>
      )}
      <Trouble says={trouble} />
    </div>
  )
}

/** Only to ask the rules whether a guest could be seated; nobody has this id. */
const probe = '00000000-0000-7000-8000-000000000000' as PersonId

const otherPerson = 'other'

function AddSomeone({ onDone }: { readonly onDone: () => void }) {
  const { clock } = useRoom()
  const people = notHereYet(useRoomState())
  const { act, trouble, busy } = useDeeds()
  const [who, setWho] = useState<string | null>(people.length === 0 ? otherPerson : null)
  const [name, setName] = useState('')
  const [relation, setRelation] = useState('')
  const [byPhone, setByPhone] = useState(false)
  const ready = who !== null && (who !== otherPerson || name.trim() !== '')
  const add = async (): Promise<void> => {
    if (who === null) return
    const guest = newId<PersonId>(clock.now(), { fill: bytes => crypto.getRandomValues(bytes) })
    const went = await act(
      who === otherPerson
        ? { do: 'seat-guest', person: guest, name: name.trim(), relation: relation.trim(), byPhone }
        : { do: 'seat-person', person: who as PersonId, byPhone },
    )
    if (went) onDone()
  }
  return (
    <div className={css.fields}>
      <Choice<string>
        legend={t('room.here.who')}
        hint={t('room.here.whoHint')}
        value={who}
        onChange={setWho}
        options={[
          ...people.map(person => ({ value: person.id, label: person.name, hint: person.role || undefined })),
          { value: otherPerson, label: t('room.here.other') },
        ]}
      />
      {who === otherPerson && (
        <>
          <Field
            label={t('room.here.name')}
            value={name}
            maxLength={80}
            autoComplete="off"
            onChange={event => setName(event.target.value)}
          />
          <Field
            label={t('room.here.relation')}
            hint={t('room.here.relationHint')}
            optional
            value={relation}
            maxLength={80}
            autoComplete="off"
            onChange={event => setRelation(event.target.value)}
          />
        </>
      )}
      {who !== null && <Tick label={t('room.here.phone')} checked={byPhone} onChange={setByPhone} />}
      <Trouble says={trouble} />
      <div className={css.row}>
        {ready && (
          <Button look="primary" busy={busy} onClick={() => void add()}>
            {t('room.here.go')}
          </Button>
        )}
        <Button look="bare" onClick={onDone}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  )
}
