import type { PersonId } from '@polyphony/shared/domain/ids'
import { isPractitioner } from '@polyphony/shared/domain/present'
import { useEffect, useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { nameOf } from '../../meeting/people.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useSend } from '../parts/useSend.ts'
import { useLive, useRoom, useRoomState } from './inRoom.ts'
import css from './Room.module.css'
import { Trouble } from './Trouble.tsx'

/** One way, without content. On the screen of who presses it almost nothing changes. */
export function CannotTalk() {
  const { live } = useRoom()
  const room = useRoomState()
  const you = useLive(now => now.you)
  const { send, trouble } = useSend()
  const [said, setSaid] = useState(false)
  if (you === null || isPractitioner(room, you)) return null
  return (
    <div className={css.cannot}>
      {said ? (
        <p className={css.soft}>{t('room.cannotTalk.said')}</p>
      ) : (
        <>
          <Button look="bare" onClick={() => void send(() => live.cannotTalk()).then(setSaid)}>
            {t('room.cannotTalk.say')}
          </Button>
          <span className={css.soft}>{t('room.cannotTalk.hint')}</span>
        </>
      )}
      <Trouble says={trouble && t('room.cannotTalk.unseen')} />
    </div>
  )
}

/** Reaches only the team. Written without a sound: the person may be overheard. */
export function CannotTalkHeard() {
  const { live } = useRoom()
  const room = useRoomState()
  const [waiting, setWaiting] = useState<readonly PersonId[]>([])
  useEffect(
    () => live.onCannotTalk(person => setWaiting(before => [...before.filter(one => one !== person), person])),
    [live],
  )
  // One after the other: the second never takes the first from the screen before it was seen.
  const [who] = waiting
  if (who === undefined) return null
  return (
    <Notice tone="care">
      <p>{t('room.cannotTalk.heard', { name: nameOf(room, who) ?? t('room.unknown') })}</p>
      <Button look="bare" onClick={() => setWaiting(before => before.slice(1))}>
        {t('room.cannotTalk.noticed')}
      </Button>
    </Notice>
  )
}
