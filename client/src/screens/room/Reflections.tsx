import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { nameOf } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Face } from '../../ui/Face.tsx'
import { Composer } from './Composer.tsx'
import { EntryText } from './EntryText.tsx'
import { useLists, useLive, usePossible, useRoomState } from './inRoom.ts'
import { AskToReflect } from './laterParts.ts'
import css from './Notebook.module.css'
import { notThis, Section } from './Section.tsx'
import type { PartProps } from './Section.tsx'
import { TakeBack, TakenBack } from './TakeBack.tsx'

/** What was wondered aloud, beside the voices and of the same size. */
export function Reflections({ hidden, only }: PartProps) {
  const room = useRoomState()
  const all = useLists(lists => lists.reflection)
  const shown = all.filter(head => !head.withdrawn)
  return (
    <Section
      id="reflections"
      kind="reflection"
      title={t('room.reflections.title')}
      hint={t('room.reflections.hint')}
      hidden={hidden}
    >
      {only === undefined && <AskLeave />}
      <div className={css.list}>
        {shown.map(head => {
          const name = nameOf(room, head.author) ?? t('room.unknown')
          return (
            <article key={head.id} className={css.entry} hidden={notThis(head, only)}>
              <header className={css.who}>
                <Face name={name} id={head.author} size="small" />
                <h3>{t('room.reflections.by', { name })}</h3>
              </header>
              <EntryText head={head} label={t('room.reflections.label', { name })} />
              <TakeBack head={head} />
            </article>
          )
        })}
      </div>
      <Composer kind="reflection" placeholder={t('room.reflections.placeholder')} />
      <TakenBack kind="reflection" />
    </Section>
  )
}

/** Only who may ask sees it. */
function AskLeave() {
  const you = useLive(speaksNow)
  const may = usePossible()
  const [open, setOpen] = useState(false)
  if (you === null || !may({ do: 'ask-to-reflect', who: [you] })) return null
  return (
    <details className={css.details} open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('room.moment.start')}</summary>
      {open && <AskToReflect you={you} onAsked={() => setOpen(false)} />}
    </details>
  )
}
