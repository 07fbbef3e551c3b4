import type { LookAgain } from '@polyphony/shared/domain/decision'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'
import { sayDate } from '../../i18n/time.ts'

addWords({ network })

/** "until we meet again", "until Tuesday 1 December" */
export function sayLookAgain(again: LookAgain): string {
  return again.when === 'date' ? t('network.untilDay', { day: sayDate(again.date) }) : t('network.untilMeet')
}
