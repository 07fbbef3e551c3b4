import { grace, landing } from '@polyphony/shared/domain/meeting'
import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Stamped } from '@polyphony/shared/domain/meeting'
import type { Instant } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { Logger } from '../log.ts'
import { isLanding } from '@polyphony/shared/domain/present'
import { houseInRoom, roomState } from '../meetings/room.ts'
import type { Context } from '../meetings/context.ts'
import type { LiveSocket } from './sockets.ts'

/**
 * Which socket stands for which device. A device without a socket has lost its line; the rules decide what follows, and
 * this makes sure that they are asked again when a grace is over (D3).
 */
export interface Presence {
  /** The device speaks through this socket from now on. A duplicated tab is a second socket of the same device. */
  hold(meeting: MeetingId, device: DeviceId, socket: LiveSocket): Promise<void>
  /** since: the last sign of life. */
  letGo(meeting: MeetingId, device: DeviceId, given: { socket: LiveSocket; since: Instant }): void
  holderOf(meeting: MeetingId, device: DeviceId): LiveSocket | null
  happened(meeting: MeetingId, events: readonly Stamped[]): void
  /** After a start: whoever the rooms still call here has to come back first. */
  forgetLines(): Promise<void>
  /** Nobody is lost because the house goes down. */
  close(): Promise<void>
}

const tryAgain = seconds(1)

export function createPresence(given: { readonly context: Context; readonly logger: Logger }): Presence {
  const { context, logger } = given
  const { clock } = context
  const holders = new Map<string, LiveSocket[]>()
  const alarms = new Map<MeetingId, () => void>()
  const begun = new Set<Promise<unknown>>()
  let closing = false

  const key = (meeting: MeetingId, device: DeviceId): string => `${meeting} ${device}`

  /** The house's own deeds. Nobody waits for the answer; what the store refuses now is tried until it takes it. */
  function inBackground(work: () => Promise<unknown>): Promise<void> {
    const mine = work().then(
      () => undefined,
      (error: unknown) => {
        logger.error({ error }, 'a room could not be kept in step')
        clock.after(tryAgain, () => void (closing || inBackground(work)))
      },
    )
    begun.add(mine)
    void mine.finally(() => begun.delete(mine))
    return mine
  }

  async function setAlarm(meeting: MeetingId): Promise<void> {
    const room = await roomState(context, meeting)
    const { graceSince } = room
    alarms.get(meeting)?.()
    alarms.delete(meeting)
    const ends = [
      ...(graceSince === null ? [] : [graceSince + grace]),
      ...(room.ended && isLanding(room) ? [room.ended.at + landing] : []),
    ]
    if (ends.length === 0 || closing) return
    const stop = clock.after(Math.max(1, Math.min(...ends) - clock.now()), () => {
      alarms.delete(meeting)
      if (!closing) void inBackground(() => lookAtTheClock(meeting))
    })
    alarms.set(meeting, stop)
  }
  async function lookAtTheClock(meeting: MeetingId): Promise<void> {
    await houseInRoom(context, { meeting, command: { do: 'look-at-the-clock' } })
    // A timer may ring a moment before its time; the door would never be looked at again.
    await setAlarm(meeting)
  }

  async function lose(meeting: MeetingId, device: DeviceId, since: Instant): Promise<void> {
    // Back before the house could say so: then nothing was lost.
    if (holders.has(key(meeting, device))) return
    await houseInRoom(context, { meeting, command: { do: 'lose-line', device, since } })
  }

  return {
    hold: async (meeting, device, socket) => {
      const others = (holders.get(key(meeting, device)) ?? []).filter(other => other !== socket)
      holders.set(key(meeting, device), [...others, socket])
      await houseInRoom(context, { meeting, command: { do: 'find-line', device } })
    },
    letGo: (meeting, device, { socket, since }) => {
      const left = (holders.get(key(meeting, device)) ?? []).filter(other => other !== socket)
      if (left.length > 0) {
        holders.set(key(meeting, device), left)
        return
      }
      holders.delete(key(meeting, device))
      if (!closing) void inBackground(() => lose(meeting, device, since))
    },
    holderOf: (meeting, device) => holders.get(key(meeting, device))?.at(-1) ?? null,

    happened: (meeting, events) => {
      if (events.some(({ event }) => mayNeedTheClock.has(event.is))) void inBackground(() => setAlarm(meeting))
    },

    forgetLines: async () => {
      const since = clock.now()
      const rows = await context.db
        .selectFrom('meeting')
        .select('id')
        .where(row =>
          row.or([
            row('phase', 'in', ['waiting', 'open', 'paused', 'closing']),
            // It may have gone down while one was landing.
            row('ended_at', '>', since - landing),
          ]),
        )
        .execute()
      for (const { id } of rows) {
        const { devices } = await roomState(context, id)
        for (const device of Object.values(devices)) {
          if (device.line !== 'here') continue
          await inBackground(() => lose(id, device.id, since))
        }
        // Or in the middle of a grace.
        await inBackground(() => setAlarm(id))
      }
    },
    close: async () => {
      closing = true
      for (const stop of alarms.values()) stop()
      alarms.clear()
      while (begun.size > 0) await Promise.allSettled(begun)
    },
  }
}

const mayNeedTheClock: ReadonlySet<Stamped['event']['is']> = new Set<Stamped['event']['is']>([
  'line-lost',
  'line-back',
  'arrived',
  'left',
  'unseated',
  'seated',
  'stepped-out',
  'came-back',
  'meeting-ended',
])
