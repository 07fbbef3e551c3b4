import { useStore } from 'zustand'
import { t } from '../../i18n/i18n.ts'
import type { Own, Switch } from '../../media/own.ts'
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
      {troubles(camera, microphone, picture).map(({ kit, why }) => (
        <TroubleHelp key={kit} kit={kit} why={why} still={t('arrive.still')} onAgain={again} />
      ))}
      {changed !== null && (
        <Notice aloud={t(`media.changed.${changed}`)}>
          <p>{t(`media.changed.${changed}`)}</p>
        </Notice>
      )}
      <Kits own={own} kinds={kits} label={t(picture ? 'arrive.kits' : 'arrive.microphones')} />
    </div>
  )
}

/** One telling where both have the same trouble. */
function troubles(camera: Switch, microphone: Switch, picture: boolean) {
  const noCamera = picture && camera.is === 'trouble' ? camera.why : null
  const noMicrophone = microphone.is === 'trouble' ? microphone.why : null
  if (noCamera !== null && noCamera === noMicrophone) return [{ kit: 'both' as const, why: noCamera }]
  return [
    ...(noCamera === null ? [] : [{ kit: 'camera' as const, why: noCamera }]),
    ...(noMicrophone === null ? [] : [{ kit: 'microphone' as const, why: noMicrophone }]),
  ]
}
