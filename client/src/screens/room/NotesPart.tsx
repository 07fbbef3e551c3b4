import { useCallback } from 'react'
import type { PersonId } from '@polyphony/shared/domain/ids'
import { Notes } from '../../editor/Notes.tsx'
import { t } from '../../i18n/i18n.ts'
import { handOf, nameOf } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { hueOf } from '../../ui/initials.ts'
import { mayWrite } from '@polyphony/shared/notebook/authority'
import { useLive, useNotebook, usePages, useRoom } from './inRoom.ts'
import looking from './Looking.module.css'
import { useLookBack } from './looking.ts'
import css from './Notebook.module.css'
import { Section } from './Section.tsx'

/** The running notes. In "one of us writes" the others read along. */
export function NotesPart({ hidden }: { readonly hidden: boolean }) {
  const { clock, live } = useRoom()
  const pages = usePages()
  const { carets, rights } = useNotebook(({ carets, rights }) => ({ carets, rights }))
  const now = useLive(state => state)
  const you = speaksNow(now)
  const name = useCallback(
    (person: PersonId) => {
      const { room } = live.state.getState()
      return room && nameOf(room, person)
    },
    [live],
  )
  const hand = handOf(now, rights)
  const lookBack = useLookBack()
  const writing = now.room?.writing
  const scribeOnly = writing?.mode === 'one' && writing.scribe !== you
  return (
    <Section id="notes" kind="plain" title={t('room.notes.title')} hint={t('room.notes.hint')} hidden={hidden}>
      {pages && carets && you !== null && (
        <Notes
          fragment={pages.book.notes}
          carets={carets}
          nameOf={name}
          hueOf={hueOf}
          clock={clock}
          writes={hand !== null && !scribeOnly && mayWrite(hand, { at: 'notes' })}
          say={{
            label: t('room.notes.label'),
            placeholder: t('room.notes.placeholder'),
            tools: t('room.notes.tools'),
            bold: t('room.notes.bold'),
            italic: t('room.notes.italic'),
            bulletList: t('room.notes.bullets'),
            orderedList: t('room.notes.numbers'),
          }}
        />
      )}
      <div className={looking.asides}>
        <button type="button" className={css.aside} onClick={() => lookBack({ view: 'who', at: null })}>
          {t('room.lookBack.who')}
        </button>
        <button type="button" className={css.aside} onClick={() => lookBack({ view: 'versions', at: null })}>
          {t('room.lookBack.versions')}
        </button>
      </div>
    </Section>
  )
}
