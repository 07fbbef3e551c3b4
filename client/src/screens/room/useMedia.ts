import type { DeviceId } from '@polyphony/shared/domain/ids'
import { useCallback, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { OwnState } from '../../media/own.ts'
import type { MediaSession, MediaState } from '../../media/session.ts'
import { useRoom } from './inRoom.ts'

/** null until this device is known to the room. */
export const useMediaSession = (): MediaSession | null => useStore(useRoom().media)

const nothing = (): (() => void) => () => undefined

/** Part of what the session says, or the given value while there is none. Drawn again only when that part changes. */
export function useMedia<T>(select: (state: MediaState) => T, otherwise: T): T {
  const session = useMediaSession()
  const subscribe = session?.state.subscribe ?? nothing
  return useSyncExternalStore(subscribe, () => (session ? select(session.state.getState()) : otherwise))
}

export function useOwnState<T>(select: (state: OwnState) => T, otherwise: T): T {
  const session = useMediaSession()
  const subscribe = session?.own.state.subscribe ?? nothing
  return useSyncExternalStore(subscribe, () => (session ? select(session.own.state.getState()) : otherwise))
}

/** Whether somebody speaks at this device. Loudness itself never reaches React. */
export function useSpeaking(who: DeviceId | 'own' | null): boolean {
  const session = useMediaSession()
  const subscribe = useCallback(
    (then: () => void) => (session && who !== null ? session.levels.onSpeaking(who, then) : () => undefined),
    [session, who],
  )
  return useSyncExternalStore(subscribe, () => session !== null && who !== null && session.levels.speaks(who))
}
