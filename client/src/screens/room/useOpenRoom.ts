import type { Chance } from '@polyphony/shared/domain/ids'
import { systemClock } from '@polyphony/shared/domain/time'
import { useEffect, useState } from 'react'
import { deviceOfThisTab } from '../../core/device.ts'
import { call, holds } from '../../core/api.ts'
import { openCopies } from '../../core/copies.ts'
import { liveSocket, tunnelSocket } from '../../core/live-socket.ts'
import { openMedia } from '../../media/open.ts'
import { openRoom } from '../../meeting/room.ts'
import type { Room } from '../../meeting/room.ts'
import { leavingQuickly } from '../../ui/leave.ts'
import type { Entering } from '../arrive/entering.ts'

const chance: Chance = { fill: bytes => crypto.getRandomValues(bytes) }

/** Opens the meeting for as long as this screen stands, takes a seat, and closes everything of it together. */
export function useOpenRoom({ meeting, who, me, own, way, beside }: Omit<Entering, 'onLeft' | 'onEnded'>): Room | null {
  const [room, setRoom] = useState<Room | null>(null)
  // How one came in matters once, at coming in.
  useEffect(() => {
    const gone = new AbortController()
    const { signal } = gone
    // Somebody has come into the room at home: the lines go at once, and nothing asks "are you sure".
    addEventListener(leavingQuickly, () => gone.abort(), { signal })
    const open = async (): Promise<void> => {
      const locks = (navigator as { locks?: LockManager }).locks ?? null
      const device = await deviceOfThisTab({ storage: sessionStorage, locks, clock: systemClock, chance, signal })
      if (signal.aborted) return
      const opened = openRoom({
        meeting,
        who,
        me,
        device,
        clock: systemClock,
        chance,
        signal,
        socket: liveSocket(who),
        server: location.origin.replace(/^http/, 'ws'),
        WebSocket,
        tunnel: () => tunnelSocket({ who, meeting }),
        copies: openCopies({
          meeting,
          who,
          device,
          chance,
          key: async () => (await call('copyKey', { meeting })).key,
          holds,
        }),
        storage: sessionStorage,
        openMedia: parts => openMedia({ ...parts, own }),
      })
      setRoom(opened)
      await arriving(opened)
      await opened.arrive(way)
      for (const person of beside) await opened.do({ do: 'seat-person', person, byPhone: false })
    }
    // A refusal is seen in the room's own state.
    open().catch(() => undefined)
    return () => {
      gone.abort()
      setRoom(null)
    }
  }, [meeting, who, me])
  return room
}

/** Resolves when the room is known for the first time. */
function arriving({ live }: Room): Promise<void> {
  return new Promise(resolve => {
    const known = (): boolean => live.state.getState().room !== null
    if (known()) return resolve()
    const stop = live.state.subscribe(() => {
      if (!known()) return
      stop()
      resolve()
    })
  })
}
