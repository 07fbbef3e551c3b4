import { carriedElsewhere } from '@polyphony/shared/domain/present'
import { Coffee, DoorOpen, Ellipsis, Hand, LogOut, Mic, Pause } from 'lucide-react'
import { useState } from 'react'
import { media } from '../../i18n/en/media.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { CannotTalkHeard } from './CannotTalk.tsx'
import css from './Controls.module.css'
import { ControlButton } from './ControlsButton.tsx'
import { HearingControl } from './ControlsHearing.tsx'
import { KitControls } from './ControlsKits.tsx'
import { LeaveDialog } from './ControlsLeave.tsx'
import { MediaNotices } from './ControlsNotices.tsx'
import { useDeeds, useLive, usePossible, useRoomState } from './inRoom.ts'
import { More, PeopleAtDevice, SmallWindow } from './laterParts.ts'
import { Trouble } from './Trouble.tsx'
import { useMediaSession } from './useMedia.ts'
import { useAwake } from './useAwake.ts'

addWords({ media })

/** What one person does most, always in the same place and order. Leaving stands apart from the microphone. */
export function Controls({ onLeave }: { readonly onLeave: () => void }) {
  const room = useRoomState()
  const live = useLive(now => now)
  const may = usePossible()
  const { act, trouble } = useDeeds()
  const session = useMediaSession()
  const [open, setOpen] = useState<'more' | 'beside' | 'leave' | null>(null)
  const [small, setSmall] = useState<Window | null>(null)
  const close = (): void => setOpen(null)
  useAwake()
  const { you, device } = live
  if (you === null) return null

  const me = speaksNow(live) ?? you
  const way = room.devices[device]?.way
  const wants = room.wantToSpeak.includes(me)
  const second = carriedElsewhere(room, you, device)
  const mayOut = may({ do: 'step-out' })
  const mayBack = may({ do: 'come-back' })
  const mayPause = may({ do: 'pause-together', pause: true })
  const mayWant = may({ do: 'want-to-speak', wants: !wants })
  const stepOut = (): void => {
    session?.own.turnOff('camera')
    session?.own.turnOff('microphone')
    void act({ do: 'step-out' })
    close()
  }
  return (
    <section className={css.controls} aria-label={t('media.controls.label')}>
      <CannotTalkHeard />
      <MediaNotices second={second} />
      <Trouble says={trouble} />
      <div className={css.bar}>
        {mayBack && (
          <ControlButton
            icon={DoorOpen}
            label={t('media.controls.comeBack')}
            onPress={() => void act({ do: 'come-back' })}
          />
        )}
        {way !== 'notes' && !mayBack && <KitControls act={act} />}
        {way === 'notes' && !second && (
          <ControlButton
            icon={Mic}
            label={t('media.controls.sound')}
            onPress={() => {
              void act({ do: 'change-way', way: 'sound' })
              void session?.own.turnOn({ microphone: true, camera: false })
            }}
          />
        )}
        {mayWant && (
          <ControlButton
            icon={Hand}
            label={t('media.controls.speak')}
            pressed={wants}
            onPress={() => void act({ do: 'want-to-speak', wants: !wants })}
          />
        )}
        {way !== 'notes' && !mayBack && <HearingControl />}
        {mayPause && (
          <ControlButton
            wideOnly="pause"
            icon={Pause}
            label={t('media.controls.pause')}
            onPress={() => void act({ do: 'pause-together', pause: true })}
          />
        )}
        {mayOut && <ControlButton wideOnly icon={Coffee} label={t('media.controls.stepOut')} onPress={stepOut} />}
        <ControlButton icon={Ellipsis} label={t('media.controls.more')} onPress={() => setOpen('more')} />
        <span className={css.gap} />
        <ControlButton icon={LogOut} label={t('media.controls.leave')} onPress={() => setOpen('leave')} />
      </div>
      <Dialog open={open === 'beside'} title={t('media.controls.beside')} onClose={close}>
        <PeopleAtDevice />
      </Dialog>
      <Dialog open={open === 'more'} title={t('media.controls.moreTitle')} onClose={close}>
        <More
          onPause={mayPause ? () => void act({ do: 'pause-together', pause: true }).then(close) : null}
          onStepOut={mayOut ? stepOut : null}
          onBeside={() => setOpen('beside')}
          onSmall={setSmall}
          onClose={close}
        />
      </Dialog>
      {small && <SmallWindow into={small} onGone={() => setSmall(null)} />}
      <LeaveDialog open={open === 'leave'} onClose={close} onStepOut={mayOut ? stepOut : null} onLeave={onLeave} />
    </section>
  )
}
