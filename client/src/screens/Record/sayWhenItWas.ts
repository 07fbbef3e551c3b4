import type { RecordPage } from '@polyphony/shared/wire/views'
import { network } from '../../i18n/en/network.ts'
import { record as words } from '../../i18n/en/record.ts'
import { addWords, t } from '../../i18n/i18n.ts'
import { cityOf, ownZone, sayDay, sayTime } from '../../i18n/time.ts'

addWords({ record: words, network })

/** "Tuesday 24 November 2026, from 14:20 to 15:40 · online", by the clock of the place where it was. */
export function sayWhenItWas({ record }: RecordPage): string {
  const { zone } = record
  const from = record.openedAt ?? record.startsAt
  const hours = t('record.from', { from: sayTime(from, zone), to: sayTime(record.endedAt, zone) })
  const where = [t(`network.place.${record.place}`), record.placeWords].filter(Boolean).join(', ')
  const elsewhere = sayTime(from, zone) === sayTime(from, ownZone()) ? '' : ` (${cityOf(zone)})`
  return `${sayDay(from, zone, true)}, ${hours}${elsewhere} · ${where}`
}
