import type { MediaCheck as Found } from '@polyphony/shared/wire/views'
import { useState } from 'react'
import { call } from '../../core/api.ts'
import { mediaCheck } from '../../i18n/en/mediaCheck.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { sayDay } from '../../i18n/time.ts'
import { Button } from '../../ui/Button.tsx'
import { Card } from '../../ui/Card.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useSend } from '../parts/useSend.ts'

addWords({ mediaCheck })

/** Can two people behind strict networks meet? The server asks its relay as they would, and the answer is in words. */
export function MediaCheck() {
  const [found, setFound] = useState<Found | null>(null)
  const sending = useSend()
  const look = () => sending.send(async () => setFound(await call('mediaCheck')))
  return (
    <Card title={t('mediaCheck.title')}>
      <p>{t('mediaCheck.lead')}</p>
      <p>
        <a href="/connection">{t('mediaCheck.connection')}</a>
      </p>
      {found && (
        <>
          <Notice aloud={verdict(found)}>{verdict(found)}</Notice>
          <ul>
            {found.relays.map(({ url, answer }) => (
              <li key={url}>{t(`mediaCheck.answer.${answer}`, { url })}</li>
            ))}
          </ul>
          <p>{found.server === null ? t('mediaCheck.mesh') : t(`mediaCheck.livekit.${found.server}`)}</p>
          <p>{t(hidden(found))}</p>
          {found.crowdedAt !== null && found.by === 'mesh' && (
            <p>{t('mediaCheck.crowded', { day: sayDay(found.crowdedAt) })}</p>
          )}
        </>
      )}
      {sending.trouble && (
        <Notice tone="care" aloud={sending.trouble}>
          {sending.trouble}
        </Notice>
      )}
      <div>
        <Button busy={sending.busy} onClick={() => void look()}>
          {t('mediaCheck.go')}
        </Button>
      </div>
    </Card>
  )
}

const hidden = ({ relays, relayOnly }: Found) =>
  relayOnly ? 'mediaCheck.relayOnly' : relays.length > 0 ? 'mediaCheck.hide.offered' : 'mediaCheck.hide.none'

function verdict({ relays }: Found): string {
  const working = relays.filter(({ answer }) => answer === 'works').length
  if (relays.length === 0) return t('mediaCheck.none')
  if (working === 0) return t('mediaCheck.no')
  return t(working === relays.length ? 'mediaCheck.yes' : 'mediaCheck.some')
}
