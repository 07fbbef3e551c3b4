import { emptyDecision } from '@polyphony/shared/domain/decision'
import type { DecisionStanding, LookAgain } from '@polyphony/shared/domain/decision'
import type { EntryId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { nameOf } from '../../../meeting/people.ts'
import { Button } from '../../../ui/Button.tsx'
import { Choice } from '../../../ui/Choice.tsx'
import { Field } from '../../../ui/Field.tsx'
import { instead } from '../../parts/useSend.ts'
import { Duty } from './Duty.tsx'
import { useDeeds, usePossible, useRoomState } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Trouble } from '../Trouble.tsx'
import { focusFirst } from '../useKeepFocus.ts'

/** How it stands, said together. "Agreed" is not there while the person at the centre says: not yet (P3). */
export function Settle({ id, hash }: { readonly id: EntryId; readonly hash: string }) {
  const room = useRoomState()
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const [agreeing, setAgreeing] = useState(false)
  const { standing, duty, positions } = room.decisions[id] ?? emptyDecision
  const settle = (to: DecisionStanding, lookAgain: LookAgain | null = null) =>
    ({ do: 'settle-decision', decision: id, standing: to, lookAgain, hash }) as const
  if (!may(settle('talking'))) return null
  const mayAgree = may(settle('agreed', { when: 'until-we-meet' }))
  const notYet = positions[room.centre]?.position === 'not-yet'
  const centre = nameOf(room, room.centre) ?? t('room.unknown')
  const done = (went: boolean): void => {
    if (went) setAgreeing(false)
  }
  return (
    <details className={css.details}>
      <summary>{t(standing === 'talking' ? 'deciding.decisions.settle' : 'deciding.decisions.change')}</summary>
      <p className={css.hint}>{t('deciding.decisions.settleHint')}</p>
      {notYet && !duty && <p className={css.hint}>{t('deciding.decisions.notAgreed', { name: centre })}</p>}
      {agreeing && mayAgree ? (
        <Agree
          onAgree={lookAgain => void act(settle('agreed', lookAgain)).then(done)}
          onBack={() => setAgreeing(false)}
        />
      ) : (
        <div className={css.row}>
          {mayAgree && <Button onClick={() => setAgreeing(true)}>{t('deciding.decisions.agreed')}</Button>}
          {standing !== 'differently' && (
            <Button onClick={() => void act(settle('differently'))}>{t('deciding.decisions.differently')}</Button>
          )}
          {standing !== 'left-open' && (
            <Button onClick={() => void act(settle('left-open'))}>{t('deciding.decisions.leftOpen')}</Button>
          )}
          {standing === 'agreed' && (
            <Button onClick={() => void act(settle('changed'))}>{t('deciding.decisions.hasChanged')}</Button>
          )}
          {standing !== 'talking' && (
            <Button onClick={() => void act(settle('talking'))}>{t('deciding.decisions.talkMore')}</Button>
          )}
        </div>
      )}
      <Duty id={id} hash={hash} />
      <Trouble says={trouble} />
    </details>
  )
}

function Agree({ onAgree, onBack }: { onAgree: (lookAgain: LookAgain) => void; onBack: () => void }) {
  const [when, setWhen] = useState<LookAgain['when']>('until-we-meet')
  const [date, setDate] = useState('')
  const ready = when === 'until-we-meet' || date !== ''
  const agree = (): void => {
    if (ready) onAgree(when === 'date' ? { when, date } : { when })
  }
  return (
    <form className={css.inset} ref={focusFirst} onSubmit={instead(agree)}>
      <Choice
        legend={t('deciding.decisions.when')}
        value={when}
        onChange={setWhen}
        row
        options={[
          { value: 'until-we-meet', label: t('deciding.decisions.until') },
          { value: 'date', label: t('deciding.decisions.onDay') },
        ]}
      />
      {when === 'date' && (
        <Field
          label={t('deciding.decisions.day')}
          type="date"
          value={date}
          onChange={event => setDate(event.target.value)}
        />
      )}
      <div className={css.row}>
        {ready && (
          <Button type="submit" look="primary">
            {t('deciding.decisions.sayAgreed')}
          </Button>
        )}
        <Button look="bare" onClick={onBack}>
          {t('common.cancel')}
        </Button>
      </div>
    </form>
  )
}
