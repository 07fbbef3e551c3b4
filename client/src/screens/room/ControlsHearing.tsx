import { isOpen } from '@polyphony/shared/domain/present'
import { EarOff } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useSend } from '../parts/useSend.ts'
import { ControlButton } from './ControlsButton.tsx'
import { useLive, useRoom, useRoomState } from './inRoom.ts'
import { CannotHear } from './laterParts.ts'
import { Trouble } from './Trouble.tsx'
import { useMediaSession } from './useMedia.ts'

/** One tap, and everyone sees on this person's tile that they cannot hear. One more, and they hear again. */
export function HearingControl() {
  const { live } = useRoom()
  const room = useRoomState()
  const now = useLive(known => known)
  const session = useMediaSession()
  const { send, trouble } = useSend()
  const [helps, setHelps] = useState(false)
  const me = speaksNow(now)
  if (me === null || !isOpen(room)) return null

  const cannot = now.cannotHear.includes(me)
  const tell = (hears: boolean): void => void send(() => live.tellHearing(me, hears))
  const press = (): void => {
    setHelps(!cannot)
    tell(cannot)
    // The browser may only have waited for a tap. This is one.
    if (!cannot) void session?.hear()
  }
  return (
    <>
      <ControlButton icon={EarOff} label={t('media.controls.cannotHear')} pressed={cannot} onPress={press} />
      <Dialog open={helps} title={t('media.hearing.title')} onClose={() => setHelps(false)}>
        <Trouble says={trouble} />
        <CannotHear
          told={cannot}
          onHears={() => {
            tell(true)
            setHelps(false)
          }}
        />
      </Dialog>
    </>
  )
}
