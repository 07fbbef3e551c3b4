import type { WritingMode } from '@polyphony/shared/domain/voice'
import { useId } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { nameOf } from '../../meeting/people.ts'
import { speaksNow } from '../../meeting/room.ts'
import { useDeeds, useLive, usePossible, useRoomState } from './inRoom.ts'
import css from './Modes.module.css'
import { Trouble } from './Trouble.tsx'
import { useWish } from './useWish.ts'

/** Set by anyone, for all. */
export function WritingModes() {
  const room = useRoomState()
  const you = useLive(speaksNow)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const name = useId()
  const { writing } = room
  const [mode, wishFor] = useWish(writing.mode)
  if (you === null) return null
  const modes = [
    { label: t('room.modes.talk'), set: { mode: 'talk' } },
    { label: t('room.modes.one'), set: { mode: 'one', scribe: you } },
    { label: t('room.modes.all'), set: { mode: 'all' } },
  ] as const satisfies readonly { label: string; set: WritingMode }[]
  const mayTakeOver =
    writing.mode === 'one' &&
    writing.scribe !== you &&
    may({ do: 'set-writing', writing: { mode: 'one', scribe: you } })
  return (
    <div className={css.modes}>
      <fieldset>
        <legend className="visually-hidden">{t('room.modes.legend')}</legend>
        <div className={css.segments}>
          {modes.map(({ label, set }) => (
            <label key={set.mode} className={css.segment}>
              <input
                type="radio"
                name={name}
                checked={mode === set.mode}
                onChange={() => wishFor(set.mode, act({ do: 'set-writing', writing: set }))}
              />
              <span>{label}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <p className={css.hint}>{hintOf(writing, you, n => nameOf(room, n) ?? t('room.unknown'))}</p>
      {mayTakeOver && (
        <Button look="bare" onClick={() => void act({ do: 'set-writing', writing: { mode: 'one', scribe: you } })}>
          {t('room.modes.iWrite')}
        </Button>
      )}
      <Trouble says={trouble} />
    </div>
  )
}

function hintOf(
  writing: WritingMode,
  you: string,
  name: (of: Extract<WritingMode, { mode: 'one' }>['scribe']) => string,
): string {
  switch (writing.mode) {
    case 'talk':
      return t('room.modes.talkHint')
    case 'all':
      return t('room.modes.allHint')
    case 'one':
      return writing.scribe === you ? t('room.modes.youHint') : t('room.modes.oneHint', { name: name(writing.scribe) })
  }
}
