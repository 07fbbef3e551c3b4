import type { Clock, Span } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import type { ConnectionWays } from '@polyphony/shared/wire/views'

type Servers = ConnectionWays['iceServers']

/** How a relay is reached. Closed: each is a line of the report. */
export type Transport = 'udp' | 'tcp' | 'tls'

/** host: in this network · srflx: seen from outside · relay: lent by the relay. Never an address. */
export type CandidateKind = 'host' | 'srflx' | 'prflx' | 'relay'

export interface Loop {
  readonly joined: boolean
  readonly kinds: readonly CandidateKind[]
  /** What of the sound came back. */
  readonly bytesIn: number
}

const patience = seconds(10)
const lookEvery = 100

/** RFC 7065: udp unless another way is named. */
export function transportOf(url: string): Transport {
  if (/[?&]transport=udp/i.test(url)) return 'udp'
  if (/^turns:/i.test(url)) return 'tls'
  return /[?&]transport=tcp/i.test(url) ? 'tcp' : 'udp'
}

/** The same servers, as far as they are reached in this one way. */
export const over = (servers: Servers, transport: Transport): Servers =>
  servers
    .map(server => ({ ...server, urls: server.urls.filter(url => transportOf(url) === transport) }))
    .filter(({ urls }) => urls.length > 0)

export function kindOf(candidate: string): CandidateKind | null {
  const kind = / typ (host|srflx|prflx|relay)\b/.exec(candidate)?.[1]
  return (kind as CandidateKind | undefined) ?? null
}

/**
 * Two ends in this one page that speak to each other, out to the relay and back where that is asked. Nothing of it
 * reaches anybody else. track: is sent round too; joined then means that its sound came back.
 */
export async function tryLoop(given: {
  readonly servers: Servers
  readonly relayOnly: boolean
  readonly track: MediaStreamTrack | null
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly within?: Span
}): Promise<Loop> {
  const { servers, relayOnly, track, clock, signal, within = patience } = given
  const kinds = new Set<CandidateKind>()
  const nothing: Loop = { joined: false, kinds: [], bytesIn: 0 }
  if (typeof RTCPeerConnection === 'undefined' || signal.aborted) return nothing
  const how: RTCConfiguration = {
    iceServers: servers as RTCIceServer[],
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
  }
  const near = new RTCPeerConnection(how)
  const far = new RTCPeerConnection(how)
  try {
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.onicecandidate = ({ candidate }) => {
        const kind = candidate && kindOf(candidate.candidate)
        if (kind) kinds.add(kind)
        if (candidate) other.addIceCandidate(candidate).catch(() => undefined)
      }
    }
    const channel = near.createDataChannel('try')
    if (track) near.addTrack(track, new MediaStream([track]))
    await near.setLocalDescription()
    await far.setRemoteDescription(near.localDescription as RTCSessionDescription)
    await far.setLocalDescription()
    await near.setRemoteDescription(far.localDescription as RTCSessionDescription)
    const until = clock.now() + within
    let bytesIn = 0
    const isThere = (): boolean => channel.readyState === 'open' && (track === null || bytesIn > 0)
    while (!isThere() && clock.now() < until && !signal.aborted) {
      await new Promise<void>(resolve => clock.after(lookEvery, resolve))
      if (track) bytesIn = await soundIn(far)
    }
    return { joined: isThere(), kinds: [...kinds], bytesIn }
  } catch {
    return { ...nothing, kinds: [...kinds] }
  } finally {
    near.close()
    far.close()
  }
}

/** Which ways out of this network there are. */
export async function tryWaysOut(given: {
  readonly servers: Servers
  readonly clock: Clock
  readonly signal: AbortSignal
}): Promise<readonly CandidateKind[]> {
  const { servers, clock, signal } = given
  if (typeof RTCPeerConnection === 'undefined') return []
  const kinds = new Set<CandidateKind>()
  const end = new RTCPeerConnection({ iceServers: servers as RTCIceServer[] })
  try {
    await new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve())
      clock.after(patience, resolve)
      end.onicecandidate = ({ candidate }) => {
        const kind = candidate && kindOf(candidate.candidate)
        if (kind) kinds.add(kind)
        // null: it has found all there are. Seen from outside is all that is asked.
        if (candidate === null || kind === 'srflx' || kind === 'relay') resolve()
      }
      end.createDataChannel('try')
      void end.setLocalDescription().catch(() => resolve())
    })
    return [...kinds]
  } finally {
    end.close()
  }
}

async function soundIn(connection: RTCPeerConnection): Promise<number> {
  let bytes = 0
  for (const stat of (await connection.getStats()).values() as Iterable<{ type: string; bytesReceived?: number }>)
    if (stat.type === 'inbound-rtp') bytes += stat.bytesReceived ?? 0
  return bytes
}
