import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import { grace } from '@polyphony/shared/domain/meeting'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { Logger } from '../log.ts'
import type { MediaRooms } from '../media/livekit-rooms.ts'
import type { Context } from '../meetings/context.ts'
import { roomState } from '../meetings/room.ts'
import { isOpen } from '@polyphony/shared/domain/present'
import type { Rooms } from './rooms.ts'
import { whoExchanges } from './signals.ts'

/** Keeps the media server's rooms as the meetings are: D2 holds there too. Without a media server this does nothing. */
export interface Circles {
  /** A ticket goes to this device now. */
  admit(given: { readonly meeting: MeetingId; readonly device: DeviceId }, state: RoomState): void
  /** Whoever sat at this device has lost their right. */
  bar(given: { readonly meeting: MeetingId; readonly device: DeviceId }): void
  happened(meeting: MeetingId): void
  close(): void
}

/** From browser to browser, more devices than this send sound only (client: quality.ts). */
const meshHolds = 6

export function createCircles(given: {
  readonly context: Context
  readonly rooms: Rooms
  readonly media: MediaRooms | null
  readonly logger: Logger
}): Circles {
  const { context, rooms, media, logger } = given
  const { clock } = context
  const advised = new Set<MeetingId>()
  const alarms = new Map<MeetingId, () => void>()
  let closing = false

  /** Now, and once more when the next line has been lost for as long as anybody waits. */
  function keep(meeting: MeetingId, state: RoomState): void {
    if (closing) return
    const now = clock.now()
    media?.keep(meeting, whoExchanges(state, now))
    alarms.get(meeting)?.()
    alarms.delete(meeting)
    const ends = Object.values(state.devices).map(({ lostAt }) => (lostAt === null ? 0 : lostAt + grace - now))
    const next = Math.min(...ends.filter(end => end > 0))
    if (!isOpen(state) || next === Number.POSITIVE_INFINITY) return
    alarms.set(
      meeting,
      clock.after(next, () => happened(meeting)),
    )
  }
  /** Once for each meeting: whoever runs the place can do something about the next one. */
  function adviseOn(meeting: MeetingId, state: RoomState): void {
    const devices = whoExchanges(state, clock.now()).size
    if (devices <= meshHolds || advised.has(meeting)) return
    advised.add(meeting)
    logger.warn({ meeting, devices }, 'a circle is too large for pictures from device to device: set LIVEKIT_URL')
  }
  function happened(meeting: MeetingId): void {
    const state = rooms.stateOf(meeting)
    if (!media) {
      if (state) adviseOn(meeting, state)
      return
    }
    if (state) {
      keep(meeting, state)
      return
    }
    // Nobody looks into it: the last line is gone, and somebody may still be in the media server's room.
    roomState(context, meeting).then(
      read => keep(meeting, rooms.stateOf(meeting) ?? read),
      (error: unknown) => logger.error({ error, meeting }, 'a room could not be read for the media server'),
    )
  }

  return {
    admit: ({ meeting, device }, state) => {
      if (!media) return
      keep(meeting, state)
      media.admit(meeting, device)
    },
    bar: ({ meeting, device }) => media?.bar(meeting, device),
    happened,
    close: () => {
      closing = true
      for (const stop of alarms.values()) stop()
      alarms.clear()
    },
  }
}
