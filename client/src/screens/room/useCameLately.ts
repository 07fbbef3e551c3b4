import type { RoomState } from '@polyphony/shared/domain/meeting'
import { seatOf } from '@polyphony/shared/domain/present'
import type { Seat } from '@polyphony/shared/domain/seat'
import { minutes } from '@polyphony/shared/domain/time'
import { useEffect, useState } from 'react'
import { useLive, useRoom } from './inRoom.ts'

const lately = minutes(2)

/** D7: nobody comes in unseen. Whoever came after you is seen to have come, by name, for a little while. */
export function useCameLately(room: RoomState, seat: Seat): boolean {
  const { clock } = useRoom()
  const { you, ahead } = useLive(({ you, ahead }) => ({ you, ahead }))
  const mine = you === null ? null : seatOf(room, you)
  const left = lately - (clock.now() + ahead - seat.since)
  const [over, setOver] = useState(left <= 0)
  useEffect(() => {
    if (over) return
    return clock.after(Math.max(0, left), () => setOver(true))
    // The time left is taken once: when the tile is first drawn.
  }, [clock, over])
  return !over && mine !== null && mine.since < seat.since
}
