import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { deciding } from '../../../i18n/en/deciding.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import { sayDay } from '../../../i18n/time.ts'
import { seatedByName } from '../../../meeting/people.ts'
import { speaksNow } from '../../../meeting/room.ts'
import { showStep, stepOf } from '../../../meeting/steps.ts'
import type { StepShown } from '../../../meeting/steps.ts'
import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { instead } from '../../parts/useSend.ts'
import { sayDate } from '../dates.ts'
import { useDeeds, useEntryWords, useLive, usePossible, useRoomState } from '../inRoom.ts'
import type { Deeds } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Trouble } from '../Trouble.tsx'
import { focusFirst } from '../useKeepFocus.ts'

addWords({ deciding })

/** Whose a step is, and how it goes. */
export function StepStands({ id }: { readonly id: EntryId }) {
  const room = useRoomState()
  const you = useLive(speaksNow)
  useEntryWords(id)
  const deeds = useDeeds()
  const shown = showStep(room, id)
  const carried = stepOf(room, id).carried[0]
  return (
    <>
      {carried && <p className={css.mark}>{t('deciding.steps.since', { date: sayDay(carried.at) })}</p>}
      <p className={css.standing}>{sayStep(shown, you)}</p>
      {shown.is === 'taken' && shown.told && (
        <p className={css.mark}>
          {t(toldWords[shown.told.how])} {shown.told.words}
        </p>
      )}
      <StepActs id={id} deeds={deeds} />
      <Trouble says={deeds.trouble} />
    </>
  )
}

const toldWords = {
  done: 'deciding.steps.toldDone',
  'under-way': 'deciding.steps.toldUnderWay',
  'not-right': 'deciding.steps.toldNotRight',
} as const

function sayStep(shown: StepShown, you: PersonId | null): string {
  switch (shown.is) {
    case 'open':
      return t('deciding.steps.open')
    case 'offered':
      return t(shown.to === you ? 'deciding.steps.offeredYou' : 'deciding.steps.offered', { name: shown.name })
    case 'taken': {
      const { name, date, offeredTo, markedBy } = shown
      const taken =
        date === null ? t('deciding.steps.taken', { name }) : t('deciding.steps.takenOn', { name, date: sayDate(date) })
      const aloud = markedBy === null ? '' : ` (${t('deciding.decisions.aloud', { name: markedBy })})`
      return `${taken}${aloud}${offeredTo === null ? '' : ` ${t('deciding.steps.also', { name: offeredTo })}`}`
    }
  }
}

/** Taking it, asking somebody, giving it back: each as easy as the other. */
function StepActs({ id: step, deeds: { act } }: { readonly id: EntryId; readonly deeds: Deeds }) {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const may = usePossible()
  const [open, setOpen] = useState<'date' | 'ask' | null>(null)
  const [date, setDate] = useState('')
  const { owner, offeredTo } = stepOf(room, step)
  const accept = { do: 'accept-step', step, date: date === '' ? null : date } as const
  const release = { do: 'release-step', step } as const
  const done = { do: 'tell-step', step, how: 'done', words: '' } as const
  const askable = seatedByName(room).filter(
    person => person.id !== you && may({ do: 'offer-step', step, to: person.id }),
  )
  return (
    <>
      <div className={css.row}>
        {owner !== you && may(accept) && open !== 'date' && (
          <Button onClick={() => setOpen('date')}>{t('deciding.steps.iWill')}</Button>
        )}
        {askable.length > 0 && open !== 'ask' && (
          <Button look="bare" onClick={() => setOpen('ask')}>
            {t('deciding.steps.ask')}
          </Button>
        )}
        {may(done) && (
          <Button look="bare" onClick={() => void act(done)}>
            {t('deciding.steps.done')}
          </Button>
        )}
        {may(release) && (
          <Button look="bare" onClick={() => void act(release)}>
            {t(offeredTo === you && owner !== you ? 'deciding.steps.notMe' : 'deciding.steps.notRight')}
          </Button>
        )}
      </div>
      {open === 'date' && (
        <form
          className={css.inset}
          ref={focusFirst}
          onSubmit={instead(() => void act(accept).then(went => went && setOpen(null)))}
        >
          <Field
            label={t('deciding.steps.date')}
            optional
            type="date"
            value={date}
            onChange={event => setDate(event.target.value)}
          />
          <div className={css.row}>
            <Button type="submit" look="primary">
              {t('deciding.steps.dateGo')}
            </Button>
            <Button look="bare" onClick={() => setOpen(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </form>
      )}
      {open === 'ask' && (
        <fieldset className={css.inset} ref={focusFirst}>
          <legend>{t('deciding.steps.askWho')}</legend>
          <div className={css.row}>
            {askable.map(({ id, name }) => (
              <Button
                key={id}
                onClick={() => void act({ do: 'offer-step', step, to: id }).then(went => went && setOpen(null))}
              >
                {t('deciding.steps.askGo', { name })}
              </Button>
            ))}
            <Button look="bare" onClick={() => setOpen(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </fieldset>
      )}
    </>
  )
}
