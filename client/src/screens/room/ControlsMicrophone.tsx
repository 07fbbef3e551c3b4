import type { Command } from '@polyphony/shared/domain/meeting'
import { Mic, MicOff } from 'lucide-react'
import { t } from '../../i18n/i18n.ts'
import type { Switch } from '../../media/own.ts'
import { announce } from '../../ui/Notice.tsx'
import { ControlButton } from './ControlsButton.tsx'
import { keysFor } from './controlsKeys.ts'
import { useMedia, useMediaSession, useOwnState } from './useMedia.ts'

const off: Switch = { is: 'off' }

interface Microphone {
  readonly now: Switch
  /** R3: while others think aloud. */
  readonly resting: boolean
  readonly speaks: boolean
  toggle(): Promise<void>
}

/** The own microphone, as its button and its keys turn it. */
export function useMicrophone(act: (deed: Command) => Promise<boolean>): Microphone {
  const session = useMediaSession()
  const now = useOwnState(state => state.microphone, off)
  const resting = useMedia(state => state.resting, false)
  const speaks = now.is === 'on' && !resting
  const toggle = async (): Promise<void> => {
    if (session === null) return
    if (resting) {
      // R3: a listener opens their microphone again at any time.
      await act({ do: 'rest-microphone', rest: false })
      if (now.is !== 'on') await session.own.turnOn({ microphone: true, camera: false })
    } else if (speaks || now.is === 'starting') session.own.turnOff('microphone')
    else await session.own.turnOn({ microphone: true, camera: false })
    announce(t(`media.controls.said.microphone${session.own.state.getState().microphone.is === 'on' ? 'On' : 'Off'}`))
  }
  return { now, resting, speaks, toggle }
}

/** In the bar, and in the small window. */
export function MicrophoneControl({ act }: { readonly act: (deed: Command) => Promise<boolean> }) {
  const { now, resting, speaks, toggle } = useMicrophone(act)
  return (
    <ControlButton
      icon={speaks ? Mic : MicOff}
      label={t('media.microphone')}
      short={t('media.controls.mic')}
      pressed={speaks}
      state={t(resting && now.is === 'on' ? 'media.controls.rests' : `media.controls.${now.is}`)}
      keys={keysFor('D').aria}
      onPress={() => void toggle()}
    />
  )
}
