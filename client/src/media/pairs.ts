import type { Chance, DeviceId } from '@polyphony/shared/domain/ids'
import { type Clock, type Instant, seconds } from '@polyphony/shared/domain/time'
import type { Signal, SignalFrom } from '@polyphony/shared/wire/media'
import { type Stairs, top } from './ladder.ts'
import type { Part, Peer, PeerGiven } from './peer.ts'
import type { Said } from './said.ts'
import { beginWatch, type Watch } from './watchdog.ts'
import type { Counts } from './counts.ts'

/** A connection to one other device. */
export interface Pair {
  readonly device: DeviceId
  /** Named by the side that starts. Everything about an older connection is told apart by it. */
  readonly session: string
  readonly peer: Peer
  readonly builtAt: Instant
  said: Said | null
  /** A picture may go over it: sound stands on every pair first. */
  pictured: boolean
  watch: Watch
  counts: Counts | null
  loss: number
  ladder: Stairs
}

export interface Pairs {
  /** The devices to be connected with, and how. Others are let go. null: with nobody. */
  want(devices: readonly DeviceId[] | null, configuration: RTCConfiguration): void
  take(signal: SignalFrom): void
  /** Fresh relay credentials, for pairs that stand and for new ones. A pair that is relayed moves over to them. */
  renew(configuration: RTCConfiguration): void
  get(device: DeviceId): Pair | undefined
  all(): readonly Pair[]
  /** A new connection in place of the old one. */
  rebuild(device: DeviceId): void
}

export interface PairsGiven {
  readonly own: DeviceId
  readonly clock: Clock
  readonly chance: Chance
  readonly signal: AbortSignal
  readonly send: (signal: Signal) => void
  /** A new connection: give it tracks. It is already in get(). */
  readonly onBuilt: (pair: Pair) => void
  readonly onChange: (device: DeviceId) => void
  readonly createPeer: (given: PeerGiven) => Peer
}

/** An offer and its answer cross within this; asking again sooner would build everything twice. */
const crossing = 1500
const askAgain = seconds(2)
const askAtMost = seconds(10)
/** A signal may come before this tab knows that its sender is in the room. */
const earlyLasts = seconds(10)
const earlyLimit = 64
const retiredLimit = 16

/**
 * Who offers is settled by id, so that two new devices never collide: the smaller id starts, the other one says that it
 * is there (a signal without content) and waits for the offer.
 */
export function createPairs(given: PairsGiven): Pairs {
  const { own, clock, chance, signal, send, onBuilt, onChange, createPeer } = given
  const pairs = new Map<DeviceId, Pair>()
  const asking = new Map<DeviceId, () => void>()
  const early: { readonly at: Instant; readonly signal: SignalFrom }[] = []
  const retired: string[] = []
  /** How often a pair was built since it last worked. */
  const attempts = new Map<DeviceId, number>()
  let wanted: readonly DeviceId[] = []
  let configuration: RTCConfiguration = {}

  const starts = (device: DeviceId): boolean => own < device
  const newSession = (): string =>
    Array.from(chance.fill(new Uint8Array(12)), byte => byte.toString(16).padStart(2, '0')).join('')

  const letGo = (device: DeviceId): void => {
    const pair = pairs.get(device)
    if (pair === undefined) return
    pairs.delete(device)
    retired.push(pair.session)
    if (retired.length > retiredLimit) retired.shift()
    pair.peer.close()
  }

  const stopAsking = (device: DeviceId): void => {
    asking.get(device)?.()
    asking.delete(device)
  }

  const build = (device: DeviceId, session: string): Pair => {
    const before = pairs.get(device)
    const attempt = before?.watch.wasConnected ? 0 : (attempts.get(device) ?? 0)
    attempts.set(device, attempt + 1)
    letGo(device)
    const mine = (): boolean => pairs.get(device)?.session === session
    const peer = createPeer({
      configuration,
      starts: starts(device),
      polite: !starts(device),
      send: (part: Part) => mine() && send({ to: device, session, ...part }),
      onSaid: said => {
        const pair = pairs.get(device)
        if (pair?.session !== session) return
        pair.said = said
        onChange(device)
      },
      onChange: () => mine() && onChange(device),
      onBroken: () => mine() && rebuild(device),
    })
    const now = clock.now()
    const pair: Pair = {
      device,
      session,
      peer,
      builtAt: now,
      said: null,
      pictured: false,
      watch: beginWatch(now, attempt),
      counts: null,
      loss: 0,
      // A line that bore no picture bears none because it was built anew: the sound comes first again.
      ladder: before && before.ladder.at > 1 ? { ...before.ladder, badSince: null, goodSince: null } : top,
    }
    pairs.set(device, pair)
    onBuilt(pair)
    onChange(device)
    return pair
  }

  /** Less and less often: whoever is slow to answer is not helped by being asked more. */
  const ask = (device: DeviceId, wait = askAgain): void => {
    stopAsking(device)
    if (signal.aborted || !wanted.includes(device)) return
    send({ to: device, session: newSession() })
    asking.set(
      device,
      clock.after(wait, () => ask(device, Math.min(askAtMost, wait * 1.5))),
    )
  }

  const rebuild = (device: DeviceId): void => {
    if (!wanted.includes(device) || signal.aborted) return
    if (starts(device)) build(device, newSession())
    else if (!asking.has(device)) ask(device)
  }

  const keepEarly = (received: SignalFrom): void => {
    early.push({ at: clock.now(), signal: received })
    if (early.length > earlyLimit) early.shift()
  }

  const takeEarly = (device: DeviceId): void => {
    const now = clock.now()
    const waiting = early.splice(0)
    for (const one of waiting) {
      if (one.signal.from !== device) early.push(one)
      else if (now - one.at < earlyLasts) take(one.signal)
    }
  }

  const take = (received: SignalFrom): void => {
    const { from, session, description, candidate } = received
    if (retired.includes(session)) return
    const pair = pairs.get(from)
    if (!wanted.includes(from)) keepEarly(received)
    else if (pair?.session === session) pair.peer.take(received)
    else if (starts(from)) {
      const isHello = description === undefined && candidate === undefined
      const isCrossing = pair !== undefined && clock.now() - pair.builtAt < crossing
      if (isHello && !isCrossing) rebuild(from)
    } else if (description?.type === 'offer') {
      stopAsking(from)
      build(from, session).peer.take(received)
      // A candidate may overtake its offer.
      takeEarly(from)
    } else if (candidate) keepEarly(received)
  }

  const want: Pairs['want'] = (devices, how) => {
    configuration = how
    const before = wanted
    wanted = devices ?? []
    for (const device of before) {
      if (wanted.includes(device)) continue
      stopAsking(device)
      attempts.delete(device)
      letGo(device)
      onChange(device)
    }
    for (const device of wanted) {
      if (before.includes(device)) continue
      if (starts(device)) build(device, newSession())
      takeEarly(device)
      if (!pairs.has(device)) ask(device)
    }
  }
  signal.addEventListener('abort', () => want(null, {}))

  const renew: Pairs['renew'] = how => {
    // Somebody who hides has sat down at this device, or got up: the way has to change now.
    const otherWay = configuration.iceTransportPolicy !== how.iceTransportPolicy
    configuration = how
    for (const { peer, counts } of pairs.values()) {
      peer.renew(how)
      // Sound goes on over the old way until the new one stands.
      if (counts?.relayed || otherWay) peer.restart()
    }
  }

  return { want, take, renew, rebuild, get: device => pairs.get(device), all: () => [...pairs.values()] }
}
