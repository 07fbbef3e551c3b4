import { t } from '../../i18n/i18n.ts'
import type { EntryHead } from '../../meeting/entries.ts'
import { Composer } from './Composer.tsx'
import { EntryText } from './EntryText.tsx'
import { useEntryWords, useLists } from './inRoom.ts'
import { DecisionStands } from './laterParts.ts'
import css from './Notebook.module.css'
import { notThis, Section } from './Section.tsx'
import type { PartProps } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'

/** Words, where each person stands, and how it stands: agreed, seen differently, left open. Never counted. */
export function Decisions({ hidden, only }: PartProps) {
  const all = useLists(lists => lists.decision)
  const shown = all.filter(head => !head.withdrawn)
  return (
    <Section
      id="decisions"
      kind="decision"
      title={t('room.decisions.title')}
      hint={t('room.decisions.hint')}
      hidden={hidden}
    >
      <div className={css.list}>
        {shown.map(head => (
          <OneDecision key={head.id} head={head} hidden={notThis(head, only)} />
        ))}
      </div>
      <Composer kind="decision" placeholder={t('room.decisions.placeholder')} />
      <TakenBack kind="decision" />
    </Section>
  )
}

function OneDecision({ head, hidden }: { readonly head: EntryHead; readonly hidden: boolean }) {
  const words = useEntryWords(head.id)
  if (!words) return null
  return (
    <article className={css.entry} hidden={hidden}>
      <EntryText head={head} label={t('room.decisions.label')} />
      {!words.empty && <DecisionStands id={head.id} hash={words.hash} />}
      <TakeBack head={head} />
    </article>
  )
}
