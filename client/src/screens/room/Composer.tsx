import type { EntryKind } from '@polyphony/shared/domain/meeting'
import type { EntryId } from '@polyphony/shared/domain/ids'
import type { ReactNode } from 'react'
import { useId, useRef } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { NewWords } from '../../meeting/room.ts'
import { Button } from '../../ui/Button.tsx'
import { instead } from '../parts/useSend.ts'
import { useNotebook, useRoom } from './inRoom.ts'
import css from './Composer.module.css'
import { useDraft } from './useDraft.ts'

interface ComposerProps {
  readonly kind: EntryKind
  readonly label?: string
  readonly go?: string
  readonly placeholder: string
  /** Whose words, when it is a voice. */
  readonly whose?: Pick<NewWords, 'speaker' | 'speakerWords'>
  readonly mayAdd?: boolean
  readonly beside?: ReactNode
  readonly onAdded?: (id: EntryId) => void
}

/** A plain box: on a phone the most common act needs nothing clever between the thumb and the words. */
export function Composer(props: ComposerProps) {
  const { kind, label = t('room.add.label'), go = t('room.add.go'), placeholder, whose, beside, onAdded } = props
  const room = useRoom()
  const id = useId()
  const open = useNotebook(now => now.rights.write && now.book !== null)
  const [text, setText] = useDraft(kind)
  const box = useRef<HTMLTextAreaElement>(null)
  const ready = open && text.trim() !== '' && props.mayAdd !== false
  const add = (): void => {
    if (!ready) return
    const made = room.add({ kind, text, ...whose })
    setText('')
    box.current?.focus()
    onAdded?.(made)
  }
  return (
    <form className={css.composer} data-written={text !== '' || undefined} onSubmit={instead(add)}>
      <label className={css.composerLabel} htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={box}
        id={id}
        className={css.composerBox}
        rows={1}
        maxLength={4000}
        value={text}
        placeholder={placeholder}
        aria-describedby={`${id}-who`}
        enterKeyHint="enter"
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) add()
        }}
      />
      <div className={css.more}>
        <p className={css.composerHint} id={`${id}-who`}>
          {t(open ? 'room.add.read' : 'room.add.closed')}
        </p>
        {beside}
        {ready && (
          <div>
            <Button type="submit" look="primary">
              {go}
            </Button>
          </div>
        )}
      </div>
    </form>
  )
}
