import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import type { EntryHead } from '../../meeting/entries.ts'
import { speaksNow } from '../../meeting/room.ts'
import { useMayWrite } from './EntryText.tsx'
import { useEntryWords, useLists, useLive, usePages } from './inRoom.ts'
import looking from './Looking.module.css'
import { useLookBack } from './looking.ts'
import css from './Notebook.module.css'

/** Nothing is deleted: what was taken back can be brought back, for the whole meeting. */
export function TakeBack({ head }: { readonly head: EntryHead }) {
  const pages = usePages()
  const may = useMayWrite(head, 'field')
  const words = useEntryWords(head.id)
  const lookBack = useLookBack()
  if (!pages) return null
  return (
    <div className={looking.asides}>
      {words?.empty === false && (
        <button type="button" className={css.aside} onClick={() => lookBack({ view: 'who', at: head.id })}>
          {t('room.lookBack.who')}
        </button>
      )}
      {may && (
        <button type="button" className={css.aside} onClick={() => pages.book.withdraw(head.id, true)}>
          {t('room.add.takeBack')}
        </button>
      )}
    </div>
  )
}

/** What its author took back stays readable to them. */
export function TakenBack({ kind }: { readonly kind: EntryHead['kind'] }) {
  const you = useLive(now => speaksNow(now))
  const all = useLists(lists => lists[kind])
  const mine = all.filter(head => head.withdrawn && (head.author === you || head.speaker === you))
  if (mine.length === 0) return null
  return (
    <details className={css.details}>
      <summary>{t('room.add.takenBack')}</summary>
      <ul className={css.list}>
        {mine.map(head => (
          <Taken key={head.id} head={head} />
        ))}
      </ul>
    </details>
  )
}

function Taken({ head }: { readonly head: EntryHead }) {
  const pages = usePages()
  const words = useEntryWords(head.id)
  const may = useMayWrite(head, 'field')
  return (
    <li className={css.taken}>
      <p>{words?.text}</p>
      {may && (
        <Button look="bare" onClick={() => pages?.book.withdraw(head.id, false)}>
          {t('room.add.bringBack')}
        </Button>
      )}
    </li>
  )
}
