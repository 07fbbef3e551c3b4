import { number, type Stat } from './counts.ts'

/** Of one other device behind a media server, from the reports of its tracks and of what this device sends. */
export function countReceived(reports: readonly (RTCStatsReport | undefined)[]) {
  const counts = {
    bytesIn: 0,
    bytesOut: 0,
    framesDecoded: 0,
    audioLevel: 0,
    roundTrip: null as number | null,
    loss: 0,
    relayed: false,
    sentHeight: null as number | null,
  }
  let came = 0
  let lost = 0
  for (const report of reports) {
    report?.forEach((stat: Stat) => {
      if (stat.type === 'inbound-rtp') {
        counts.bytesIn += number(stat.bytesReceived)
        counts.framesDecoded += number(stat.framesDecoded)
        counts.audioLevel = Math.max(counts.audioLevel, number(stat.audioLevel))
        came += number(stat.packetsReceived)
        lost += number(stat.packetsLost)
      }
      if (stat.type === 'outbound-rtp') {
        counts.bytesOut += number(stat.bytesSent)
        if (stat.kind === 'video') counts.sentHeight = Math.max(counts.sentHeight ?? 0, number(stat.frameHeight))
      }
      if (stat.type === 'remote-inbound-rtp' && typeof stat.roundTripTime === 'number') {
        counts.roundTrip = stat.roundTripTime * 1000
      }
    })
  }
  counts.loss = came + lost === 0 ? 0 : lost / (came + lost)
  return counts
}

/** How the line does, from the reports of some tracks: what came and was lost so far, and the way there and back. */
export interface Flow {
  readonly came: number
  readonly lost: number
  /** Share of what goes out that is lost on the way, as the media server says. null: it has not said. */
  readonly lossOut: number | null
  /** Milliseconds. */
  readonly roundTrip: number | null
}

export function flowOf(reports: readonly (RTCStatsReport | undefined)[]): Flow {
  const flow = { came: 0, lost: 0, lossOut: null as number | null, roundTrip: null as number | null }
  for (const report of reports) {
    report?.forEach((stat: Stat) => {
      if (stat.type === 'inbound-rtp') {
        flow.came += number(stat.packetsReceived)
        flow.lost += number(stat.packetsLost)
      }
      // What was said of a layer that rests stays as it was said last.
      const local: Stat | undefined = report.get(String(stat.localId))
      if (stat.type === 'remote-inbound-rtp' && typeof stat.fractionLost === 'number' && local?.active !== false) {
        flow.lossOut = Math.max(flow.lossOut ?? 0, stat.fractionLost)
      }
      const chosen = stat.type === 'candidate-pair' && stat.nominated === true && stat.state === 'succeeded'
      if (chosen && typeof stat.currentRoundTripTime === 'number') flow.roundTrip = stat.currentRoundTripTime * 1000
    })
  }
  return flow
}
