import type { DeviceId } from '@polyphony/shared/domain/ids'
import { grace, type RoomState } from '@polyphony/shared/domain/meeting'
import { microphoneRests } from '@polyphony/shared/domain/present'
import { type Instant, minutes, seconds } from '@polyphony/shared/domain/time'
import type { MediaTicket } from '@polyphony/shared/wire/media'
import { createApart } from './apart.ts'
import type { Body, BodyGiven } from './body.ts'
import { countPair } from './counts.ts'
import { exchangesWith } from './exchange.ts'
import { createGiving } from './giving.ts'
import { climb } from './ladder.ts'
import { levelOfReceiver } from './levels.ts'
import { createPairs, type Pair } from './pairs.ts'
import { createPeer } from './peer.ts'
import { configurationOf, lineNow, lookOf, lossBetween, remoteOf, reportOf } from './remotes.ts'
import type { Remote } from './session.ts'
import { renewTickets } from './renewal.ts'
import { createShare } from './share.ts'
import { createSpeakers } from './sound.ts'
import { watchPair } from './watchdog.ts'

const lookEvery = seconds(2)
const ticketAgain = seconds(2)
/** Relay credentials run out: a pair that is built later asks for fresh ones. */
const ticketLasts = minutes(5)

/** Everybody connected with everybody, without a media server. */
export function createMesh(given: BodyGiven): Body {
  const { you, own, state, change, levels, signalling, clock, chance, signal, onNetwork } = given
  const speakers = createSpeakers(needsTap => change({ needsTap }))
  const share = createShare(track => {
    change({ sharing: track !== null })
    giving.putAll()
  })
  let circle: readonly DeviceId[] | null = null
  let ticket: { readonly ticket: MediaTicket; readonly at: Instant } | null = null
  let asking = false
  let left = false
  let isUp = true
  /** Who sits at this device: one of them may hide, and then it is met through the relay only. */
  let people = ''
  let endGrace: () => void = () => undefined

  const pairs = createPairs({
    own: you.device,
    clock,
    chance,
    signal,
    send: signalling.send,
    createPeer,
    onBuilt: pair => giving.put(pair),
    onChange: device => {
      show(device)
      giving.putAll()
    },
  })

  const giving = createGiving({
    ...given,
    pairs: pairs.all,
    devices: () => (circle?.length ?? 0) + 1,
    shared: () => share.track(),
  })
  const now = () => ({ now: clock.now(), saves: own.state.getState().saves })
  const apart = createApart(clock)
  const isHeard = (pair: Pair): boolean => /well|weak/.test(lineNow(pair, now()))

  const show = (device: DeviceId): void => {
    const { [device]: old, ...others } = state.getState().remotes
    const pair = pairs.get(device)
    // While /live is gone this device may be the one that is apart.
    const isMissed = isUp && circle?.includes(device) === true && (pair === undefined || !isHeard(pair))
    const isApart = apart.note(device, !isMissed)
    if (pair !== undefined) {
      speakers.play(device, pair.peer.received('sound'))
      const remote = remoteOf(pair, old, { ...now(), isApart })
      if (remote !== old) change({ remotes: { ...others, [device]: remote } })
      return
    }
    speakers.stop(device)
    const slow = isApart ? 'notes' : null
    if (old?.line === 'connecting' && old.slow === slow && circle?.includes(device)) return
    const waiting: Remote = { device, line: 'connecting', picture: null, share: null, microphone: null, slow }
    change({ remotes: circle?.includes(device) ? { ...others, [device]: waiting } : others })
  }

  const look = async (pair: Pair): Promise<void> => {
    const counts = await countPair(pair.peer.connection, pair.peer.mids()).catch(() => null)
    if (counts === null || pairs.get(pair.device) !== pair) return
    // What is said to be sent is sent: a sender that lost its track gets it back before anybody misses it.
    giving.put(pair)
    pair.loss = lossBetween(pair.counts, counts)
    pair.counts = counts
    if (pair.watch.wasConnected) {
      const { lossOut, roundTrip } = counts
      pair.ladder = climb(pair.ladder, { now: clock.now(), loss: lossOut ?? pair.loss, roundTrip })
    }
    const { watch, act } = watchPair(pair.watch, lookOf(pair, now()))
    pair.watch = watch
    if (act === 'restart') pair.peer.restart()
    if (act === 'rebuild') await rebuild(pair.device)
    show(pair.device)
  }

  const rebuild = async (device: DeviceId): Promise<void> => {
    if (ticket !== null && clock.now() - ticket.at > ticketLasts) {
      ticket = null
      await join()
    }
    pairs.rebuild(device)
  }

  const lookAround = (): void => {
    if (left) return
    clock.after(lookEvery, lookAround)
    void Promise.all(pairs.all().map(look)).then(() => {
      giving.breathe()
      giving.putAll()
      for (const device of circle ?? []) if (pairs.get(device) === undefined) show(device)
    })
  }

  /** Asks for a ticket until there is one; the room decides whether there may be. */
  const join = async (): Promise<void> => {
    if (circle === null) return pairs.want(null, {})
    if (ticket?.ticket.by === 'mesh') {
      change({ exchange: 'on' })
      pairs.want(circle, configurationOf(ticket.ticket))
      return giving.putAll()
    }
    if (asking || left) return
    asking = true
    const got = await signalling.ticket().catch(() => null)
    asking = false
    ticket = got === null ? null : { ticket: got, at: clock.now() }
    if (got?.by === 'mesh') return join()
    // A closed door or a lost line.
    ticket = null
    if (circle !== null) change({ exchange: 'refused' })
    clock.after(ticketAgain, () => void join())
  }

  const renew = (got: MediaTicket): void => {
    ticket = { ticket: got, at: clock.now() }
    pairs.renew(configurationOf(got))
  }

  const follow = (room: RoomState): void => {
    if (left) return
    const seated = room.seats.flatMap(({ device, person }) => (device === you.device ? person : [])).join()
    if (seated !== people && ticket !== null) void signalling.ticket().then(renew, () => undefined)
    people = seated
    const resting = microphoneRests(room, you.device)
    if (resting !== state.getState().resting) {
      change({ resting })
      giving.putAll()
    }
    const next = exchangesWith(room, you.device)
    if (next?.join() === circle?.join() && (next === null) === (circle === null)) return
    if (next === null) {
      ticket = null
      share.stop()
      change({ exchange: null })
    } else if (circle === null) change({ exchange: 'joining' })
    circle = next
    void join()
  }

  const hold = (held: boolean): void => {
    if (state.getState().held === held) return
    change({ held })
    giving.putAll()
  }

  const leave = (): void => {
    if (left) return
    left = true
    circle = null
    for (const end of ends) end()
    endGrace()
    giving.close()
    share.stop()
    pairs.want(null, {})
    speakers.close()
  }

  const ends = [
    renewTickets({
      clock,
      ticket: signalling.ticket,
      needed: () => !left && circle !== null && ticket !== null,
      onTicket: renew,
    }),
    signalling.onSignal(received => pairs.take(received)),
    // Others may see a seat as lost by now: what cannot be seen in the room is not to be heard from it either.
    signalling.onLine(up => {
      isUp = up
      endGrace()
      if (!up) endGrace = clock.after(grace, () => hold(true))
      else {
        hold(false)
        for (const { peer } of pairs.all()) if (peer.connection.connectionState !== 'connected') peer.restart()
      }
    }),
    onNetwork(() => {
      for (const { peer } of pairs.all()) peer.restart()
    }),
    own.onTrack(giving.putAll),
    state.subscribe((now, before) => {
      if (now.sees !== before.sees) giving.putAll()
    }),
    own.state.subscribe((now, before) => {
      if (now.microphone !== before.microphone || now.camera !== before.camera) giving.putAll()
      if (now.saves !== before.saves) giving.putAll()
      if (now.chosen.speaker !== before.chosen.speaker) speakers.setSpeaker(now.chosen.speaker)
    }),
    levels.onSpeaking('own', giving.speaks),
  ]
  speakers.setSpeaker(own.state.getState().chosen.speaker)
  lookAround()

  return {
    follow,
    levelOf: device => levelOfReceiver(pairs.get(device)?.peer.receiver('sound')),
    hear: speakers.hear,
    leave,
    share: async on => {
      if (on) return share.start()
      share.stop()
      return true
    },
    report: async () => {
      await Promise.all(pairs.all().map(look))
      return pairs.all().map(pair => reportOf(pair, now()))
    },
  }
}
