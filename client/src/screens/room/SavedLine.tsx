import { useEffect, useState } from 'react'
import type { Saving } from '../../core/notebook-state.ts'
import { unsent as words } from '../../i18n/en/unsent.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import type { Key } from '../../i18n/i18n.ts'
import { announce } from '../../ui/Notice.tsx'
import { useNotebook, useRoom } from './inRoom.ts'
import css from './SavedLine.module.css'
import more from './unsent/Unsent.module.css'

addWords({ unsent: words })

/** "Saved" may come a little late, so that the line does not flicker while somebody types. Trouble comes at once. */
const calm = 700

export function SavedLine() {
  const { clock } = useRoom()
  const { saving, unsent, write, copy } = useNotebook(now => ({
    saving: now.saving,
    unsent: now.unsent,
    write: now.rights.write,
    copy: now.copy,
  }))
  const [shown, setShown] = useState(saving)
  useEffect(() => {
    if (saving !== 'saved') return setShown(saving)
    return clock.after(calm, () => setShown('saved'))
  }, [saving, clock])
  const grave = shown === 'not-saved' || (shown === 'kept-here' && unsent)
  const text = t(sayingOf(shown, unsent, write))
  useEffect(() => {
    // Only what one would want to know: not each "Saving", "Saved".
    if (grave) announce(text)
  }, [grave, text])
  return (
    <p className={css.saved} data-saving={shown} data-grave={grave || undefined}>
      {text}
      {grave && unsent && (
        <span className={more.more}>
          {t(copy === 'on' ? 'unsent.copyIsKept' : 'unsent.openPage')} {t('unsent.quickly')}
        </span>
      )}
    </p>
  )
}

function sayingOf(saving: Saving, unsent: boolean, write: boolean): Key {
  switch (saving) {
    case 'loading':
      return 'room.saving.loading'
    case 'saved':
      return 'room.saving.saved'
    case 'saving':
      return 'room.saving.saving'
    case 'kept-here':
      if (!unsent) return 'room.saving.allSaved'
      return write ? 'room.saving.keptHere' : 'room.saving.waits'
    case 'not-saved':
      return 'room.saving.notSaved'
    case 'sealed':
      return 'room.saving.sealed'
    case 'shut':
      return 'room.saving.shut'
  }
}
