import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { Command, RoomState } from '@polyphony/shared/domain/meeting'
import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LiveState } from '../../core/live.ts'
import type { NotebookState } from '../../core/notebook-state.ts'
import type { Entries, EntryLists, EntryWords } from '../../meeting/entries.ts'
import { possible } from '../../meeting/possible.ts'
import type { Pages, Room } from '../../meeting/room.ts'
import { useSend } from '../parts/useSend.ts'
import type { Sending } from '../parts/useSend.ts'

const RoomHere = createContext<Room | null>(null)
export const InRoom = RoomHere.Provider

export function useRoom(): Room {
  const room = useContext(RoomHere)
  if (!room) throw new Error('a part of the room stands outside of it')
  return room
}

/** Part of what is known of the room. Drawn again only when that part changes. */
export function useLive<T>(select: (live: LiveState) => T): T {
  return useStore(useRoom().live.state, useShallow(select))
}
export function useNotebook<T>(select: (notebook: NotebookState) => T): T {
  return useStore(useRoom().notebook.state, useShallow(select))
}
export const usePages = (): Pages | null => useStore(useRoom().pages)

/** The room's state; the parts below are drawn only when it is there. */
export function useRoomState(): RoomState {
  const state = useLive(live => live.room)
  if (!state) throw new Error('the room is not known yet')
  return state
}

const nothing: EntryLists = { voice: [], reflection: [], decision: [], question: [], step: [] }
export function useLists<T>(select: (lists: EntryLists) => T): T {
  const pages = usePages()
  const store = pages?.entries.lists
  const subscribe = useCallback((then: () => void) => store?.subscribe(then) ?? (() => undefined), [store])
  return useSyncExternalStore(subscribe, () => select(store?.getState() ?? nothing))
}

/** The words of one entry, a moment behind the letters. */
export function useEntryWords(id: EntryId): EntryWords | null {
  const entries: Entries | null = usePages()?.entries ?? null
  const subscribe = useCallback((then: () => void) => entries?.onWords(id, then) ?? (() => undefined), [entries, id])
  return useSyncExternalStore(subscribe, () => entries?.words(id) ?? null)
}

/** What the rules allow now. What they do not allow is not on the screen. */
export function usePossible(): (deed: Command, as?: PersonId) => boolean {
  const { live: line, clock } = useRoom()
  const pages = usePages()
  const live = useStore(line.state)
  return useMemo(
    () => (deed, as) => possible({ live, deed, as, words: pages?.entries, now: clock.now() }),
    [live, pages, clock],
  )
}

export interface Deeds extends Sending {
  act(deed: Command, as?: PersonId): Promise<boolean>
}
/** Doing something, and saying in place when it was refused. */
export function useDeeds(): Deeds {
  const room = useRoom()
  const sending = useSend()
  return { ...sending, act: (deed, as) => sending.send(() => room.do(deed, as)) }
}
