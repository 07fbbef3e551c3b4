import { Fault } from '@polyphony/shared/domain/fault'
import { seconds } from '@polyphony/shared/domain/time'
import { isChecked } from '@polyphony/shared/domain/voice'
import { mayWrite } from '@polyphony/shared/notebook/authority'
import type { Where } from '@polyphony/shared/wire/history'
import { useEffect, useRef } from 'react'
import { call } from '../../../core/api.ts'
import { bringBack } from '../../../editor/bringBack.ts'
import { history as words } from '../../../i18n/en/history.ts'
import { addWords, t } from '../../../i18n/i18n.ts'
import { handOf } from '../../../meeting/people.ts'
import { speaksNow } from '../../../meeting/room.ts'
import type { Room } from '../../../meeting/room.ts'
import { Button } from '../../../ui/Button.tsx'
import { useLive, useNotebook, usePages, useRoom } from '../inRoom.ts'
import type { Looking } from '../looking.ts'
import { History } from './History.tsx'
import css from './History.module.css'
import type { Bringing } from './BringBack.tsx'

addWords({ history: words })

interface RoomHistoryProps extends Looking {
  readonly onClose: () => void
}

/** In the place of the notebook, beside the faces. The notebook lives on behind it. */
export function RoomHistory({ view, at, onClose }: RoomHistoryProps) {
  const { meeting, clock } = useRoom()
  const bringing = useBringing()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => title.current?.focus(), [])
  return (
    <section className={css.inRoom} aria-labelledby="history-title">
      <Button look="bare" onClick={onClose}>
        {t('history.back')}
      </Button>
      <header>
        <h2 id="history-title" ref={title} tabIndex={-1}>
          {t('history.title')}
        </h2>
        <p className={css.hint}>{t('history.hint')}</p>
      </header>
      <History meeting={meeting} clock={clock} start={view} at={at} bringing={bringing} />
    </section>
  )
}

const patience = seconds(5)

/** Rejects when it takes too long: then the words wait for a line, and so does this. */
function saved({ notebook, clock }: Room): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (notebook.state.getState().saving !== 'saved') return
      stop()
      giveUp()
      resolve()
    }
    const stop = notebook.state.subscribe(look)
    const giveUp = clock.after(patience, () => {
      stop()
      reject(new Fault('not-saved'))
    })
    look()
  })
}

/** By the same table as every other edit; the server holds it once more. */
function useBringing(): Bringing {
  const room = useRoom()
  const pages = usePages()
  const live = useLive(now => now)
  const rights = useNotebook(now => now.rights)
  const hand = handOf(live, rights)
  const writing = live.room?.writing
  const may = (where: Where): boolean => {
    if (!hand || !live.room || !pages) return false
    if (where === 'notes') {
      const scribeOnly = writing?.mode === 'one' && writing.scribe !== speaksNow(live)
      return !scribeOnly && mayWrite(hand, { at: 'notes' })
    }
    const head = pages.entries.head(where)
    const now = pages.entries.words(where)
    if (!head || !now) return false
    const { kind, speaker, author } = head
    return mayWrite(hand, {
      at: 'body',
      entry: { kind, speaker, author, checked: isChecked(live.room, where, now.hash) },
    })
  }
  return {
    mayKeep: hand?.mayWrite === true,
    may,
    bring: async (where, seq) => {
      // Whatever is still on its way would be missing from the version that is kept.
      await saved(room)
      const { words: earlier } = await call('bringBack', { meeting: room.meeting, seq: String(seq), where })
      const fragment = where === 'notes' ? pages?.book.notes : pages?.book.body(where)
      if (!fragment) throw new Fault('no-such-words')
      return bringBack(fragment, earlier)
    },
  }
}
