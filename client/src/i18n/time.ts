import type { Instant } from '@polyphony/shared/domain/time'
import { days } from '@polyphony/shared/domain/time'
import { lang, t } from './i18n.ts'

/** The reader's own zone, as their device says. */
export const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

type Parts = Partial<Record<Intl.DateTimeFormatPartTypes, string>>
function parts(at: Instant, zone: string, options: Intl.DateTimeFormatOptions): Parts {
  const format = new Intl.DateTimeFormat(lang, { timeZone: zone, hourCycle: 'h23', ...options })
  return Object.fromEntries(format.formatToParts(at).map(part => [part.type, part.value]))
}

/** "14:20" */
export function sayTime(at: Instant, zone = ownZone()): string {
  const { hour, minute } = parts(at, zone, { hour: '2-digit', minute: '2-digit' })
  return `${hour}:${minute}`
}

/** "Tuesday 24 November", with the year when asked. */
export function sayDay(at: Instant, zone = ownZone(), withYear = false): string {
  const { weekday, day, month, year } = parts(at, zone, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  })
  return `${weekday} ${day} ${month}${withYear ? ` ${year}` : ''}`
}

/** "Tuesday 14:20" within the last six days, then the whole day: a weekday alone means the one just gone. */
export function sayLately(at: Instant, now: Instant, zone = ownZone()): string {
  if (now - at > days(6)) return `${sayDay(at, zone)}, ${sayTime(at, zone)}`
  return `${parts(at, zone, { weekday: 'long' }).weekday} ${sayTime(at, zone)}`
}

/** "Helsinki" for Europe/Helsinki. */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/**
 * "Tuesday 24 November, 14:20" in the reader's zone. Where the clock of the meeting's zone differs at that moment, that
 * time follows: "Tuesday 24 November, 12:20 (14:20 in Helsinki)".
 */
export function sayWhen(at: Instant, zone: string, own = ownZone(), withYear = false): string {
  const here = `${sayDay(at, own, withYear)}, ${sayTime(at, own)}`
  if (sayDay(at, own) === sayDay(at, zone) && sayTime(at, own) === sayTime(at, zone)) return here
  const sameDay = sayDay(at, own) === sayDay(at, zone)
  const there = sameDay ? sayTime(at, zone) : `${sayDay(at, zone)}, ${sayTime(at, zone)}`
  return `${here} (${t('common.otherZone', { time: there, city: cityOf(zone) })})`
}

/** "Tuesday 24 November" for a day without a time: yyyy-mm-dd. */
export function sayDate(day: string): string {
  return sayDay(Date.parse(`${day}T12:00:00Z`), 'UTC')
}
