import type { Command } from '@polyphony/shared/domain/meeting'
import { Mic, MicOff, Video, VideoOff } from 'lucide-react'
import { t } from '../../i18n/i18n.ts'
import type { Switch } from '../../media/own.ts'
import { announce } from '../../ui/Notice.tsx'
import { ControlButton } from './ControlsButton.tsx'
import { usePossible } from './inRoom.ts'
import { keysFor, useKeys } from './controlsKeys.ts'
import { useMedia, useMediaSession, useOwnState } from './useMedia.ts'

const off: Switch = { is: 'off' }

/** Microphone and camera. */
export function KitControls({ act }: { readonly act: (deed: Command) => Promise<boolean> }) {
  const session = useMediaSession()
  const may = usePossible()
  const microphone = useOwnState(state => state.microphone, off)
  const camera = useOwnState(state => state.camera, off)
  const resting = useMedia(state => state.resting, false)
  const speaks = microphone.is === 'on' && !resting
  const shows = camera.is === 'on'

  const say = (what: 'microphone' | 'camera', on: boolean): void =>
    announce(t(`media.controls.said.${what}${on ? 'On' : 'Off'}`))

  const toggleMicrophone = async (): Promise<void> => {
    if (session === null) return
    if (resting) {
      // R3: a listener opens their microphone again at any time.
      await act({ do: 'rest-microphone', rest: false })
      if (microphone.is !== 'on') await session.own.turnOn({ microphone: true, camera: false })
    } else if (speaks || microphone.is === 'starting') session.own.turnOff('microphone')
    else await session.own.turnOn({ microphone: true, camera: false })
    say('microphone', session.own.state.getState().microphone.is === 'on')
  }

  const toggleCamera = async (): Promise<void> => {
    if (session === null) return
    if (shows || camera.is === 'starting') session.own.turnOff('camera')
    else await session.own.turnOn({ microphone: false, camera: true })
    const on = session.own.state.getState().camera.is === 'on'
    say('camera', on)
    const way: Command = { do: 'change-way', way: on ? 'picture' : 'sound' }
    if (may(way)) await act(way)
  }

  useKeys({ d: () => void toggleMicrophone(), e: () => void toggleCamera() })
  if (session === null) return null
  return (
    <>
      <ControlButton
        icon={speaks ? Mic : MicOff}
        label={t('media.microphone')}
        pressed={speaks}
        state={resting && microphone.is === 'on' ? t('media.controls.rests') : stateOf(microphone)}
        keys={keysFor('D').aria}
        onPress={() => void toggleMicrophone()}
      />
      <ControlButton
        icon={shows ? Video : VideoOff}
        label={t('media.camera')}
        pressed={shows}
        state={stateOf(camera)}
        keys={keysFor('E').aria}
        onPress={() => void toggleCamera()}
      />
    </>
  )
}

const stateOf = (now: Switch): string => t(`media.controls.${now.is}`)
