import { may } from '@polyphony/shared/domain/access'
import { Fault } from '@polyphony/shared/domain/fault'
import { tellHearing } from '@polyphony/shared/domain/hearing'
import type { DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { isLanding, isPractitioner, isTogether, mayExchange } from '@polyphony/shared/domain/present'
import { seconds } from '@polyphony/shared/domain/time'
import { AskMedia, Do, Enter, Hearing } from '@polyphony/shared/wire/live'
import type { Entered } from '@polyphony/shared/wire/live'
import { Signal } from '@polyphony/shared/wire/media'
import { Device, Meeting } from '@polyphony/shared/wire/shapes'
import * as z from 'zod/mini'
import type { Logger } from '../log.ts'
import type { Tickets } from '../media/tickets.ts'
import type { Context, Who } from '../meetings/context.ts'
import { noteReading } from '../meetings/hand.ts'
import { doInRoom, roomState } from '../meetings/room.ts'
import { noteCannotTalk } from '../meetings/safety.ts'
import { standingByRows } from '../meetings/standing.ts'
import { withoutAddresses } from './addresses.ts'
import { parse } from './answering.ts'
import type { Answering } from './answering.ts'
import type { Circles } from './circles.ts'

import type { Hiding } from './hiding.ts'
import type { Presence } from './presence.ts'
import type { Rooms } from './rooms.ts'
import { mediaRight, mayRelay, whereItIsSafe } from './signals.ts'
import type { LiveSocket } from './sockets.ts'
import { seesAll } from './view.ts'

interface Parts {
  readonly context: Context
  readonly identify: (headers: LiveSocket['handshake']['headers'], url: string) => Promise<Who | null>
  readonly rooms: Rooms
  readonly presence: Presence
  readonly answering: Answering
  readonly media: Tickets
  readonly circles: Circles
  readonly hiding: Hiding
  readonly logger: Logger
  /** After a start: until the lines of before are forgotten, nobody is let in. */
  readonly ready: Promise<void>
}

/** How long a screen has for saying that it shows something. */
const showing = seconds(3)
const SignalTo = z.extend(Signal, { meeting: Meeting, device: Device })

/** Everything that can be said over the live wire. Nothing here trusts what a client says of itself. */
export function listen(socket: LiveSocket, parts: Parts): void {
  const { context, identify, rooms, presence, answering, media, circles, hiding, logger, ready } = parts
  const { data } = socket

  const busy = (): void => {
    if (!data.deeds.take()) throw new Fault('too-many-tries')
  }
  /** What was entered: another meeting or device named afterwards is somebody else's. */
  const here = (given: { meeting: MeetingId; device: DeviceId }): RoomState => {
    const { entered } = data
    if (entered?.meeting !== given.meeting || entered.device !== given.device) throw new Fault('not-in-the-room')
    const state = rooms.stateOf(given.meeting)
    if (!state) throw new Fault('not-in-the-room')
    return state
  }

  async function enter(given: { meeting: MeetingId; device: DeviceId }): Promise<Entered> {
    busy()
    await ready
    const { meeting, device } = given
    // The sign-in may have ended since the line was opened.
    const who = await identify(socket.handshake.headers, socket.handshake.url)
    if (who?.person !== data.who.person) throw new Fault('not-signed-in')
    data.who = who
    const { person } = who
    const standing = await standingByRows(context.db, who, meeting)
    if (!may(standing, 'enter-meeting')) throw new Fault('not-yours')
    const room = await roomState(context, meeting)
    const owner = room.devices[device]?.owner ?? presence.holderOf(meeting, device)?.data.who.person
    if (owner !== undefined && owner !== person) throw new Fault('not-your-seat')
    if (!socket.connected) throw new Fault('leaving')
    leaveFormer(given)
    await hiding.look(meeting)
    data.entered = { meeting, device }
    if (!room.ended || isLanding(room)) await presence.hold(meeting, device, socket)
    if (seesAll(room, person)) await noteReading(context, who, meeting)
    return { ...(await rooms.look(meeting, socket)), you: person, now: context.clock.now() }
  }
  function leaveFormer(next: { meeting: MeetingId; device: DeviceId }): void {
    const { entered } = data
    if (!entered || (entered.meeting === next.meeting && entered.device === next.device)) return
    if (entered.meeting !== next.meeting) rooms.lookAway(entered.meeting, socket)
    presence.letGo(entered.meeting, entered.device, { socket, since: context.clock.now() })
    data.entered = null
  }

  socket.on('enter', (input, reply) => answering.answer({ schema: Enter, input, reply }, enter))

  socket.on('do', (input, reply) =>
    answering.answer({ schema: Do, input, reply }, async given => {
      busy()
      await ready
      here(given)
      const done = await doInRoom(context, data.who, given)
      if (given.deed.do === 'arrive') await noteReading(context, data.who, given.meeting)
      return done
    }),
  )

  socket.on('media', (input, reply) =>
    answering.answer({ schema: AskMedia, input, reply }, async ({ locks = false, ...given }) => {
      busy()
      here(given)
      await hiding.look(given.meeting)
      const state = here(given)
      if (!isTogether(state)) throw new Fault('door-closed')
      if (!mayExchange(state, given.device)) throw new Fault('not-in-the-room')
      const lock = circles.admit({ ...given, locks }, state)
      const hidden = hiding.isHidden(state, given.device)
      return await media.ticketFor({ ...given, right: mediaRight(state, given.device), hidden, lock })
    }),
  )

  socket.on('cannotTalk', (input, reply) =>
    answering.answer({ schema: Enter, input, reply }, async given => {
      busy()
      const state = here(given)
      const { person } = data.who
      if (isPractitioner(state, person)) throw new Fault('not-yours')
      const safe = new Set<PersonId>(whereItIsSafe(state, person))
      // A line that only looks in, from a screen that nobody has sat down at, may stand before anybody's eyes.
      const sockets = rooms.lookers(given.meeting).filter(({ data: { who, entered } }) => {
        return safe.has(who.person) && entered !== null && state.devices[entered.device] !== undefined
      })
      // Nobody is told that somebody heard when nobody did: a line that is dead is noticed seconds later.
      const shown = sockets.map(other => other.timeout(showing).emitWithAck('cannotTalk', given.meeting, person))
      const seen = await Promise.any(shown).then(
        () => true,
        () => false,
      )
      // Kept apart, and in no line of the general log. Whether it was kept changes nothing of what they are told.
      await noteCannotTalk(context, { meeting: given.meeting, person, shown: seen }).catch((error: unknown) =>
        logger.error({ error }, 'the safety log could not be written'),
      )
      if (!seen) throw new Fault('nobody-by-that-name')
      return null
    }),
  )

  socket.on('hearing', (input, reply) =>
    answering.answer({ schema: Hearing, input, reply }, async given => {
      busy()
      const { meeting } = given
      rooms.mark(meeting, tellHearing(here(given), rooms.cannotHear(meeting), given))
      return null
    }),
  )

  socket.on('signal', input => {
    if (!data.signals.take()) return
    try {
      const { meeting, device, to, ...rest } = parse(SignalTo, input)
      const state = here({ meeting, device })
      if (!mayRelay(state, device, to)) return
      const hidden = hiding.isHidden(state, device) || hiding.isHidden(state, to)
      const passed = hidden ? withoutAddresses(rest) : rest
      if (passed !== null) presence.holderOf(meeting, to)?.emit('signal', meeting, { ...passed, from: device })
    } catch (error) {
      // A signal has no answer. What is refused goes nowhere.
      if (!(error instanceof Fault)) logger.error({ error }, 'a signal could not be passed on')
    }
  })

  // Any other name is not of this wire. Who waits for an answer gets one.
  socket.onAny((name: string, ...rest: unknown[]) => {
    if (names.has(name)) return
    const reply = rest.at(-1)
    if (typeof reply === 'function') reply({ ok: false, fault: 'not-understood' })
  })
}

const names: ReadonlySet<string> = new Set(['enter', 'do', 'media', 'cannotTalk', 'hearing', 'signal'])

export async function mayEnter(context: Context, asked: { person: PersonId; meeting: MeetingId }): Promise<boolean> {
  return may(await standingByRows(context.db, asked.person, asked.meeting), 'enter-meeting')
}
