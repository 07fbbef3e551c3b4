import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { grace } from '@polyphony/shared/domain/meeting'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import type { MediaLock } from '@polyphony/shared/wire/media'
import type { Logger } from '../log.ts'
import type { MediaRooms } from '../media/livekit-rooms.ts'
import { unlocked } from '../media/locks.ts'
import type { Locks } from '../media/locks.ts'
import type { Context } from '../meetings/context.ts'
import { roomState } from '../meetings/room.ts'
import { isTogether } from '@polyphony/shared/domain/present'
import type { Rooms } from './rooms.ts'
import { phonesOf, whoExchanges } from './signals.ts'

/** Keeps the media server's rooms as the meetings are: D2 holds there too. Without a media server this does nothing. */
export interface Circles {
  /** A ticket goes to this device now, and with it the lock of the room. */
  admit(
    given: { readonly meeting: MeetingId; readonly device: DeviceId; readonly locks: boolean },
    state: RoomState,
  ): MediaLock
  /** Whoever sat at this device has lost their right. */
  bar(given: { readonly meeting: MeetingId; readonly device: DeviceId }): void
  happened(meeting: MeetingId): void
  /** Something of this person's rights has changed. Who cannot be asked now is shut out of what is said from now on. */
  doubt(person: PersonId, isThere: (meeting: MeetingId, device: DeviceId) => boolean): void
  close(): void
}

/** From browser to browser, more devices than this send sound only (client: quality.ts). */
const meshHolds = 6

export function createCircles(given: {
  readonly context: Context
  readonly rooms: Rooms
  readonly media: { readonly rooms: MediaRooms; readonly locks: Locks } | null
  readonly logger: Logger
  /** A circle has grown too large for pictures from device to device. */
  readonly onCrowded?: () => void
}): Circles {
  const { context, rooms, media, logger, onCrowded } = given
  const { clock } = context
  const advised = new Set<MeetingId>()
  const alarms = new Map<MeetingId, () => void>()
  let closing = false

  /** Now, and once more when the next line has been lost for as long as anybody waits. */
  function keep(meeting: MeetingId, state: RoomState): void {
    if (closing) return
    const now = clock.now()
    const exchange = whoExchanges(state, now)
    const devices = Object.values(state.devices)
    media?.rooms.keep(meeting, exchange, phonesOf(state))
    media?.locks.keep(meeting, {
      exchange: new Set(exchange.keys()),
      known: new Set(devices.map(({ id }) => id)),
      sound: new Set(devices.filter(({ way }) => way !== 'notes').map(({ id }) => id)),
    })
    if (media) media.locks.phone(meeting, media.rooms.phones(meeting) > 0)
    alarms.get(meeting)?.()
    alarms.delete(meeting)
    const ends = Object.values(state.devices).map(({ lostAt }) => (lostAt === null ? 0 : lostAt + grace - now))
    const next = Math.min(...ends.filter(end => end > 0))
    if (!isTogether(state) || next === Number.POSITIVE_INFINITY) return
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
    onCrowded?.()
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

  function bar({ meeting, device }: { readonly meeting: MeetingId; readonly device: DeviceId }): void {
    media?.rooms.bar(meeting, device)
    media?.locks.bar(meeting, device)
  }
  media?.rooms.onPhone((meeting, phones) => media.locks.phone(meeting, phones > 0))

  return {
    admit: ({ meeting, device, locks }, state) => {
      if (!media) return unlocked
      keep(meeting, state)
      media.rooms.admit(meeting, device)
      return media.locks.lockFor({ meeting, device, locks })
    },
    bar,
    happened,
    doubt: (person, isThere) => {
      for (const { meeting, device } of media?.locks.holders() ?? []) {
        const owner = rooms.stateOf(meeting)?.devices[device]?.owner
        if (owner === person && !isThere(meeting, device)) bar({ meeting, device })
      }
    },
    close: () => {
      closing = true
      media?.locks.close()
      for (const stop of alarms.values()) stop()
      alarms.clear()
    },
  }
}
