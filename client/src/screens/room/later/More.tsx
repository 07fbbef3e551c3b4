import { Coffee, MonitorUp, Pause, PictureInPicture2, UsersRound } from 'lucide-react'
import { t } from '../../../i18n/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Switch } from '../../../ui/Choice.tsx'
import { Kits } from '../../arrive/Kits.tsx'
import { CannotTalk } from '../CannotTalk.tsx'
import css from '../Controls.module.css'
import { keysFor } from '../controlsKeys.ts'
import { useMedia, useMediaSession, useOwnState } from '../useMedia.ts'

interface MoreProps {
  readonly onPause: (() => void) | null
  readonly onStepOut: (() => void) | null
  readonly onBeside: () => void
  /** A window of its own, in front of whatever else is on the screen. */
  readonly onSmall: (small: Window) => void
  readonly onClose: () => void
}

/** Chromium on a desktop has it (WICG Document Picture-in-Picture). Elsewhere it is not offered. */
interface SmallWindows {
  requestWindow(size: { width: number; height: number }): Promise<Window>
}

/** What has no place in the bar of a phone, and what is needed seldom. */
export function More({ onPause, onStepOut, onBeside, onSmall, onClose }: MoreProps) {
  const session = useMediaSession()
  const exchange = useMedia(state => state.exchange, null)
  const lock = useMedia(state => state.lock, null)
  const sharing = useMedia(state => state.sharing, false)
  const shows = useOwnState(state => state.picture !== null, false)
  const mirror = useOwnState(state => state.mirror, false)
  const saves = useOwnState(state => state.saves, false)
  const small = (window as { documentPictureInPicture?: SmallWindows }).documentPictureInPicture
  const canShare = exchange === 'on' && !sharing && 'getDisplayMedia' in (navigator.mediaDevices ?? {})
  return (
    <div className={css.more}>
      <div className={css.narrowOnly}>
        {onPause && (
          <div className={css.pauseMore}>
            <Button wide icon={<Pause aria-hidden="true" />} onClick={onPause}>
              {t('media.controls.pause')}
            </Button>
          </div>
        )}
        {onStepOut && (
          <Button wide icon={<Coffee aria-hidden="true" />} onClick={onStepOut}>
            {t('media.controls.stepOut')}
          </Button>
        )}
      </div>
      <Button wide icon={<UsersRound aria-hidden="true" />} onClick={onBeside}>
        {t('media.controls.beside')}
      </Button>
      {session && shows && (
        <Switch label={t('media.circle.seeMyself')} checked={mirror} onChange={session.own.setMirror} />
      )}
      {session && (
        <Switch
          label={t('media.controls.lessData')}
          hint={t('media.controls.lessDataHint')}
          checked={saves}
          onChange={session.own.setDataSaver}
        />
      )}
      {small && exchange === 'on' && (
        <Button
          wide
          icon={<PictureInPicture2 aria-hidden="true" />}
          onClick={() => {
            // It opens in a tap or not at all; a browser that refuses leaves everything as it is.
            small.requestWindow({ width: 360, height: 300 }).then(onSmall, () => undefined)
            onClose()
          }}
        >
          {t('media.small.open')}
        </Button>
      )}
      {session && canShare && (
        <Button
          wide
          icon={<MonitorUp aria-hidden="true" />}
          onClick={() => {
            void session.share(true)
            onClose()
          }}
        >
          {t('media.controls.share')}
        </Button>
      )}
      {session && <Kits own={session.own} kinds={['microphone', 'camera', 'speaker']} label={t('arrive.kits')} />}
      <CannotTalk />
      {exchange === 'on' && (
        <section aria-labelledby="lock-title">
          <h3 id="lock-title">{t('media.lock.title')}</h3>
          <p>{t(lock === 'locked' ? 'media.lock.locked' : lock === null ? 'media.lock.direct' : 'media.lock.open')}</p>
        </section>
      )}
      <section className={css.keysPart} aria-labelledby="keys-title">
        <h3 id="keys-title">{t('media.controls.keys')}</h3>
        <ul className={css.keys}>
          <li>{t('media.controls.keysMicrophone', { key: keysFor('D').shown })}</li>
          <li>{t('media.controls.keysCamera', { key: keysFor('E').shown })}</li>
          <li>{t('media.controls.keysLeave')}</li>
        </ul>
      </section>
    </div>
  )
}
