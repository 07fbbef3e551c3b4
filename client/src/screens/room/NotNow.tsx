import { useEffect, useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useRoom, useRoomState } from './inRoom.ts'

/**
 * Somebody said "not now" to thinking aloud. Who asked reads that it is fine; nobody is named, because nobody has to
 * answer for it.
 */
export function NotNow() {
  const { live } = useRoom()
  const { reflecting } = useRoomState()
  const [said, setSaid] = useState(false)
  useEffect(
    () =>
      live.onHappened(({ event }) => {
        if (event.is === 'reflecting-not-now') setSaid(true)
        if (event.is === 'reflecting-asked') setSaid(false)
      }),
    [live],
  )
  if (!said || reflecting.is !== 'none') return null
  return (
    <Notice aloud={t('room.moment.notNow')}>
      <p>{t('room.moment.notNow')}</p>
      <Button look="bare" onClick={() => setSaid(false)}>
        {t('room.moment.notNowSeen')}
      </Button>
    </Notice>
  )
}
