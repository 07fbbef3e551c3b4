import { stillCannotHear } from '@polyphony/shared/domain/hearing'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { evolve } from '@polyphony/shared/domain/room'
import { roomNow } from '../meetings/room.ts'
import type { Context } from '../meetings/context.ts'
import type { LiveSocket } from './sockets.ts'
import { isComingOrGoing, seesAll, viewFor } from './view.ts'

/** The rooms that somebody looks into, evolved by the very events that are sent. */
export interface Rooms {
  /** Null when nobody looks into it. */
  stateOf(meeting: MeetingId): RoomState | null
  /** From now on the socket hears what happens; answers what it may see so far. */
  look(meeting: MeetingId, socket: LiveSocket): Promise<Look>
  lookAway(meeting: MeetingId, socket: LiveSocket): void
  lookers(meeting: MeetingId): readonly LiveSocket[]
  happened(meeting: MeetingId, events: readonly Stamped[]): void
  /** Who says that they cannot hear. Forgotten with the last one who looks. */
  cannotHear(meeting: MeetingId): readonly PersonId[]
  mark(meeting: MeetingId, cannotHear: readonly PersonId[]): void
}

interface Look {
  readonly state: RoomState
  readonly seq: number
  readonly cannotHear: readonly PersonId[]
}

interface Room {
  state: RoomState | null
  seq: number
  readonly sockets: Set<LiveSocket>
  /** How many are about to look into it: it is not let go under their feet. */
  coming: number
  /** What happened while the room was being read. */
  early: Stamped[]
  cannotHear: readonly PersonId[]
}

export function createRooms(context: Context): Rooms {
  const rooms = new Map<MeetingId, Room>()

  function take(room: Room, events: readonly Stamped[]): void {
    for (const { seq, at, event } of events) {
      if (!room.state || seq <= room.seq) continue
      room.state = evolve(room.state, event, at)
      room.seq = seq
    }
  }

  function letGo(meeting: MeetingId, room: Room): void {
    if (room.sockets.size === 0 && room.coming === 0) rooms.delete(meeting)
  }

  function mark(meeting: MeetingId, cannotHear: readonly PersonId[]): void {
    const room = rooms.get(meeting)
    if (!room?.state || room.cannotHear === cannotHear) return
    room.cannotHear = cannotHear
    for (const socket of room.sockets)
      if (seesAll(room.state, socket.data.who.person)) socket.emit('cannotHear', meeting, cannotHear)
  }

  return {
    cannotHear: meeting => rooms.get(meeting)?.cannotHear ?? [],
    mark,
    stateOf: meeting => rooms.get(meeting)?.state ?? null,
    lookers: meeting => [...(rooms.get(meeting)?.sockets ?? [])],

    look: async (meeting, socket) => {
      const room = rooms.get(meeting) ?? {
        state: null,
        seq: 0,
        sockets: new Set(),
        coming: 0,
        early: [],
        cannotHear: [],
      }
      rooms.set(meeting, room)
      room.coming += 1
      try {
        const read = await roomNow(context, meeting)
        if (room.state === null || room.seq < read.seq) Object.assign(room, { state: read.state, seq: read.seq })
        take(room, room.early)
        room.early = []
        // Somebody may have been invited since: who waits can see for whom.
        const state = { ...(room.state ?? read.state), people: { ...room.state?.people, ...read.state.people } }
        room.state = state
        // They may have gone again while the room was being read.
        if (socket.connected) room.sockets.add(socket)
        const { person } = socket.data.who
        const cannotHear = seesAll(state, person) ? room.cannotHear : []
        return { state: viewFor(state, person), seq: room.seq, cannotHear }
      } finally {
        room.coming -= 1
        letGo(meeting, room)
      }
    },

    lookAway: (meeting, socket) => {
      const room = rooms.get(meeting)
      if (room?.sockets.delete(socket)) letGo(meeting, room)
    },

    happened: (meeting, events) => {
      const room = rooms.get(meeting)
      if (!room) return
      const before = room.state
      if (!before) {
        room.early.push(...events)
        return
      }
      take(room, events)
      const after = room.state ?? before
      const seen = events.filter(({ event }) => isComingOrGoing(event))
      for (const socket of room.sockets) {
        const { person } = socket.data.who
        const all = seesAll(after, person)
        const sent = all && seesAll(before, person) ? events : seen
        if (sent.length > 0) socket.emit('happened', meeting, sent)
        // They have sat down: now the whole room is theirs to see.
        if (all && !seesAll(before, person)) socket.emit('rightsChanged', meeting)
      }
      mark(meeting, stillCannotHear(after, room.cannotHear))
    },
  }
}
