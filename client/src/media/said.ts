/** What a device says of itself to another, on the pair's own data channel. */
export interface Said {
  readonly microphone: 'on' | 'off'
  readonly picture: boolean
  readonly share: boolean
  /** What a slow line leaves. notes: no sound goes out either. */
  readonly slow?: Slow
  /** The camera is on, and its picture rests because many are here, or is poor because this device is busy. */
  readonly rests?: Rests
  /** Though many are here, this device asks to see the other's picture. */
  readonly see?: boolean
  /** This device asks for as little as there is. */
  readonly less?: boolean
}
export type Slow = 'still' | 'sound' | 'notes'
export type Rests = 'many' | 'busy'

// By hand: a schema library for these few fields weighs a twenty-fifth of what the join page may be.
export function readSaid(data: unknown): Said | null {
  if (typeof data !== 'string' || data.length > 1000) return null
  try {
    const { microphone, picture, share, slow, rests, see, less } = JSON.parse(data) as Record<string, unknown>
    if (microphone !== 'on' && microphone !== 'off') return null
    if (typeof picture !== 'boolean' || typeof share !== 'boolean') return null
    return {
      microphone,
      picture,
      share,
      ...((slow === 'still' || slow === 'sound' || slow === 'notes') && { slow }),
      ...((rests === 'many' || rests === 'busy') && { rests }),
      see: see === true,
      less: less === true,
    }
  } catch {
    return null
  }
}
