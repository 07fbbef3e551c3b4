import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { idPattern } from '@polyphony/shared/domain/ids'
import type { Chance, EntryId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds, systemClock } from '@polyphony/shared/domain/time'
import { closeCode, frame } from '@polyphony/shared/wire/sync'
import type { Logger } from '../log.ts'
import type { Notebooks, Who } from '../meetings/context.ts'
import type { NotebookLog } from '../store/log.ts'
import { createInbox } from './inbox.ts'
import { createOutbox } from './line.ts'
import type { Line } from './line.ts'
import { createNotebooks } from './notebooks.ts'
import type { Member, Rights } from './peer.ts'
import type { Pipe } from './pipe.ts'
import type { Lease } from './rooms.ts'
import { createRooms } from './rooms.ts'
import { createWays } from './ways.ts'
import type { Hearing, Way } from './ways.ts'
import { createWriter } from './writer.ts'

/** What somebody may do in the notebook of a meeting, as the house sees it now. */
export interface SyncStanding {
  readonly person: PersonId
  readonly as: readonly PersonId[]
  readonly room: readonly PersonId[]
  readonly mayWrite: boolean
  readonly checked: ReadonlySet<EntryId>
}

export interface Upgrade {
  readonly request: IncomingMessage
  readonly socket: Duplex
  readonly head: Buffer
  readonly who: Who
  readonly meeting: string
}

export interface Sync {
  readonly notebooks: Notebooks
  /** Takes over an upgraded request of somebody whose sign-in and origin have been looked at. */
  upgrade(given: Upgrade): void
  /** The same by other means, on networks that block WebSockets. */
  tunnel(given: { readonly pipe: Pipe; readonly who: Who; readonly meeting: string }): void
  /** Closes every line of this person (null: everybody) to this meeting (null: all), to be authorised afresh (S10). */
  revoke(given: { readonly meeting: MeetingId | null; readonly person: PersonId | null }): void
  health(): 'well' | 'not-saved'
  close(): Promise<void>
}

interface Seat {
  readonly who: Who
  readonly meeting: MeetingId
  readonly line: Line
  readonly lease: Lease
  readonly member: Member
  /** Its standing is being asked for; again: and has changed once more meanwhile. */
  asking: 'no' | 'yes' | 'again'
}

/** Somebody who is on the way in. */
interface Arriving {
  readonly way: Way
  readonly who: Who
  readonly meeting: string
  revoked: boolean
}

export function createSync(given: {
  log: NotebookLog
  clock: Clock
  chance: Chance
  logger: Logger
  standing: (who: Who, meeting: MeetingId) => Promise<SyncStanding | FaultName>
}): Sync {
  const { clock, logger, standing } = given
  const writer = createWriter(given)
  const rooms = createRooms({ ...given, writer })
  const outbox = createOutbox()
  const seats = new Set<Seat>()
  const arriving = new Set<Arriving>()
  const inbox = createInbox(systemClock)
  const ways = createWays({ inbox, outbox, clock })
  /** Grows with every change of rights: somebody who is just coming in is looked at again. */
  let changes = 0
  let leaving = false
  let round = 0
  let stopWheel: (() => void) | null = null
  let emptied: (() => void) | null = null

  /** One timer for all lines. */
  const wheel = (): void => {
    stopWheel ??= clock.after(seconds(1), () => {
      stopWheel = null
      round++
      for (const { line } of seats) {
        line.second()
        if (round % 10 === 0) line.tenSeconds()
      }
      if (seats.size > 0) wheel()
    })
  }

  const arrive = async (arriving: Arriving): Promise<void> => {
    const { who, way } = arriving
    if (leaving) return way.turnAway(closeCode.leaving, 'leaving')
    if (!idPattern.test(arriving.meeting)) return way.turnAway(closeCode.noSuchMeeting, 'not-found')
    const meeting = arriving.meeting as MeetingId
    let seen = changes
    let found = await standing(who, meeting)
    if (typeof found === 'string') return way.turnAway(codeOf(found), found)
    // The room is loaded before the line is opened: no frame can come too early, and none need be held (S1, S12).
    const lease = await rooms.take(meeting)
    let seated = false
    try {
      while (seen !== changes && !way.gone) {
        seen = changes
        found = await standing(who, meeting)
        if (typeof found === 'string') return way.turnAway(codeOf(found), found)
      }
      if (arriving.revoked) return way.turnAway(closeCode.rightsChanged, 'rights')
      if (leaving) return way.turnAway(closeCode.leaving, 'leaving')
      const rights = rightsOf(found)
      way.open(line => {
        seated = true
        return sit({ who, meeting, line, lease, rights })
      })
    } finally {
      if (!seated) lease.release()
    }
  }

  const sit = (it: { who: Who; meeting: MeetingId; line: Line; lease: Lease; rights: Rights }): Hearing => {
    const { who, meeting, line, lease } = it
    const member = lease.room.enter(line, it.rights)
    const seat: Seat = { who, meeting, line, lease, member, asking: 'no' }
    seats.add(seat)
    wheel()
    return {
      frame: (data, text) => {
        // Their right may have gone (S10): what comes until they have said goodbye in return is nobody's word any more.
        if (line.closed) return
        if (text) return line.close(closeCode.unknownFrame, 'text')
        line.heard(data.length)
        // Said at once and by the line itself: nobody's words wait for it, and it waits for nobody's.
        if (data.length === 1 && data[0] === frame.there) return line.send(thereFrame)
        try {
          lease.room.receive(member, data)
        } catch (error) {
          // No frame may take the house down with it (S15).
          logger.error({ meeting, person: who.person, error }, 'a frame could not be looked at')
          line.close(closeCode.unknownFrame, 'unexpected')
        }
      },
      gone: () => {
        if (!seats.delete(seat)) return
        lease.room.leave(member)
        lease.release()
        if (seats.size === 0) emptied?.()
      },
    }
  }

  const come = (given: { who: Who; meeting: string; way: Way }): void => {
    const one: Arriving = { ...given, revoked: false }
    arriving.add(one)
    void arrive(one)
      .catch((error: unknown) => {
        logger.error({ meeting: one.meeting, error }, 'a notebook could not be opened')
        one.way.drop()
      })
      .finally(() => arriving.delete(one))
  }

  /** Asks again who may do what, for one line. */
  const lookAgain = async (seat: Seat): Promise<void> => {
    if (seat.asking !== 'no') {
      seat.asking = 'again'
      return
    }
    seat.asking = 'yes'
    try {
      const found = await standing(seat.who, seat.meeting)
      if (typeof found === 'string') seat.line.close(codeOf(found), found)
      else seat.lease.room.change(seat.member, rightsOf(found))
    } catch (error) {
      logger.error({ meeting: seat.meeting, error }, 'nobody could say who may write; the line is opened anew')
      seat.line.close(closeCode.rightsChanged, 'again')
    }
    const again = (seat.asking as Seat['asking']) === 'again'
    seat.asking = 'no'
    if (again && !seat.line.closed) await lookAgain(seat)
  }

  return {
    notebooks: createNotebooks({
      rooms,
      rightsChanged: meeting => {
        changes++
        for (const seat of seats) if (seat.meeting === meeting) void lookAgain(seat)
      },
    }),
    upgrade: ({ who, meeting, ...upgraded }) => come({ who, meeting, way: ways.byUpgrade(upgraded) }),
    tunnel: ({ who, meeting, pipe }) => come({ who, meeting, way: ways.byPipe(pipe) }),
    revoke: ({ meeting, person }) => {
      const meant = (one: { who: Who; meeting: string }): boolean =>
        (meeting === null || one.meeting === meeting) && (person === null || one.who.person === person)
      for (const one of arriving) if (meant(one)) one.revoked = true
      for (const seat of seats) if (meant(seat)) seat.line.close(closeCode.rightsChanged, 'rights')
    },
    health: () => (writer.inTrouble ? 'not-saved' : 'well'),
    close: async () => {
      leaving = true
      await rooms.settle()
      const gone = new Promise<void>(resolve => {
        emptied = resolve
        if (seats.size === 0) resolve()
      })
      for (const { line } of seats) line.close(closeCode.leaving, 'leaving')
      const stop = clock.after(seconds(1), () => {
        for (const { line } of seats) line.cut()
      })
      await gone
      stop()
      stopWheel?.()
      stopWheel = null
      await rooms.close()
      ways.close()
      inbox.close()
    },
  }
}

const thereFrame: Uint8Array = new Uint8Array([frame.there])

const rightsOf = ({ person, as, room, mayWrite, checked }: SyncStanding): Rights => ({
  hand: { person, as, room, mayWrite },
  checked,
})

function codeOf(fault: FaultName): number {
  switch (fault) {
    case 'not-signed-in':
      return closeCode.notSignedIn
    case 'not-found':
      return closeCode.noSuchMeeting
    case 'meeting-ended':
      return closeCode.sealed
    case 'leaving':
    case 'not-saved':
    case 'unexpected':
      return closeCode.leaving
    default:
      return closeCode.notYours
  }
}
