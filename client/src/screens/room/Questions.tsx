import type { EntryId } from '@polyphony/shared/domain/ids'
import { t } from '../../i18n/i18n.ts'
import { Composer } from './Composer.tsx'
import { EntryText } from './EntryText.tsx'
import { useLists, useRoomState } from './inRoom.ts'
import { QuestionStands } from './laterParts.ts'
import css from './Notebook.module.css'
import { notThis, Section } from './Section.tsx'
import type { PartProps } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'

export function Questions({ hidden, only }: PartProps) {
  const all = useLists(lists => lists.question)
  const room = useRoomState()
  const isOver = (id: EntryId): boolean => (room.questions[id]?.ended ?? null) !== null
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
          <article
            key={head.id}
            className={css.entry}
            data-over={isOver(head.id) || undefined}
            hidden={notThis(head, only)}
          >
            <EntryText head={head} label={t('room.questions.label')} />
            <QuestionStands id={head.id} />
            <TakeBack head={head} />
          </article>
        ))}
      </div>
      <Composer kind="question" placeholder={t('room.questions.placeholder')} />
      <TakenBack kind="question" />
    </Section>
  )
}
