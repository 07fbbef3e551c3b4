import type { CandidateKind, Transport } from '../../media/probe.ts'
import { over } from '../../media/probe.ts'
import type { ConnectionWays } from '@polyphony/shared/wire/views'
import type { Span } from '@polyphony/shared/domain/time'

export const lineNames = [
  'live',
  'fallback',
  'sync',
  'roundTrip',
  'stun',
  'relayUdp',
  'relayTcp',
  'relayTls',
  'mediaServer',
  'publish',
  'camera',
  'hear',
] as const
export type LineName = (typeof lineNames)[number]
/** Not by looking at the lines: a person tries these, or leaves them out. */
export const tried: readonly LineName[] = ['publish', 'camera', 'hear']
export type Outcome = 'works' | 'fails' | 'not-needed' | 'not-checked'
export type Found = Readonly<Record<LineName, Outcome>>

export const nothingFound: Found = {
  live: 'not-checked',
  fallback: 'not-checked',
  sync: 'not-checked',
  roundTrip: 'not-checked',
  stun: 'not-checked',
  relayUdp: 'not-checked',
  relayTcp: 'not-checked',
  relayTls: 'not-checked',
  mediaServer: 'not-checked',
  publish: 'not-checked',
  camera: 'not-checked',
  hear: 'not-checked',
}

export const transports = { udp: 'relayUdp', tcp: 'relayTcp', tls: 'relayTls' } as const satisfies Record<
  Transport,
  LineName
>

/** Slower than this, people begin to speak at the same time (ITU-T G.114 reckons 150 ms each way). */
const slow: Span = 300

export const ofAnswer = (works: boolean): Outcome => (works ? 'works' : 'fails')
export const ofRoundTrip = (ms: Span | null): Outcome => ofAnswer(ms !== null && ms <= slow)
export const ofWaysOut = (kinds: readonly CandidateKind[]): Outcome =>
  ofAnswer(kinds.includes('srflx') || kinds.includes('relay'))
/** A network that blocks plain requests and lets WebSockets through does no harm. */
export const ofFallback = (works: boolean, live: Outcome): Outcome =>
  works ? 'works' : live === 'works' ? 'not-needed' : 'fails'

/** What this place uses at all. ways null: it is not known who asks, so the relay is not told. */
export function neededOf(ways: ConnectionWays | null): Partial<Found> {
  if (ways === null) return {}
  const needed = (transport: Transport): Outcome =>
    over(ways.iceServers, transport).length > 0 ? 'not-checked' : 'not-needed'
  return {
    stun: needed('udp'),
    relayUdp: needed('udp'),
    relayTcp: needed('tcp'),
    relayTls: needed('tls'),
    mediaServer: ways.mediaServer === null ? 'not-needed' : 'not-checked',
  }
}

export type Verdict = 'all' | 'some' | 'writing' | 'none' | 'unknown'

/** What all lines together mean for a meeting. relayOnly: without the relay there is no sound and no picture here. */
export function verdictOf(found: Found, relayOnly: boolean): Verdict {
  const { live, fallback, mediaServer } = found
  if (live === 'not-checked') return 'unknown'
  if (live === 'fails' && fallback === 'fails') return 'none'
  const relays = Object.values(transports).map(name => found[name])
  const noRelay = relays.includes('fails') && !relays.includes('works')
  if (mediaServer === 'fails' || (relayOnly && noRelay)) return 'writing'
  // One open way to the relay is enough: that another is shut changes nothing for anybody.
  const oneIsEnough: readonly LineName[] = relays.includes('works') ? ['stun', ...Object.values(transports)] : []
  return lineNames.some(name => found[name] === 'fails' && !oneIsEnough.includes(name)) ? 'some' : 'all'
}
