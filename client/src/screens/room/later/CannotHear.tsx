import { Ear } from 'lucide-react'
import { call } from '../../../core/api.ts'
import { t } from '../../../i18n/i18n.ts'
import { Button, LinkButton } from '../../../ui/Button.tsx'
import { HearSound } from '../../arrive/HearSound.tsx'
import { TryConnection } from '../../arrive/TryConnection.tsx'
import { useAsk } from '../../parts/useAsk.ts'
import css from '../Controls.module.css'
import { useMediaSession } from '../useMedia.ts'

interface CannotHearProps {
  /** Whether the others see it now. */
  readonly told: boolean
  readonly onHears: () => void
}

/** Small steps, the nearest first. Nobody waits for them: the meeting goes on, and the others know. */
export function CannotHear({ told, onHears }: CannotHearProps) {
  const session = useMediaSession()
  const service = useAsk(() => call('service'), [])
  const phone = service.is === 'here' ? service.value.phone : ''
  return (
    <div className={css.more}>
      {told && <p>{t('media.hearing.told')}</p>}
      <p>{t('media.hearing.volume')}</p>
      {session && <HearSound own={session.own} />}
      <p>{t('media.hearing.phone')}</p>
      {phone !== '' && (
        <LinkButton to={`tel:${phone.replace(/[^+\d]/g, '')}`}>{t('media.hearing.ring', { phone })}</LinkButton>
      )}
      <TryConnection apart />
      <Button wide look="primary" icon={<Ear aria-hidden="true" />} onClick={onHears}>
        {t('media.hearing.again')}
      </Button>
    </div>
  )
}
