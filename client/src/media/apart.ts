import type { DeviceId } from '@polyphony/shared/domain/ids'
import { type Clock, type Instant, seconds } from '@polyphony/shared/domain/time'

/** By then a line was built anew twice: it may well come back, and nobody waits for it without knowing. */
export const apartForLong = seconds(20)

/** Since when nothing comes from a device. Outlives its connections: they are built anew again and again. */
export interface Apart {
  /** Answers whether it has been apart for so long that words on the tile say: writing works. */
  note(device: DeviceId, isThere: boolean): boolean
}

export function createApart(clock: Pick<Clock, 'now'>): Apart {
  const since = new Map<DeviceId, Instant>()
  return {
    note: (device, isThere) => {
      const now = clock.now()
      if (isThere) since.delete(device)
      else if (!since.has(device)) since.set(device, now)
      return now - (since.get(device) ?? now) >= apartForLong
    },
  }
}
