import type { Chance, DeviceId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import type { StoreApi } from 'zustand/vanilla'
import type { Own } from './own.ts'
import type { Levels, MediaSession, MediaState, Signalling, You } from './session.ts'

/** What differs between the mesh and a media server. Which one it is, the first ticket tells (choose.ts). */
export interface Body extends Pick<MediaSession, 'follow' | 'hear' | 'share' | 'report'> {
  /** Loudness of another device now, 0 to 1. */
  levelOf(device: DeviceId): number
  /** Nothing goes out or comes in from now on. The session lets go of microphone and camera itself. */
  leave(): void
}

export interface SessionGiven {
  readonly you: You
  readonly own: Own
  readonly signalling: Signalling
  readonly clock: Clock
  readonly chance: Chance
  /** The end of it means leave(). */
  readonly signal: AbortSignal
  /** Tells when this device changed its network. Returns how to stop listening. */
  readonly onNetwork: (then: () => void) => () => void
}

export interface BodyGiven extends SessionGiven {
  readonly state: StoreApi<MediaState>
  /** Tells nobody when nothing is different. */
  readonly change: (to: Partial<MediaState>) => void
  readonly levels: Levels
}
