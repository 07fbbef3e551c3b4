import type { BrokenSeals as Told } from '@polyphony/shared/wire/views'
import { network } from '../../i18n/en/network.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { sayDay, sayTime } from '../../i18n/time.ts'
import { Notice } from '../../ui/Notice.tsx'

addWords({ network })

/** Nobody has to go and look for it: who came from outside stands above everything else, calmly. */
export function BrokenSeals({ told }: { readonly told: Told }) {
  if (told.length === 0) return null
  return (
    <Notice>
      {told.map(({ at, name, role }) => (
        <p key={`${at}-${name}`}>
          {t('network.brokenSeal', {
            who: role ? `${name}, ${role},` : name,
            when: `${sayDay(at)}, ${sayTime(at)}`,
          })}
        </p>
      ))}
      <p>{t('network.brokenSealWhy')}</p>
    </Notice>
  )
}
