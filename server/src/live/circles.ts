import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { Logger } from '../log.ts'
import type { MediaRooms } from '../media/livekit-rooms.ts'
import type { Context } from '../meetings/context.ts'
import { roomState } from '../meetings/room.ts'
import type { Rooms } from './rooms.ts'
import { whoExchanges } from './signals.ts'

/** Keeps the media server's rooms as the meetings are: D2 holds there too. Without a media server this does nothing. */
export interface Circles {
  /** A ticket goes to this device now. */
  admit(given: { readonly meeting: MeetingId; readonly device: DeviceId }, state: RoomState): void
  /** Whoever sat at this device has lost their right. */
  bar(given: { readonly meeting: MeetingId; readonly device: DeviceId }): void
  happened(meeting: MeetingId): void
}

export function createCircles(given: {
  readonly context: Context
  readonly rooms: Rooms
  readonly media: MediaRooms | null
  readonly logger: Logger
}): Circles {
  const { context, rooms, media, logger } = given
  return {
    admit: ({ meeting, device }, state) => {
      media?.keep(meeting, whoExchanges(state))
      media?.admit(meeting, device)
    },
    bar: ({ meeting, device }) => media?.bar(meeting, device),
    happened: meeting => {
      if (!media) return
      const state = rooms.stateOf(meeting)
      if (state) return media.keep(meeting, whoExchanges(state))
      // Nobody looks into it: the last line is gone, and somebody may still be in the media server's room.
      roomState(context, meeting).then(
        read => media.keep(meeting, whoExchanges(rooms.stateOf(meeting) ?? read)),
        (error: unknown) => logger.error({ error, meeting }, 'a room could not be read for the media server'),
      )
    },
  }
}
