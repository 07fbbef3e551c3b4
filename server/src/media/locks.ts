import type { Chance, DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { keyPlaces } from '@polyphony/shared/wire/keys'
import type { MediaLock } from '@polyphony/shared/wire/media'

/** The devices of a room, as far as its lock is concerned. */
export interface Circle {
  /** D2, D3: who may send and receive now. */
  readonly exchange: ReadonlySet<DeviceId>
  /** Who has a place in the room; whoever has none any more has gone for good. */
  readonly known: ReadonlySet<DeviceId>
  /** Of those, who takes part with sound, now or when they are back. */
  readonly sound: ReadonlySet<DeviceId>
}

/**
 * The keys by which sound and picture are locked on their way through a media server. One for each open room, 256 bits
 * by chance, in this memory and nowhere else: after a start there is a new one and everybody moves to it.
 */
export interface Locks {
  /** To go with a ticket. locks: whether this device can. */
  lockFor(given: { readonly meeting: MeetingId; readonly device: DeviceId; readonly locks: boolean }): MediaLock
  /** How the room is now. When the door closes its key is forgotten; when somebody goes for good the others get a new one. */
  keep(meeting: MeetingId, circle: Circle): void
  /** Whoever sat at this device has lost their right. */
  bar(meeting: MeetingId, device: DeviceId): void
  /** Whether somebody rings by phone: a telephone cannot lock. */
  phone(meeting: MeetingId, is: boolean): void
  /** The devices that may hold a key which is in use. */
  holders(): readonly { readonly meeting: MeetingId; readonly device: DeviceId }[]
  close(): void
}

interface Room {
  circle: Circle
  readonly barred: Set<DeviceId>
  /** Devices that said they cannot lock. */
  readonly unable: Set<DeviceId>
  phone: boolean
  lock: MediaLock
  /** Whom the key was sent to, and who said that it came. */
  readonly sent: Set<DeviceId>
  readonly has: Set<DeviceId>
  stopWaiting: () => void
}

/** Where there is nothing to lock. */
export const unlocked: MediaLock = { is: 'open', turn: 0, why: 'service' }

/** Who has gone for good must not open what is said next, whoever is slow. */
const patience = { gone: seconds(1), begun: seconds(8) } as const

export function createLocks(given: {
  readonly clock: Clock
  readonly chance: Chance
  /** false: the service does not want it. */
  readonly wanted: boolean
  /** Resolves with whether it came. */
  readonly give: (meeting: MeetingId, device: DeviceId, lock: MediaLock) => Promise<boolean>
}): Locks {
  const { clock, chance, wanted, give } = given
  const rooms = new Map<MeetingId, Room>()

  const newKey = (): string => Buffer.from(chance.fill(new Uint8Array(32))).toString('base64url')
  /** Grows over a start too: a key of the house as it was before is never taken for a newer one. */
  let last = 0
  const nextTurn = (before: number): number => {
    last = Math.max(last + 1, clock.now())
    // In the place of the key before it nobody could open what is still sent with that one.
    if (last % keyPlaces === before % keyPlaces) last += 1
    return last
  }
  const mayHave = (room: Room): DeviceId[] => [...room.circle.exchange].filter(device => !room.barred.has(device))

  function openBecause(room: Room): 'device' | 'phone' | 'service' | null {
    if (!wanted) return 'service'
    if (room.phone) return 'phone'
    return [...room.unable].some(device => room.circle.sound.has(device)) ? 'device' : null
  }

  function turn(meeting: MeetingId, room: Room, wait: number): void {
    const why = openBecause(room)
    const next = nextTurn(room.lock.turn)
    room.stopWaiting()
    room.sent.clear()
    room.has.clear()
    room.lock = why === null ? { is: 'locked', turn: next, key: newKey(), use: false } : { is: 'open', turn: next, why }
    if (why === null) room.stopWaiting = clock.after(wait, () => use(meeting, room))
    for (const device of mayHave(room)) tell(meeting, room, device)
  }

  function tell(meeting: MeetingId, room: Room, device: DeviceId): void {
    const { lock } = room
    room.sent.add(device)
    void give(meeting, device, lock).then(came => {
      if (!came || room.lock.turn !== lock.turn || rooms.get(meeting) !== room) return
      room.has.add(device)
      settle(meeting, room)
    })
  }

  /** What everybody can open may be sent with. */
  function settle(meeting: MeetingId, room: Room): void {
    if (mayHave(room).every(device => room.has.has(device))) use(meeting, room)
  }

  function use(meeting: MeetingId, room: Room): void {
    room.stopWaiting()
    if (room.lock.is === 'open' || room.lock.use) return
    room.lock = { ...room.lock, use: true }
    for (const device of mayHave(room)) if (room.sent.has(device)) tell(meeting, room, device)
  }

  const forget = (meeting: MeetingId): void => {
    rooms.get(meeting)?.stopWaiting()
    rooms.delete(meeting)
  }

  function begin(meeting: MeetingId, circle: Circle): Room {
    const room: Room = {
      circle,
      barred: new Set(),
      unable: new Set(),
      phone: false,
      lock: unlocked,
      sent: new Set(),
      has: new Set(),
      stopWaiting: () => undefined,
    }
    rooms.set(meeting, room)
    return room
  }

  /** A new key, or none any more, when that is due. */
  function look(meeting: MeetingId, room: Room, gone: boolean): void {
    const { lock } = room
    const why = openBecause(room)
    const differs = why === null ? lock.is === 'open' : lock.is === 'locked' || lock.why !== why
    // Before anybody has asked there is nothing to turn.
    if (lock.turn > 0 && (differs || (gone && lock.is === 'locked'))) turn(meeting, room, patience.gone)
    else if (lock.turn > 0) settle(meeting, room)
  }

  return {
    lockFor: ({ meeting, device, locks }) => {
      const nobody = { exchange: new Set<DeviceId>(), known: new Set<DeviceId>(), sound: new Set<DeviceId>() }
      const room = rooms.get(meeting) ?? begin(meeting, nobody)
      room.barred.delete(device)
      if (locks) room.unable.delete(device)
      else room.unable.add(device)
      if (room.lock.turn === 0) turn(meeting, room, patience.begun)
      else look(meeting, room, false)
      // It goes back on the very line that asked.
      room.sent.add(device)
      room.has.add(device)
      settle(meeting, room)
      return room.lock
    },
    keep: (meeting, circle) => {
      const room = rooms.get(meeting)
      if (circle.exchange.size === 0) return forget(meeting)
      if (!room) return void begin(meeting, circle)
      room.circle = circle
      const gone = [...room.sent].some(device => !circle.known.has(device))
      look(meeting, room, gone)
    },
    bar: (meeting, device) => {
      const room = rooms.get(meeting)
      if (!room) return
      room.barred.add(device)
      look(meeting, room, room.sent.has(device))
    },
    phone: (meeting, is) => {
      const room = rooms.get(meeting)
      if (!room || room.phone === is) return
      room.phone = is
      look(meeting, room, false)
    },
    holders: () =>
      [...rooms].flatMap(([meeting, { lock, sent }]) =>
        lock.is === 'locked' ? [...sent].map(device => ({ meeting, device })) : [],
      ),
    close: () => {
      for (const meeting of [...rooms.keys()]) forget(meeting)
    },
  }
}
