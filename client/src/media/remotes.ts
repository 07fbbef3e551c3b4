import type { Instant } from '@polyphony/shared/domain/time'
import type { MediaTicket } from '@polyphony/shared/wire/media'
import type { Counts } from './counts.ts'
import { stepOf } from './ladder.ts'
import type { Pair } from './pairs.ts'
import type { Line, PairReport, Remote } from './session.ts'
import { lineOf, type Look } from './watchdog.ts'

/** saves: this device asked for pictures that stand still. */
interface Given {
  readonly now: Instant
  readonly saves: boolean
}

/** What a pair looks like from outside: for a tile, for the watchdog, for a report. */
export function lookOf(pair: Pair, given: Given): Look {
  return {
    now: given.now,
    connection: pair.peer.connection.connectionState,
    expects: {
      sound: pair.said?.microphone === 'on' && pair.said.slow !== 'notes',
      // A picture that stands still may take its time.
      picture: pair.said?.picture === true && !pair.said.slow && !pair.said.rests && !given.saves,
    },
    soundPackets: pair.counts?.soundPackets ?? 0,
    pictureFrames: pair.counts?.pictureFrames ?? 0,
    loss: pair.loss,
    roundTrip: pair.counts?.roundTrip ?? null,
  }
}

export function lineNow(pair: Pair, given: Given): Line {
  return lineOf(pair.watch, lookOf(pair, given))
}

/** Share of packets lost between two counts, 0 to 1. */
export function lossBetween(before: Counts | null, after: Counts): number {
  const came = after.packetsIn - (before?.packetsIn ?? 0)
  const lost = Math.max(0, after.packetsLost - (before?.packetsLost ?? 0))
  return came + lost === 0 ? 0 : lost / (came + lost)
}

/** The same object when nothing a tile shows has changed. isApart: nothing has come for long, however often it was tried. */
export function remoteOf(pair: Pair, old: Remote | undefined, given: Given & { readonly isApart: boolean }): Remote {
  const { device, peer, said } = pair
  const next: Remote = {
    device,
    line: lineNow(pair, given),
    picture: stream(old?.picture, said?.picture ? peer.received('picture') : null),
    share: stream(old?.share, said?.share ? peer.received('share') : null),
    microphone: said?.microphone ?? null,
    slow: given.isApart ? 'notes' : (said?.slow ?? null),
    rests: said?.rests ?? (given.saves && said?.picture ? 'less' : undefined),
    unheard: stepOf(pair.ladder) === 'notes',
  }
  const keys = Object.keys(next) as (keyof Remote)[]
  return old !== undefined && keys.every(key => old[key] === next[key]) ? old : next
}

/** Kept while its track is the same: a video element that gets a new stream goes black for a moment. */
export function stream(old: MediaStream | null | undefined, track: MediaStreamTrack | null): MediaStream | null {
  if (track === null) return null
  return old?.getVideoTracks()[0] === track ? old : new MediaStream([track])
}

export function reportOf(pair: Pair, given: Given): PairReport {
  const { device, counts, loss } = pair
  return {
    device,
    line: lineNow(pair, given),
    bytesIn: counts?.bytesIn ?? 0,
    bytesOut: counts?.bytesOut ?? 0,
    framesDecoded: counts?.framesDecoded ?? 0,
    audioLevel: counts?.audioLevel ?? 0,
    roundTrip: counts?.roundTrip ?? null,
    loss,
    relayed: counts?.relayed ?? false,
    sentHeight: counts?.sentHeight ?? null,
  }
}

/** relayOnly hides everybody's internet address from the others: families in conflict need that. */
export function configurationOf({ iceServers, relayOnly }: MediaTicket): RTCConfiguration {
  return {
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username === undefined ? {} : { username }),
      ...(credential === undefined ? {} : { credential }),
    })),
    iceTransportPolicy: relayOnly ? 'relay' : 'all',
    bundlePolicy: 'max-bundle',
  }
}
