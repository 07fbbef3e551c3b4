import { useState } from 'react'
import type { PersonId } from '@polyphony/shared/domain/ids'
import { t } from '../../i18n/i18n.ts'
import { sayDay } from '../../i18n/time.ts'
import type { EntryHead } from '../../meeting/entries.ts'
import { seatedByName } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { showStep, stepOf } from '../../meeting/steps.ts'
import type { StepShown } from '../../meeting/steps.ts'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import { instead } from '../parts/useSend.ts'
import { Composer } from './Composer.tsx'
import { sayDate } from './dates.ts'
import { EntryText } from './EntryText.tsx'
import { useDeeds, useEntryWords, useLists, useLive, usePossible, useRoomState } from './inRoom.ts'
import type { Deeds } from './inRoom.ts'
import css from './Notebook.module.css'
import { Section } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'
import { Trouble } from './Trouble.tsx'
import { focusFirst } from './useKeepFocus.ts'

export function Steps({ hidden }: { readonly hidden: boolean }) {
  const all = useLists(lists => lists.step)
  const shown = all.filter(head => !head.withdrawn)
  return (
    <Section id="steps" kind="step" title={t('room.steps.title')} hint={t('room.steps.hint')} hidden={hidden}>
      <div className={css.list}>
        {shown.map(head => (
          <Step key={head.id} head={head} />
        ))}
      </div>
      <Composer kind="step" placeholder={t('room.steps.placeholder')} />
      <TakenBack kind="step" />
    </Section>
  )
}

function Step({ head }: { readonly head: EntryHead }) {
  const room = useRoomState()
  const you = useLive(speaksNow)
  useEntryWords(head.id)
  const deeds = useDeeds()
  const shown = showStep(room, head.id)
  const carried = stepOf(room, head.id).carried[0]
  return (
    <article className={css.entry}>
      <EntryText head={head} label={t('room.steps.label')} />
      {carried && <p className={css.mark}>{t('room.steps.since', { date: sayDay(carried.at) })}</p>}
      <p className={css.standing}>{sayStep(shown, you)}</p>
      {shown.is === 'taken' && shown.told && (
        <p className={css.mark}>
          {t(toldWords[shown.told.how])} {shown.told.words}
        </p>
      )}
      <StepActs head={head} deeds={deeds} />
      <Trouble says={deeds.trouble} />
      <TakeBack head={head} />
    </article>
  )
}

const toldWords = {
  done: 'room.steps.toldDone',
  'under-way': 'room.steps.toldUnderWay',
  'not-right': 'room.steps.toldNotRight',
} as const

function sayStep(shown: StepShown, you: PersonId | null): string {
  switch (shown.is) {
    case 'open':
      return t('room.steps.open')
    case 'offered':
      return t(shown.to === you ? 'room.steps.offeredYou' : 'room.steps.offered', { name: shown.name })
    case 'taken': {
      const { name, date, offeredTo } = shown
      const taken =
        date === null ? t('room.steps.taken', { name }) : t('room.steps.takenOn', { name, date: sayDate(date) })
      return offeredTo === null ? taken : `${taken} ${t('room.steps.also', { name: offeredTo })}`
    }
  }
}

/** Taking it, asking somebody, giving it back: each as easy as the other. */
function StepActs({ head, deeds: { act } }: { readonly head: EntryHead; readonly deeds: Deeds }) {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const may = usePossible()
  const [open, setOpen] = useState<'date' | 'ask' | null>(null)
  const [date, setDate] = useState('')
  const step = head.id
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
          <Button onClick={() => setOpen('date')}>{t('room.steps.iWill')}</Button>
        )}
        {askable.length > 0 && open !== 'ask' && (
          <Button look="bare" onClick={() => setOpen('ask')}>
            {t('room.steps.ask')}
          </Button>
        )}
        {may(done) && (
          <Button look="bare" onClick={() => void act(done)}>
            {t('room.steps.done')}
          </Button>
        )}
        {may(release) && (
          <Button look="bare" onClick={() => void act(release)}>
            {t(offeredTo === you && owner !== you ? 'room.steps.notMe' : 'room.steps.notRight')}
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
            label={t('room.steps.date')}
            optional
            type="date"
            value={date}
            onChange={event => setDate(event.target.value)}
          />
          <div className={css.row}>
            <Button type="submit" look="primary">
              {t('room.steps.dateGo')}
            </Button>
            <Button look="bare" onClick={() => setOpen(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </form>
      )}
      {open === 'ask' && (
        <fieldset className={css.inset} ref={focusFirst}>
          <legend>{t('room.steps.askWho')}</legend>
          <div className={css.row}>
            {askable.map(({ id, name }) => (
              <Button
                key={id}
                onClick={() => void act({ do: 'offer-step', step, to: id }).then(went => went && setOpen(null))}
              >
                {t('room.steps.askGo', { name })}
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
