import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { seatsOnDevice } from '@polyphony/shared/domain/present'
import type { Context } from '../meetings/context.ts'
import { whoHides } from '../meetings/hidden.ts'
import type { Rooms } from './rooms.ts'

/** Which devices of a room are met through the relay only. */
export interface Hiding {
  /** Reads anew who hides. Awaited before a device may signal, and before it gets a ticket. */
  look(meeting: MeetingId): Promise<void>
  /** Somebody has said otherwise. They may sit at another's device, so every room that is open is looked up anew. */
  lookAgain(): Promise<void>
  /**
   * Whoever sits at it: Maria hides beside her mother as well as alone. A meeting that was never looked up hides
   * everybody, because a place that was told once is told for ever.
   */
  isHidden(state: RoomState, device: DeviceId): boolean
}

export function createHiding({ context, rooms }: { readonly context: Context; readonly rooms: Rooms }): Hiding {
  const known = new Map<MeetingId, ReadonlySet<PersonId>>()
  const look = async (meeting: MeetingId): Promise<void> => {
    known.set(meeting, await whoHides(context.db, meeting))
  }
  return {
    look,
    lookAgain: async () => {
      for (const meeting of known.keys()) if (rooms.stateOf(meeting) === null) known.delete(meeting)
      await Promise.all([...known.keys()].map(look))
    },
    isHidden: (state, device) => {
      if (context.relay === 'always') return true
      const hidden = known.get(state.meeting)
      if (hidden === undefined) return true
      const owner = state.devices[device]?.owner
      const people = [...seatsOnDevice(state, device).map(({ person }) => person), ...(owner ? [owner] : [])]
      return people.some(person => hidden.has(person))
    },
  }
}
