import { t } from '../../i18n/i18n.ts'
import { Composer } from './Composer.tsx'
import { EntryText } from './EntryText.tsx'
import { useLists } from './inRoom.ts'
import { StepStands } from './laterParts.ts'
import css from './Notebook.module.css'
import { notThis, Section } from './Section.tsx'
import type { PartProps } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'

export function Steps({ hidden, only }: PartProps) {
  const all = useLists(lists => lists.step)
  const shown = all.filter(head => !head.withdrawn)
  return (
    <Section id="steps" kind="step" title={t('room.steps.title')} hint={t('room.steps.hint')} hidden={hidden}>
      <div className={css.list}>
        {shown.map(head => (
          <article key={head.id} className={css.entry} hidden={notThis(head, only)}>
            <EntryText head={head} label={t('room.steps.label')} />
            <StepStands id={head.id} />
            <TakeBack head={head} />
          </article>
        ))}
      </div>
      <Composer kind="step" placeholder={t('room.steps.placeholder')} />
      <TakenBack kind="step" />
    </Section>
  )
}
