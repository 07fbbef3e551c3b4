import type { Command } from '@polyphony/shared/domain/meeting'
import { Video, VideoOff } from 'lucide-react'
import { t } from '../../i18n/i18n.ts'
import type { Switch } from '../../media/own.ts'
import { announce } from '../../ui/Notice.tsx'
import { ControlButton } from './ControlsButton.tsx'
import { MicrophoneControl, useMicrophone } from './ControlsMicrophone.tsx'
import { usePossible } from './inRoom.ts'
import { keysFor, useKeys } from './controlsKeys.ts'
import { useMediaSession, useOwnState } from './useMedia.ts'

const off: Switch = { is: 'off' }

/** Microphone and camera. */
export function KitControls({ act }: { readonly act: (deed: Command) => Promise<boolean> }) {
  const session = useMediaSession()
  const may = usePossible()
  const microphone = useMicrophone(act)
  const camera = useOwnState(state => state.camera, off)
  const shows = camera.is === 'on'

  const toggleCamera = async (): Promise<void> => {
    if (session === null) return
    if (shows || camera.is === 'starting') session.own.turnOff('camera')
    else await session.own.turnOn({ microphone: false, camera: true })
    const on = session.own.state.getState().camera.is === 'on'
    announce(t(`media.controls.said.camera${on ? 'On' : 'Off'}`))
    const way: Command = { do: 'change-way', way: on ? 'picture' : 'sound' }
    if (may(way)) await act(way)
  }

  useKeys({ d: () => void microphone.toggle(), e: () => void toggleCamera() })
  if (session === null) return null
  return (
    <>
      <MicrophoneControl act={act} />
      <ControlButton
        icon={shows ? Video : VideoOff}
        label={t('media.camera')}
        pressed={shows}
        state={t(`media.controls.${camera.is}`)}
        keys={keysFor('E').aria}
        onPress={() => void toggleCamera()}
      />
    </>
  )
}
