import type { DeviceId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { MediaLock, MediaTicket, Signal, SignalFrom } from '@polyphony/shared/wire/media'
import type { StoreApi } from 'zustand/vanilla'
import type { Own } from './own.ts'
import type { Rests, Slow } from './said.ts'

/** How well somebody's picture and sound reach this device. Said in words on their tile. */
export type Line = 'connecting' | 'well' | 'weak' | 'lost'

/** Another device in the circle. Several people may sit at it. */
export interface Remote {
  readonly device: DeviceId
  readonly line: Line
  /** For a video element. Sound is not in it: it plays by itself, so that no change on screen can cut it. */
  readonly picture: MediaStream | null
  readonly share: MediaStream | null
  /** null: they have not said yet. */
  readonly microphone: 'on' | 'off' | null
  /** What a slow line leaves of them. notes: neither picture nor sound comes through now; what is written does. */
  readonly slow: Slow | null
  /** Their camera is on. many: its picture rests until see(). busy: their device. less: this device asked for little. */
  readonly rests?: Rests | 'less' | undefined
  /** No sound gets through from here to there now; what is written does. */
  readonly unheard?: boolean
}

export interface MediaState {
  /** null: nobody may exchange now (the door is closed, this device is notes only, or its people stepped out). */
  readonly exchange: 'joining' | 'on' | 'refused' | null
  readonly remotes: Readonly<Record<DeviceId, Remote>>
  /** The browser holds sound back until a tap: show one "Tap to hear" button that calls hear(). */
  readonly needsTap: boolean
  /** What this device sends of its picture, by the number of people (§9). */
  readonly sends: 'picture' | 'small-picture' | 'sound'
  /** This device listens to a reflecting conversation and its microphone rests (R3). */
  readonly resting: boolean
  readonly sharing: boolean
  /** Whose picture this person asked for while many are here; at most seeAtMost (quality.ts). */
  readonly sees: readonly DeviceId[]
  /** /live is gone for longer than the grace: nothing is sent until it is back. */
  readonly held: boolean
  /** On their way through a media server: locked, or why not. null: there is none, or nobody has come in yet. */
  readonly lock: 'locked' | 'device' | 'phone' | 'service' | null
}

/** What media needs of /live. core/live.ts has its body; media knows no socket. */
export interface Signalling {
  send(signal: Signal): void
  /** Returns how to stop listening. */
  onSignal(then: (signal: SignalFrom) => void): () => void
  /** Asked anew for every join, so that relay credentials are fresh. Rejects with a Fault while the door is closed. */
  ticket(): Promise<MediaTicket>
  /** The lock of sound and picture has changed. Returns how to stop listening. */
  onLock(then: (lock: MediaLock) => void): () => void
  /** Calls at once with how it is now, then at each change. Returns how to stop listening. */
  onLine(then: (up: boolean) => void): () => void
}

/** Loudness 0 to 1. Comes many times a second, so it never goes through a store. */
export interface Levels {
  /** 'own' or a device. Returns how to stop listening. */
  onLevel(who: DeviceId | 'own', then: (level: number) => void): () => void
  /** Calls at once with how it is now, then only when it changes. */
  onSpeaking(who: DeviceId | 'own', then: (speaks: boolean) => void): () => void
  /** As last told to whoever listens. */
  speaks(who: DeviceId | 'own'): boolean
}

/** What a connection check shows and tests measure. Bytes since the pair was built. */
export interface PairReport {
  readonly device: DeviceId
  readonly line: Line
  readonly bytesIn: number
  readonly bytesOut: number
  readonly framesDecoded: number
  readonly audioLevel: number
  /** Milliseconds, or null before the first measure. */
  readonly roundTrip: number | null
  /** Share of packets that did not come in the last two seconds, 0 to 1. */
  readonly loss: number
  readonly relayed: boolean
  readonly sentHeight: number | null
}

/**
 * Sound and picture of one device in one meeting. It follows the room: call follow() with every new room state and it
 * builds, keeps and tears down by itself (the door, reflecting, stepping out, notes only). Ends with its AbortSignal.
 */
export interface MediaSession {
  readonly state: StoreApi<MediaState>
  /** This person's own microphone and camera. Lives longer than the session: arriving hands it in. */
  readonly own: Own
  readonly levels: Levels
  follow(room: RoomState): void
  /** To be called inside a tap. */
  hear(): Promise<void>
  /** The browser asks which screen. False when the person changed their mind. */
  share(on: boolean): Promise<boolean>
  /** In a circle of seven and more: asks for a picture, or lets it rest again. Nothing happens beyond seeAtMost. */
  see(device: DeviceId, on: boolean): void
  report(): Promise<readonly PairReport[]>
  /** Stops sending and receiving at once. Microphone and camera are let go. */
  leave(): void
}

/** Whose device this is, in which seat. */
export interface You {
  readonly person: PersonId
  readonly device: DeviceId
}
