import { useStore } from 'zustand'
import { t } from '../../i18n/i18n.ts'
import type { Own } from '../../media/own.ts'
import { Notice } from '../../ui/Notice.tsx'
import css from './Check.module.css'
import { Kits } from './Kits.tsx'
import { LevelBar } from './LevelBar.tsx'
import { Picture } from './Picture.tsx'
import { TroubleHelp } from './TroubleHelp.tsx'

/** See yourself, speak and see the bar move. Only what was chosen. */
export function Check({ own, picture }: { readonly own: Own; readonly picture: boolean }) {
  const { microphone, camera, picture: stream, changed } = useStore(own.state)
  const asking = microphone.is === 'starting' || (picture && camera.is === 'starting')
  const kits = [...(picture ? (['camera'] as const) : []), 'microphone' as const]
  const again = (): void => void own.turnOn({ microphone: true, camera: picture })
  return (
    <div className={css.check}>
      {asking && <Notice aloud={t('media.asking')}>{t('media.asking')}</Notice>}
      {picture && camera.is !== 'trouble' && (
        <div className={css.mirror}>
          {stream ? (
            <Picture stream={stream} label={t('media.own')} mirrored />
          ) : (
            <p className={css.off}>{t('media.ownOff')}</p>
          )}
        </div>
      )}
      {microphone.is === 'on' && <LevelBar own={own} />}
      {kits.map(kit => {
        const now = kit === 'camera' ? camera : microphone
        return now.is === 'trouble' && <TroubleHelp key={kit} kit={kit} why={now.why} onAgain={again} />
      })}
      {changed !== null && (
        <Notice aloud={t(`media.changed.${changed}`)}>
          <p>{t(`media.changed.${changed}`)}</p>
        </Notice>
      )}
      <Kits own={own} kinds={kits} />
    </div>
  )
}
