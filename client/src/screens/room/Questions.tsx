import { emptyQuestion } from '@polyphony/shared/domain/question'
import type { QuestionEnd } from '@polyphony/shared/domain/question'
import { t } from '../../i18n/i18n.ts'
import type { Key } from '../../i18n/i18n.ts'
import { sayDay } from '../../i18n/time.ts'
import type { EntryHead } from '../../meeting/entries.ts'
import { nameOf } from '../../meeting/people.ts'
import { Button } from '../../ui/Button.tsx'
import { Composer } from './Composer.tsx'
import { EntryText } from './EntryText.tsx'
import { useDeeds, useEntryWords, useLists, usePossible, useRoomState } from './inRoom.ts'
import css from './Notebook.module.css'
import { Section } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'
import { Trouble } from './Trouble.tsx'

export function Questions({ hidden }: { readonly hidden: boolean }) {
  const all = useLists(lists => lists.question)
  const shown = all.filter(head => !head.withdrawn)
  return (
    <Section
      id="questions"
      kind="question"
      title={t('room.questions.title')}
      hint={t('room.questions.hint')}
      hidden={hidden}
    >
      <div className={css.list}>
        {shown.map(head => (
          <Question key={head.id} head={head} />
        ))}
      </div>
      <Composer kind="question" placeholder={t('room.questions.placeholder')} />
      <TakenBack kind="question" />
    </Section>
  )
}

const ends: Readonly<Record<QuestionEnd, Key>> = {
  'became-decision': 'room.questions.becameDecision',
  'found-words': 'room.questions.foundWords',
  'no-longer': 'room.questions.noLonger',
}

/** It may stay open for as long as it wants. It ends only by somebody saying so, here. */
function Question({ head }: { readonly head: EntryHead }) {
  const room = useRoomState()
  // Whether it may end depends on whether it has words.
  useEntryWords(head.id)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const { ended, carried } = room.questions[head.id] ?? emptyQuestion
  const since = carried[0]?.at
  const reopen = { do: 'reopen-question', question: head.id } as const
  const mayEnd = may({ do: 'end-question', question: head.id, how: 'no-longer' })
  return (
    <article className={css.entry} data-over={ended !== null || undefined}>
      <EntryText head={head} label={t('room.questions.label')} />
      {since !== undefined && <p className={css.mark}>{t('room.questions.since', { date: sayDay(since) })}</p>}
      {ended && (
        <p className={css.standing}>
          {t('room.questions.endedBy', { how: t(ends[ended.how]), name: nameOf(room, ended.by) ?? t('room.unknown') })}
        </p>
      )}
      {mayEnd && (
        <details className={css.details}>
          <summary>{t('room.questions.come')}</summary>
          <div className={css.row}>
            {(Object.keys(ends) as QuestionEnd[]).map(how => (
              <Button key={how} onClick={() => void act({ do: 'end-question', question: head.id, how })}>
                {t(ends[how])}
              </Button>
            ))}
          </div>
        </details>
      )}
      {may(reopen) && (
        <Button look="bare" onClick={() => void act(reopen)}>
          {t('room.questions.reopen')}
        </Button>
      )}
      <Trouble says={trouble} />
      <TakeBack head={head} />
    </article>
  )
}
