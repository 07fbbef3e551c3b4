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
