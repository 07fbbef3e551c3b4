import type { Instant } from '@polyphony/shared/domain/time'
import { sayDay } from '../../i18n/time.ts'

/** "Tuesday 24 November" for 2026-11-24. A day has no zone: noon in UTC is on that day everywhere people live. */
export const sayDate = (day: string): string => sayDay(Date.parse(`${day}T12:00:00Z`), 'UTC')

/** The instant of a day (yyyy-mm-dd) and a time (hh:mm) on this device's clock; null while one of them is missing. */
export function atLocal(day: string, time: string): Instant | null {
  if (day === '' || time === '') return null
  const at = Date.parse(`${day}T${time}`)
  return Number.isNaN(at) ? null : at
}
