import type { EntryId } from '@polyphony/shared/domain/ids'
import { useState } from 'react'
import { t } from '../../../i18n/i18n.ts'
import { nameOf } from '../../../meeting/people.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextArea } from '../../../ui/Field.tsx'
import { instead } from '../../parts/useSend.ts'
import { useDeeds, useLive, usePossible, useRoomState } from '../inRoom.ts'
import css from '../Notebook.module.css'
import { Trouble } from '../Trouble.tsx'

/** When the law leaves no choice it is said so, by name, with its reason, before everybody (P5). */
export function Duty({ id, hash }: { readonly id: EntryId; readonly hash: string }) {
  const room = useRoomState()
  const you = useLive(live => live.you)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const [reason, setReason] = useState('')
  const [said, setSaid] = useState('')
  const deed = (why: string) => ({ do: 'decide-by-duty', decision: id, reason: why, said, hash }) as const
  if (you === null || !may(deed('because'), you)) return null
  const centre = nameOf(room, room.centre) ?? t('room.unknown')
  return (
    <details className={css.details}>
      <summary>{t('deciding.decisions.dutyStart')}</summary>
      <form className={css.inset} onSubmit={instead(() => void act(deed(reason), you))}>
        <p className={css.hint}>{t('deciding.decisions.dutyHint')}</p>
        <TextArea
          label={t('deciding.decisions.reason')}
          rows={2}
          value={reason}
          maxLength={2000}
          onChange={event => setReason(event.target.value)}
        />
        <TextArea
          label={t('deciding.decisions.said', { name: centre })}
          optional
          rows={2}
          value={said}
          maxLength={2000}
          onChange={event => setSaid(event.target.value)}
        />
        {reason.trim() !== '' && (
          <div>
            <Button type="submit">{t('deciding.decisions.dutyGo')}</Button>
          </div>
        )}
        <Trouble says={trouble} />
      </form>
    </details>
  )
}
