import type { DeviceId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { t } from '../../i18n/i18n.ts'
import type { MediaState } from '../../media/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Picture } from '../arrive/Picture.tsx'
import css from './Circle.module.css'
import { useRoomState } from './inRoom.ts'
import { useMedia, useMediaSession } from './useMedia.ts'

const none: MediaState['remotes'] = {}

/** Screens that are shown. They stand beside the faces and take none of them away. */
export function CircleShare() {
  const room = useRoomState()
  const session = useMediaSession()
  const remotes = useMedia(state => state.remotes, none)
  const mine = useMedia(state => state.sharing, false)
  return (
    <>
      {mine && (
        <div className={css.sharing}>
          <p>{t('media.circle.youShare')}</p>
          <Button onClick={() => void session?.share(false)}>{t('media.circle.stopShare')}</Button>
        </div>
      )}
      {Object.values(remotes).map(({ device, share }) => {
        if (share === null) return null
        const name = ownerOf(room, device)
        return (
          <figure key={device} className={css.share}>
            <Picture stream={share} label={t('media.circle.shares', { name })} whole />
            <figcaption>{t('media.circle.shares', { name })}</figcaption>
          </figure>
        )
      })}
    </>
  )
}

function ownerOf(room: RoomState, device: DeviceId): string {
  const owner = room.devices[device]?.owner
  return (owner === undefined ? undefined : room.people[owner]?.name) ?? t('room.someone')
}
