import { Fault } from '@polyphony/shared/domain/fault'
import type { Span } from '@polyphony/shared/domain/time'
import { systemClock } from '@polyphony/shared/domain/time'
import type { ConnectionWays } from '@polyphony/shared/wire/views'
import { useEffect, useRef, useState } from 'react'
import { call } from '../../core/api.ts'
import { openProbe } from '../../core/probe.ts'
import type { Own } from '../../media/own.ts'
import { over, tryLoop, tryWaysOut } from '../../media/probe.ts'
import type { CandidateKind, Transport } from '../../media/probe.ts'
import type { Found, LineName, Outcome } from './found.ts'
import { neededOf, nothingFound, ofAnswer, ofFallback, ofRoundTrip, ofWaysOut, transports } from './found.ts'

export interface Connection {
  readonly found: Found
  readonly looking: boolean
  readonly roundTrip: Span | null
  readonly kinds: readonly CandidateKind[]
  readonly ways: ConnectionWays | null
  /** Nobody is signed in here: the relay is told to those who were invited. */
  readonly unknown: boolean
  look(): Promise<void>
  /** The own voice goes out of this device and comes back to it. */
  speak(own: Own): Promise<void>
  say(name: LineName, outcome: Outcome): void
}

/** Looks once when asked, never by itself: a phone on mobile data pays for it. */
export function useConnection(): Connection {
  const [found, setFound] = useState<Found>(nothingFound)
  const [looking, setLooking] = useState(false)
  const [roundTrip, setRoundTrip] = useState<Span | null>(null)
  const [kinds, setKinds] = useState<readonly CandidateKind[]>([])
  const [ways, setWays] = useState<ConnectionWays | null>(null)
  const [unknown, setUnknown] = useState(false)
  const gone = useRef(new AbortController())
  useEffect(() => {
    gone.current = new AbortController()
    return () => gone.current.abort()
  }, [])

  const say = (name: LineName, outcome: Outcome): void => setFound(before => ({ ...before, [name]: outcome }))
  const see = (more: readonly CandidateKind[]): void => setKinds(before => [...new Set([...before, ...more])])

  const wires = async (): Promise<void> => {
    const probe = openProbe({
      clock: systemClock,
      fetch: (...asked) => fetch(...asked),
      WebSocket,
      server: location.origin.replace(/^http/, 'ws'),
      signal: gone.current.signal,
    })
    const sync = probe.sync().then(works => say('sync', ofAnswer(works)))
    const [live, slow] = await Promise.all([probe.live(), probe.fallback()])
    say('live', ofAnswer(live))
    say('fallback', ofFallback(slow, ofAnswer(live)))
    await sync
    // By itself: what else goes over the line would be counted too.
    const took = await probe.roundTrip()
    setRoundTrip(took)
    say('roundTrip', ofRoundTrip(took))
  }

  const relays = async (): Promise<void> => {
    const { signal } = gone.current
    const told = await call('tryConnection').catch((error: unknown) => {
      setUnknown(error instanceof Fault && error.fault === 'not-signed-in')
      return null
    })
    setWays(told)
    setFound(before => ({ ...before, ...neededOf(told) }))
    if (told === null) return
    const { iceServers, mediaServer } = told
    const through = async (transport: Transport): Promise<void> => {
      const servers = over(iceServers, transport)
      if (servers.length === 0) return
      const loop = await tryLoop({ servers, relayOnly: true, track: null, clock: systemClock, signal })
      see(loop.kinds)
      say(transports[transport], ofAnswer(loop.joined))
    }
    const out = async (): Promise<void> => {
      const servers = over(iceServers, 'udp')
      if (servers.length === 0) return
      const seen = await tryWaysOut({ servers, clock: systemClock, signal })
      see(seen)
      say('stun', ofWaysOut(seen))
    }
    const server = async (): Promise<void> => {
      if (mediaServer === null) return
      const probe = openProbe({
        clock: systemClock,
        fetch: (...asked) => fetch(...asked),
        WebSocket,
        server: '',
        signal,
      })
      say('mediaServer', ofAnswer(await probe.answers(`${mediaServer}/rtc/validate`)))
    }
    await Promise.all([out(), through('udp'), through('tcp'), through('tls'), server()])
  }

  const look = async (): Promise<void> => {
    if (looking) return
    setLooking(true)
    setFound(({ publish, camera, hear }) => ({ ...nothingFound, publish, camera, hear }))
    setKinds([])
    await Promise.allSettled([wires(), relays()])
    if (!gone.current.signal.aborted) setLooking(false)
  }

  const speak = async (own: Own): Promise<void> => {
    const track = own.track('microphone')
    if (track === null) return
    const loop = await tryLoop({
      servers: ways?.iceServers ?? [],
      relayOnly: ways?.relayOnly ?? false,
      track,
      clock: systemClock,
      signal: gone.current.signal,
    })
    see(loop.kinds)
    say('publish', ofAnswer(loop.joined))
  }

  return { found, looking, roundTrip, kinds, ways, unknown, look, speak, say }
}
