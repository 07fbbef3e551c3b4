import { Volume2 } from 'lucide-react'
import { useState } from 'react'
import { t } from '../../i18n/i18n.ts'
import type { Switch } from '../../media/own.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TroubleHelp } from '../arrive/TroubleHelp.tsx'
import css from './Controls.module.css'
import { useMedia, useMediaSession, useOwnState } from './useMedia.ts'

const off: Switch = { is: 'off' }

/** What is the matter with sound and picture, said where the switches are. Nothing floats over faces or words. */
export function MediaNotices({ second }: { readonly second: boolean }) {
  const session = useMediaSession()
  const needsTap = useMedia(state => state.needsTap, false)
  const held = useMedia(state => state.held, false)
  const exchange = useMedia(state => state.exchange, null)
  const lock = useMedia(state => state.lock, null)
  const resting = useMedia(state => state.resting, false)
  const sends = useMedia(state => state.sends, 'picture')
  const microphone = useOwnState(state => state.microphone, off)
  const camera = useOwnState(state => state.camera, off)
  const changed = useOwnState(state => state.changed, null)
  const speaksWhileOff = useOwnState(state => state.speaksWhileOff, false)
  const givesNothing = useOwnState(state => state.givesNothing, false)
  // Told once to everybody, and again when it is for another reason or was locked meanwhile. It goes on standing under "More".
  const [understood, setUnderstood] = useState<typeof lock>(null)
  if (lock === 'locked' && understood !== null) setUnderstood(null)
  if (session === null) return null
  const isOpen = (lock === 'device' || lock === 'phone') && exchange === 'on' && lock !== understood
  const { own } = session
  const lost = held ? 'media.notice.held' : exchange === 'refused' ? 'media.notice.refused' : null
  // While nobody could hear it anyway, it is no news.
  const unheard = speaksWhileOff && exchange === 'on' && !resting
  const manyPeople = sends === 'sound' && exchange === 'on'
  return (
    <div className={css.notices}>
      {needsTap && (
        <Notice aloud={t('media.notice.tapWhy')}>
          <div className={css.tap}>
            <Button look="primary" icon={<Volume2 aria-hidden="true" />} onClick={() => void session.hear()}>
              {t('media.notice.tap')}
            </Button>
            <span>{t('media.notice.tapWhy')}</span>
          </div>
        </Notice>
      )}
      {second && <Notice aloud={t('media.notice.second')}>{t('media.notice.second')}</Notice>}
      {isOpen && (
        <Notice aloud={t(`media.notice.open.${lock}`)}>
          <div className={css.tap}>
            <span>{t(`media.notice.open.${lock}`)}</span>
            <Button onClick={() => setUnderstood(lock)}>{t('media.notice.understood')}</Button>
          </div>
        </Notice>
      )}
      {lost && <Notice aloud={t(lost)}>{t(lost)}</Notice>}
      {manyPeople && (
        <Notice>
          {t('media.notice.manyPeople')} {t('media.notice.manyAsk')} {camera.is === 'on' && t('media.notice.manySeen')}
        </Notice>
      )}
      {unheard && <Notice aloud={t('media.notice.speaksOff')}>{t('media.notice.speaksOff')}</Notice>}
      {givesNothing && <Notice aloud={t('media.notice.givesNothing')}>{t('media.notice.givesNothing')}</Notice>}
      {changed !== null && (
        <Notice aloud={t(`media.changed.${changed}`)}>
          <div className={css.tap}>
            <span>{t(`media.changed.${changed}`)}</span>
            <Button onClick={own.noticed}>{t('media.notice.understood')}</Button>
          </div>
        </Notice>
      )}
      {(['microphone', 'camera'] as const).map(kit => {
        const now = kit === 'microphone' ? microphone : camera
        if (now.is !== 'trouble') return null
        return (
          <TroubleHelp
            key={kit}
            kit={kit}
            why={now.why}
            still={t('media.notice.troubleStill')}
            onAgain={() => void own.turnOn({ microphone: kit === 'microphone', camera: kit === 'camera' })}
            onClose={() => own.turnOff(kit)}
          />
        )
      })}
    </div>
  )
}
