import { t } from '../../i18n/i18n.ts'
import { speaksNow } from '../../meeting/room.ts'
import { Composer } from './Composer.tsx'
import { useLive } from './inRoom.ts'

/** While we just talk: one line for a phrase that wants to stay. It stands among the own words of who kept it. */
export function QuietLine() {
  const you = useLive(speaksNow)
  return (
    <Composer
      kind="voice"
      label={t('room.modes.quiet')}
      go={t('room.modes.keep')}
      placeholder={t('room.voices.placeholder')}
      whose={{ speaker: you }}
    />
  )
}
