import type { Instant } from '@polyphony/shared/domain/time'

/** Milliseconds that the clock of a zone is ahead of UTC at a moment. */
function aheadAt(at: Instant, zone: string): number {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const parts: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

/**
 * The moment when the clocks of a zone show this day (yyyy-mm-dd) and time (hh:mm). null when they never do, because they
 * are put forward over it, or when it is no day. When they show it twice, the first.
 */
export function instantOf(given: {
  readonly day: string
  readonly time: string
  readonly zone: string
}): Instant | null {
  const wall = Date.parse(`${given.day}T${given.time.slice(0, 5)}:00Z`)
  if (Number.isNaN(wall)) return null
  // A day before and after: whatever changes of the clock lie between, one of the two offsets is in force.
  const day = 86_400_000
  const offsets = [aheadAt(wall - day, given.zone), aheadAt(wall + day, given.zone)]
  const found = offsets.map(ahead => wall - ahead).filter(at => at + aheadAt(at, given.zone) === wall)
  return found.length > 0 ? Math.min(...found) : null
}

/** What the clocks of a zone show: for the boxes of a form. */
export function wallOf(at: Instant, zone: string): { readonly day: string; readonly time: string } {
  const shown = new Date(at + aheadAt(at, zone)).toISOString()
  return { day: shown.slice(0, 10), time: shown.slice(11, 16) }
}
