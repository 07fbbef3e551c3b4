import type { RoomState } from '@polyphony/shared/domain/meeting'
import { microphoneRests } from '@polyphony/shared/domain/present'
import { seconds } from '@polyphony/shared/domain/time'
import type { MediaLock, MediaTicket, SignalFrom } from '@polyphony/shared/wire/media'
import { createStore } from 'zustand/vanilla'
import type { Body, BodyGiven, SessionGiven } from './body.ts'
import { exchangesWith } from './exchange.ts'
import { createLevels } from './levels.ts'
import { seeAtMost } from './quality.ts'
import type { MediaSession, MediaState, Signalling } from './session.ts'

export type Bodies = Readonly<Record<MediaTicket['by'], (given: BodyGiven) => Promise<Body>>>

const ticketAgain = seconds(2)
const earlyLimit = 64

const nothingYet: MediaState = {
  exchange: null,
  remotes: {},
  needsTap: false,
  sends: 'picture',
  resting: false,
  sharing: false,
  sees: [],
  held: false,
  lock: null,
}

/** One session for the room, whichever body it gets: the first ticket says whether a media server stands behind it. */
export function createSession(given: SessionGiven & { readonly bodies: Bodies }): MediaSession {
  const { you, own, signalling, clock, signal, bodies } = given
  const state = createStore<MediaState>(() => nothingYet)
  const change = (to: Partial<MediaState>): void => {
    const now = state.getState()
    if ((Object.keys(to) as (keyof MediaState)[]).some(key => now[key] !== to[key])) state.setState(to)
  }
  const levels = createLevels({ own, clock, signal, levelOf: device => body?.levelOf(device) ?? 0 })
  let body: Body | null = null
  let room: RoomState | null = null
  let choosing = false
  let left = false
  const first = keepingFirst(signalling, signal)

  const choose = async (): Promise<void> => {
    if (choosing || left || body !== null || room === null || exchangesWith(room, you.device) === null) return
    choosing = true
    change({ exchange: 'joining' })
    const made = await make().catch(() => null)
    choosing = false
    if (left) return made?.leave()
    if (made === null) {
      // A closed door, a lost line, or a part of the page that did not come.
      if (exchangesWith(room, you.device) !== null) change({ exchange: 'refused' })
      clock.after(ticketAgain, () => void choose())
      return
    }
    body = made
    body.follow(room)
  }
  const make = async (): Promise<Body> => {
    const ticket = await signalling.ticket()
    return await bodies[ticket.by]({ ...given, signalling: first.handOn(ticket), state, change, levels })
  }

  const leave = (): void => {
    if (left) return
    left = true
    body?.leave()
    own.release()
    state.setState(nothingYet)
  }
  signal.addEventListener('abort', leave)

  return {
    state,
    own,
    levels,
    leave,
    follow: next => {
      room = next
      if (body !== null) return body.follow(next)
      const exchanges = exchangesWith(next, you.device) !== null
      change({ resting: microphoneRests(next, you.device), ...(exchanges ? {} : { exchange: null }) })
      void choose()
    },
    hear: async () => await body?.hear(),
    share: async on => (await body?.share(on)) ?? !on,
    see: (device, on) => {
      const others = state.getState().sees.filter(one => one !== device)
      if (!on) change({ sees: others })
      else if (others.length < seeAtMost) change({ sees: [...others, device] })
    },
    report: async () => (await body?.report()) ?? [],
  }
}

/** Others may be quicker: what they signal before this device has its body is kept for it, and so is the first ticket. */
function keepingFirst(signalling: Signalling, signal: AbortSignal): { handOn(ticket: MediaTicket): Signalling } {
  const early: SignalFrom[] = []
  const stop = signalling.onSignal(received => {
    early.push(received)
    if (early.length > earlyLimit) early.shift()
  })
  let lock: MediaLock | null = null
  const stopLocks = signalling.onLock(given => {
    lock = given
  })
  for (const end of [stop, stopLocks]) signal.addEventListener('abort', end)
  return {
    handOn: ticket => {
      let first: MediaTicket | null = ticket
      return {
        ...signalling,
        ticket: async () => {
          const fresh = first
          first = null
          return fresh ?? (await signalling.ticket())
        },
        onSignal: then => {
          stop()
          for (const received of early.splice(0)) then(received)
          return signalling.onSignal(then)
        },
        onLock: then => {
          stopLocks()
          if (lock !== null) then(lock)
          return signalling.onLock(then)
        },
      }
    },
  }
}
