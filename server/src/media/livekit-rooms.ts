import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Clock, Instant } from '@polyphony/shared/domain/time'
import { minutes, seconds } from '@polyphony/shared/domain/time'
import { RoomServiceClient, ServerError } from 'livekit-server-sdk'
import type { ParticipantInfo, UpdateParticipantOptions } from 'livekit-server-sdk'
import type { Logger } from '../log.ts'
import { sourcesOf, tokenLasts } from './tickets.ts'
import type { LiveKit, MediaRight } from './tickets.ts'

/** Who is in the rooms of the media server. Its tokens outlive a right, so somebody has to look. */
export interface MediaRooms {
  /**
   * From now on only these exchange: anybody else is removed at once, and again when an old token lets them back in.
   * phones: so many people in the room are said to be with us by phone (D5). No more telephones than that are let in, and
   * nobody else who is no device of ours: no recorder, no agent, no stream.
   */
  keep(meeting: MeetingId, devices: ReadonlyMap<DeviceId, MediaRight>, phones: number): void
  /** How many telephones were there at the last look. */
  phones(meeting: MeetingId): number
  /** Tells whenever that changes. */
  onPhone(then: (meeting: MeetingId, phones: number) => void): void
  /** Something has happened in this room, as the media server itself says. Rooms nobody keeps are not ours to touch. */
  heard(meeting: MeetingId): void
  /** This device has lost its right. It is out until admit(), whatever keep() says of its seat. */
  bar(meeting: MeetingId, device: DeviceId): void
  /** A new ticket was asked for by somebody who may have one. */
  admit(meeting: MeetingId, device: DeviceId): void
  close(): Promise<void>
}

interface Watched {
  allowed: ReadonlyMap<DeviceId, MediaRight>
  phonesAllowed: number
  phones: number
  readonly barred: Set<DeviceId>
  changedAt: Instant
  /** Somebody looks at it now, and whether to look once more after that. */
  looking: Promise<void> | null
  again: boolean
  stop: () => void
}

/** What LiveKit answers for: the deeds used here, so that a test may be the server. */
export interface RoomService {
  listParticipants: RoomServiceClient['listParticipants']
  removeParticipant: RoomServiceClient['removeParticipant']
  updateParticipant(room: string, identity: string, options: UpdateParticipantOptions): Promise<unknown>
}

const lookEvery = seconds(5)
const tryAgain = seconds(1)
/** LiveKit gives everybody who is connected a fresh token of ten minutes by itself. */
const oldTokensLast = tokenLasts + minutes(10)

export function roomServiceOf({ api, key, secret }: LiveKit): RoomService {
  return new RoomServiceClient(api, key, secret, { requestTimeout: 5, failover: false })
}

export function createMediaRooms(given: {
  readonly service: RoomService
  readonly clock: Clock
  readonly logger: Logger
}): MediaRooms {
  const { service, clock, logger } = given
  const rooms = new Map<MeetingId, Watched>()
  let closing = false
  let tellPhone: (meeting: MeetingId, phones: number) => void = () => undefined

  const watched = (meeting: MeetingId): Watched => {
    const room = rooms.get(meeting) ?? {
      allowed: new Map(),
      phonesAllowed: 0,
      phones: 0,
      barred: new Set(),
      changedAt: clock.now(),
      looking: null,
      again: false,
      stop: () => undefined,
    }
    rooms.set(meeting, room)
    return room
  }

  function look(meeting: MeetingId, room: Watched): void {
    room.stop()
    if (closing) return
    room.again = room.looking !== null
    if (room.again) return
    const mine = lookOnce(meeting, room).then(
      there => {
        const mayComeBack = clock.now() - room.changedAt < oldTokensLast
        if (there || mayComeBack) lookAfter(lookEvery)
        else rooms.delete(meeting)
      },
      (error: unknown) => {
        logger.error({ error, meeting }, 'the media server could not be asked who is there')
        lookAfter(tryAgain)
      },
    )
    const lookAfter = (span: number): void => {
      room.stop = clock.after(span, () => look(meeting, room))
    }
    room.looking = mine.finally(() => {
      room.looking = null
      if (room.again) look(meeting, room)
    })
  }

  /** Whether anybody is there who may be. */
  async function lookOnce(meeting: MeetingId, room: Watched): Promise<boolean> {
    const there = (await orNothing(service.listParticipants(meeting))) ?? []
    const may = (device: DeviceId): boolean => room.allowed.has(device) && !room.barred.has(device)
    const phones = phonesAmong(there, room.phonesAllowed)
    const others = there
      .filter(one => !may(one.identity as DeviceId) && !phones.includes(one))
      .map(({ identity }) => identity as DeviceId)
    const revokeTokenTs = BigInt(Math.floor(clock.now() / seconds(1)))
    await Promise.all(others.map(device => orNothing(service.removeParticipant(meeting, device, { revokeTokenTs }))))
    await Promise.all(
      there.map(async one => {
        const right = room.allowed.get(one.identity as DeviceId)
        if (right !== undefined && may(one.identity as DeviceId)) await grant(meeting, one, right)
      }),
    )
    if (others.length > 0) logger.info({ meeting, devices: others }, 'devices without a right were taken out')
    if (room.phones !== phones.length) {
      room.phones = phones.length
      tellPhone(meeting, room.phones)
    }
    return there.length > others.length
  }

  /** R3: what may not be sent is taken down by the media server itself. */
  async function grant(meeting: MeetingId, { identity, permission }: ParticipantInfo, right: MediaRight) {
    const sources = sourcesOf(right)
    if (permission && isSame(new Set(permission.canPublishSources), sources)) return
    const may = { canSubscribe: true, canPublish: true, canPublishSources: sources, canPublishData: false }
    await orNothing(service.updateParticipant(meeting, identity, { permission: may }))
  }

  const change = (meeting: MeetingId, how: (room: Watched) => void): void => {
    const room = watched(meeting)
    how(room)
    room.changedAt = clock.now()
    look(meeting, room)
  }

  return {
    phones: meeting => rooms.get(meeting)?.phones ?? 0,
    onPhone: then => {
      tellPhone = then
    },
    keep: (meeting, devices, phones) => {
      // The first look is never left out: after a start somebody may still be in a room whose door has closed since.
      const now = rooms.get(meeting)
      const same = now?.phonesAllowed === phones && isSame(new Set(entries(now.allowed)), entries(devices))
      if (same) return
      change(meeting, room => {
        room.allowed = new Map(devices)
        room.phonesAllowed = phones
      })
    },
    heard: meeting => {
      const room = rooms.get(meeting)
      if (room) look(meeting, room)
    },
    bar: (meeting, device) => change(meeting, room => room.barred.add(device)),
    admit: (meeting, device) => change(meeting, room => room.barred.delete(device)),
    close: async () => {
      closing = true
      for (const room of rooms.values()) room.stop()
      await Promise.all([...rooms.values()].map(room => room.looking))
      rooms.clear()
    },
  }
}

const isSame = <T>(set: ReadonlySet<T>, list: readonly T[]): boolean =>
  set.size === list.length && list.every(one => set.has(one))
const entries = (devices: ReadonlyMap<DeviceId, MediaRight>): string[] =>
  Array.from(devices, ([id, is]) => `${is} ${id}`)

/** ParticipantInfo.Kind.SIP of livekit_models.proto; the SDK has no name for it. */
const telephone: ParticipantInfo['kind'] = 3

/** Who came first stays. LiveKit says itself who comes over its telephone line: nobody can claim it in a token of ours. */
function phonesAmong(there: readonly ParticipantInfo[], most: number): readonly ParticipantInfo[] {
  return there
    .filter(({ kind }) => kind === telephone)
    .toSorted((a, b) => Number(a.joinedAtMs - b.joinedAtMs))
    .slice(0, most)
}

/** A room that nobody has entered yet, or somebody who has just gone. */
async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof ServerError && error.status === 404) return null
    throw error
  }
}
