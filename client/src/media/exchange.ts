import type { DeviceId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { isTogether } from '@polyphony/shared/domain/present'

/** Whether anybody who sits at this device is in the room now. A lost line may be back in a moment, so it counts. */
function anybodyAt(room: RoomState, device: DeviceId): boolean {
  return room.seats.some(seat => seat.device === device && (seat.presence === 'here' || seat.presence === 'lost'))
}

/**
 * The devices this one exchanges sound and picture with; null while it may exchange with nobody.
 * D2: while the door is closed practitioners exchange nothing. Stepping out and notes only are a silence both ways.
 */
export function exchangesWith(room: RoomState, device: DeviceId): readonly DeviceId[] | null {
  if (!isTogether(room)) return null
  const takesPart = (id: DeviceId): boolean => {
    const way = room.devices[id]?.way
    return way !== undefined && way !== 'notes' && anybodyAt(room, id)
  }
  if (!takesPart(device)) return null
  return (Object.keys(room.devices) as DeviceId[]).filter(id => id !== device && takesPart(id)).sort()
}
