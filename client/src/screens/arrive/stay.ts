import type { Way } from '@polyphony/shared/domain/seat'
import { type Instant, minutes } from '@polyphony/shared/domain/time'

/** What a tab remembers of being in a room, so that loading the page again leads back into the seat and not to the door. */
export interface Stay {
  readonly meeting: string
  readonly way: Way
  readonly microphone: boolean
  readonly camera: boolean
  /** When the page went away. */
  readonly at: Instant
}

/** A browser that opens yesterday's tabs again must not light anybody's camera. */
const lasts = minutes(2)

const key = 'polyphony-inside'
/** Some private tabs throw at the mere mention of their storage. */
type Keep = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function staying(keep: Keep, meeting: string, now: Instant): Stay | null {
  try {
    const kept: unknown = JSON.parse(keep().getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { meeting: of, way, microphone, camera, at } = kept as Record<string, unknown>
    if (of !== meeting || (way !== 'picture' && way !== 'sound' && way !== 'notes')) return null
    if (typeof at !== 'number' || now < at || now - at > lasts) return null
    return { meeting, way, microphone: microphone === true, camera: camera === true, at }
  } catch {
    return null
  }
}

export function stay(keep: Keep, now: Stay): void {
  try {
    keep().setItem(key, JSON.stringify(now))
  } catch {
    // A private tab: after loading again one comes in by the door, as at first.
  }
}

export function goAway(keep: Keep): void {
  try {
    keep().removeItem(key)
  } catch {
    // Nothing was kept then.
  }
}
