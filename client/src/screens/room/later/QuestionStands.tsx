import type { EntryId } from '@polyphony/shared/domain/ids'
import { emptyQuestion } from '@polyphony/shared/domain/question'
import type { QuestionEnd } from '@polyphony/shared/domain/question'
import { deciding } from '../../../i18n/en/deciding.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import type { Key } from '../../../i18n/i18n.ts'
import { sayDay } from '../../../i18n/time.ts'
import { nameOf } from '../../../meeting/people.ts'
import { Button } from '../../../ui/Button.tsx'
import { useDeeds, useEntryWords, usePossible, useRoomState } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Trouble } from '../Trouble.tsx'

addWords({ deciding })

const ends: Readonly<Record<QuestionEnd, Key>> = {
  'became-decision': 'deciding.questions.becameDecision',
  'found-words': 'deciding.questions.foundWords',
  'no-longer': 'deciding.questions.noLonger',
}

/** It may stay open for as long as it wants. It ends only by somebody saying so, here. */
export function QuestionStands({ id }: { readonly id: EntryId }) {
  const room = useRoomState()
  // Whether it may end depends on whether it has words.
  useEntryWords(id)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const { ended, carried } = room.questions[id] ?? emptyQuestion
  const since = carried[0]?.at
  const reopen = { do: 'reopen-question', question: id } as const
  const mayEnd = may({ do: 'end-question', question: id, how: 'no-longer' })
  return (
    <>
      {since !== undefined && <p className={css.mark}>{t('deciding.questions.since', { date: sayDay(since) })}</p>}
      {ended && (
        <p className={css.standing}>
          {t('deciding.questions.endedBy', {
            how: t(ends[ended.how]),
            name: nameOf(room, ended.by) ?? t('room.unknown'),
          })}
        </p>
      )}
      {mayEnd && (
        <details className={css.details}>
          <summary>{t('deciding.questions.come')}</summary>
          <div className={css.row}>
            {(Object.keys(ends) as QuestionEnd[]).map(how => (
              <Button key={how} onClick={() => void act({ do: 'end-question', question: id, how })}>
                {t(ends[how])}
              </Button>
            ))}
          </div>
        </details>
      )}
      {may(reopen) && (
        <Button look="bare" onClick={() => void act(reopen)}>
          {t('deciding.questions.reopen')}
        </Button>
      )}
      <Trouble says={trouble} />
    </>
  )
}
