import type { Way } from '@polyphony/shared/domain/seat'

/** What a tab remembers of being in a room, so that loading the page again leads back into the seat and not to the door. */
export interface Stay {
  readonly meeting: string
  readonly way: Way
  readonly microphone: boolean
  readonly camera: boolean
}

const key = 'polyphony-inside'
/** Some private tabs throw at the mere mention of their storage. */
type Keep = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function staying(keep: Keep, meeting: string): Stay | null {
  try {
    const kept: unknown = JSON.parse(keep().getItem(key) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return null
    const { meeting: of, way, microphone, camera } = kept as Record<string, unknown>
    if (of !== meeting || (way !== 'picture' && way !== 'sound' && way !== 'notes')) return null
    return { meeting, way, microphone: microphone === true, camera: camera === true }
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
