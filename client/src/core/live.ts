import { Fault, faults } from '@polyphony/shared/domain/fault'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { stillCannotHear } from '@polyphony/shared/domain/hearing'
import { newId } from '@polyphony/shared/domain/ids'
import type { Chance, CommandId, DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Command, RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { evolve } from '@polyphony/shared/domain/room'
import { seconds } from '@polyphony/shared/domain/time'
import type { Clock, Span } from '@polyphony/shared/domain/time'
import type { Do, Entered, Reply } from '@polyphony/shared/wire/live'
import type { MediaLock, MediaTicket, Signal, SignalFrom } from '@polyphony/shared/wire/media'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import type { LiveSocket } from './live-socket.ts'

/** What a tab knows of the room. Built only from the server's snapshot and events. */
export interface LiveState {
  /** joining: for the first time · lost: it was there and is being sought again, silently. */
  readonly line: 'joining' | 'here' | 'lost'
  readonly room: RoomState | null
  readonly seq: number
  readonly you: PersonId | null
  /** Who says that they cannot hear right now. */
  readonly cannotHear: readonly PersonId[]
  readonly device: DeviceId
  /** Final: this tab cannot look into the meeting. */
  readonly shut: FaultName | null
  /** Milliseconds the server's clock is ahead of this one. */
  readonly ahead: Span
}

export interface Live {
  readonly state: StoreApi<LiveState>
  /**
   * Says it to the server, as yourself or a seat on this device. It keeps its id until it is answered, so that a line
   * lost in between cannot make it happen twice. Rejects with a Fault.
   */
  do(deed: Command, as?: PersonId): Promise<void>
  /** A ticket for sound and picture; locks: this browser can lock them. Fault 'door-closed' while there is no open door (D2). */
  media(locks: boolean): Promise<MediaTicket>
  /** The key of sound and picture, or that there is none now. */
  onLock(then: (lock: MediaLock) => void): () => void
  signal(signal: Signal): void
  onSignal(then: (signal: SignalFrom) => void): () => void
  /** Events as they are applied; for what is announced, never for what is shown. */
  onHappened(then: (stamped: Stamped, before: RoomState) => void): () => void
  cannotTalk(): Promise<void>
  /** For yourself or a seat on this device. */
  tellHearing(as: PersonId, hears: boolean): Promise<void>
  onCannotTalk(then: (person: PersonId) => void): () => void
}

export interface LiveGiven {
  readonly meeting: MeetingId
  readonly device: DeviceId
  readonly clock: Clock
  readonly chance: Chance
  readonly signal: AbortSignal
  readonly socket: LiveSocket
}

interface Pending {
  readonly input: Do
  readonly done: () => void
  readonly refuse: (fault: Fault) => void
  readonly giveBack: () => void
  stopAsking: () => void
}

/** Unanswered on a line that is there: ask again with the same id. */
const askAgain = seconds(8)
/** After this long without an answer a deed is given back to its person: a minute later they may mean something else. */
const giveBack = seconds(60)
/** Answers that will be the same however often one asks. */
const final: readonly FaultName[] = [
  'not-signed-in',
  'not-yours',
  'not-found',
  'link-revoked',
  'link-expired',
  'wrong-origin',
]

/** Enters the meeting and keeps its state until the signal ends. */
export function openLive({ meeting, device, clock, chance, signal, socket }: LiveGiven): Live {
  const state = createStore<LiveState>(() => ({
    line: 'joining',
    room: null,
    seq: 0,
    you: null,
    cannotHear: [],
    device,
    shut: null,
    ahead: 0,
  }))
  const pending = new Map<CommandId, Pending>()
  const signals = new Set<(signal: SignalFrom) => void>()
  const locksHeard = new Set<(lock: MediaLock) => void>()
  const happenings = new Set<(stamped: Stamped, before: RoomState) => void>()
  const cannotTalks = new Set<(person: PersonId) => void>()
  /** Who cannot hear, as told from this tab. */
  const told = new Set<PersonId>()
  let connection = 0
  let entering = false

  const shut = (fault: FaultName): void => {
    state.setState({ shut: fault })
    for (const one of pending.values()) answer(one, { ok: false, fault })
    socket.disconnect()
  }

  const enter = (): void => {
    if (entering || signal.aborted || state.getState().shut) return
    entering = true
    const mine = connection
    const again = clock.after(askAgain, () => {
      if (mine !== connection) return
      entering = false
      enter()
    })
    socket.emit('enter', { meeting, device }, reply => {
      again()
      if (mine !== connection || signal.aborted) return
      entering = false
      if (!reply.ok) {
        if (final.includes(reply.fault)) shut(reply.fault)
        else clock.after(seconds(1), () => mine === connection && enter())
        return
      }
      took(reply.value)
    })
  }

  const took = (entered: Entered): void => {
    const before = state.getState().cannotHear
    state.setState({
      line: 'here',
      room: entered.state,
      seq: entered.seq,
      you: entered.you,
      cannotHear: entered.cannotHear,
      ahead: entered.now - clock.now(),
    })
    for (const one of pending.values()) send(one)
    // The server keeps it in no memory, so a new one does not know it. They still cannot hear.
    for (const person of told)
      if (before.includes(person) && !entered.cannotHear.includes(person))
        tell(person, false).catch(() => told.delete(person))
  }

  const tell = (as: PersonId, hears: boolean): Promise<void> =>
    ask<null>(reply => socket.emit('hearing', { meeting, device, as, hears }, reply)).then(() => undefined)

  const happened = (events: readonly Stamped[]): void => {
    for (const stamped of events) {
      const { room, seq } = state.getState()
      if (room === null || stamped.seq <= seq) continue
      // An event was missed: a guess at it would be a different room from everybody else's. Ask for the whole.
      if (stamped.seq > seq + 1) {
        enter()
        return
      }
      const next = evolve(room, stamped.event, stamped.at)
      state.setState({ room: next, seq: stamped.seq, cannotHear: stillCannotHear(next, state.getState().cannotHear) })
      for (const then of happenings) then(stamped, room)
    }
  }

  const send = (one: Pending): void => {
    one.stopAsking()
    if (state.getState().line !== 'here') return
    const mine = connection
    one.stopAsking = clock.after(askAgain, () => mine === connection && pending.has(one.input.id) && send(one))
    socket.emit('do', one.input, reply => {
      // The server is going down and has done nothing: say it again to the next one.
      if (!reply.ok && reply.fault === 'leaving' && state.getState().shut === null) return
      answer(one, reply)
    })
  }

  const answer = (one: Pending, reply: Reply<unknown>): void => {
    if (!pending.delete(one.input.id)) return
    one.stopAsking()
    one.giveBack()
    if (reply.ok) one.done()
    else one.refuse(new Fault(reply.fault))
  }

  const ask = <T>(question: (reply: (reply: Reply<T>) => void) => void): Promise<T> =>
    new Promise((resolve, reject) => {
      if (state.getState().line !== 'here') return reject(new Fault('leaving'))
      const tired = clock.after(askAgain, () => reject(new Fault('leaving')))
      question(reply => {
        tired()
        if (reply.ok) resolve(reply.value)
        else reject(new Fault(reply.fault))
      })
    })

  socket.on('connect', () => {
    connection++
    entering = false
    enter()
  })
  socket.on('disconnect', reason => {
    connection++
    entering = false
    if (state.getState().line === 'here') state.setState({ line: 'lost' })
    // Said by a server that leaves: socket.io takes it as final, we do not.
    if (reason === 'io server disconnect') reconnectSoon()
  })
  socket.on('connect_error', error => {
    if (isFault(error.message) && final.includes(error.message)) return shut(error.message)
    if (!socket.active) reconnectSoon()
  })
  socket.on('happened', (of, events) => of === meeting && happened(events))
  socket.on('cannotHear', (of, cannotHear) => of === meeting && state.setState({ cannotHear }))
  socket.on('rightsChanged', of => of === meeting && enter())
  socket.on('signal', (of, received) => {
    if (of === meeting) for (const then of signals) then(received)
  })
  socket.on('mediaLock', (of, lock, came) => {
    if (of !== meeting) return
    for (const then of locksHeard) then(lock)
    came()
  })
  socket.on('cannotTalk', (of, person, shown) => {
    if (of !== meeting) return
    for (const then of cannotTalks) then(person)
    if (cannotTalks.size > 0) shown()
  })

  function reconnectSoon(): void {
    if (signal.aborted || state.getState().shut) return
    const byte = chance.fill(new Uint8Array(1))[0] ?? 0
    // Everyone of a hundred rooms comes back at once after a restart: not in the same instant.
    clock.after(150 + byte * 4, () => !signal.aborted && state.getState().shut === null && socket.connect())
  }

  // A phone that slept or was in a tunnel: whoever looks at it again waits for no timer.
  const seen = (): void => {
    if (document.visibilityState === 'hidden' || state.getState().line === 'here' || state.getState().shut) return
    socket.disconnect()
    socket.connect()
  }
  if (typeof window !== 'undefined') {
    document.addEventListener('resume', seen, { signal })
    for (const back of ['online', 'pageshow']) window.addEventListener(back, seen, { signal })
    document.addEventListener('visibilitychange', seen, { signal })
  }
  signal.addEventListener('abort', () => {
    connection++
    for (const one of pending.values()) answer(one, { ok: false, fault: 'leaving' })
    socket.disconnect()
  })
  socket.connect()

  return {
    state,
    do: (deed, as) =>
      new Promise<void>((resolve, reject) => {
        const { shut: closed, you } = state.getState()
        if (closed) return reject(new Fault(closed))
        const speaker = as ?? you
        if (signal.aborted || speaker === null) return reject(new Fault('leaving'))
        const id = newId<CommandId>(clock.now(), chance)
        const one: Pending = {
          input: { id, meeting, device, as: speaker, deed: deed as Do['deed'] },
          done: resolve,
          refuse: reject,
          giveBack: clock.after(giveBack, () => answer(one, { ok: false, fault: 'leaving' })),
          stopAsking: () => undefined,
        }
        pending.set(id, one)
        send(one)
      }),
    media: locks => ask(reply => socket.emit('media', { meeting, device, locks }, reply)),
    onLock: then => listen(locksHeard, then),
    cannotTalk: () => ask<null>(reply => socket.emit('cannotTalk', { meeting, device }, reply)).then(() => undefined),
    tellHearing: (as, hears) => {
      if (hears) told.delete(as)
      else told.add(as)
      return tell(as, hears)
    },
    signal: given => {
      if (state.getState().line === 'here') socket.emit('signal', { ...given, meeting, device })
    },
    onSignal: then => listen(signals, then),
    onHappened: then => listen(happenings, then),
    onCannotTalk: then => listen(cannotTalks, then),
  }
}

function listen<T>(all: Set<T>, one: T): () => void {
  all.add(one)
  return () => all.delete(one)
}

const isFault = (name: string): name is FaultName => name in faults
