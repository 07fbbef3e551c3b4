import type { StoreApi } from 'zustand/vanilla'
import type { Trouble } from './trouble.ts'

/** off · starting: the browser is asking · on · trouble: said in words, and the person is in the meeting all the same. */
export type Switch =
  | { readonly is: 'off' }
  | { readonly is: 'starting' }
  | { readonly is: 'on' }
  | { readonly is: 'trouble'; readonly why: Trouble }

export type Kit = 'microphone' | 'camera'

export interface OwnState {
  readonly microphone: Switch
  readonly camera: Switch
  /** For the own picture, mirrored. null while the camera is off. */
  readonly picture: MediaStream | null
  /** What can be chosen. Empty labels until the browser has been asked once. */
  readonly kits: readonly { readonly kind: Kit | 'speaker'; readonly id: string; readonly label: string }[]
  /** What is in use. null: the browser's own choice. */
  readonly chosen: {
    readonly microphone: string | null
    readonly camera: string | null
    readonly speaker: string | null
  }
  /** The headset or camera in use went away and another took its place. Say so once, then noticed(). */
  readonly changed: Kit | null
  /** Somebody speaks here while the microphone is off. */
  readonly speaksWhileOff: boolean
}

/** This person's own microphone and camera. Nothing is asked of the browser before a switch is turned on. */
export interface Own {
  readonly state: StoreApi<OwnState>
  /** One question by the browser for both. Never rejects: a refusal becomes a trouble in the state. */
  turnOn(what: { readonly microphone: boolean; readonly camera: boolean }): Promise<void>
  /** Microphone: the track stays and sends silence. Camera: the track stops and its light goes out. */
  turnOff(what: Kit): void
  choose(what: Kit | 'speaker', id: string): Promise<void>
  /** Live tracks, for the session. microphone is there while muted. */
  track(what: Kit): MediaStreamTrack | null
  /** A new or gone track. Returns how to stop listening. */
  onTrack(then: (what: Kit, track: MediaStreamTrack | null) => void): () => void
  /** Loudness of the own microphone 0 to 1, many times a second. Returns how to stop listening. */
  onLevel(then: (level: number) => void): () => void
  noticed(): void
  /** Lets go of microphone and camera at once ("Leave quickly"). */
  release(): void
}
