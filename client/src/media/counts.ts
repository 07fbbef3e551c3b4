import type { LineName } from './peer.ts'

/** What getStats of one pair says, in few numbers. Counted since the pair was built. */
export interface Counts {
  readonly soundPackets: number
  readonly pictureFrames: number
  readonly framesDecoded: number
  readonly packetsLost: number
  readonly packetsIn: number
  /** Share of what goes out now that is lost on the way, as the other side says. null: it has not said. */
  readonly lossOut: number | null
  readonly bytesIn: number
  readonly bytesOut: number
  /** Milliseconds. */
  readonly roundTrip: number | null
  readonly relayed: boolean
  readonly audioLevel: number
  readonly sentHeight: number | null
  /** The processor does not keep up with the picture that goes out. */
  readonly isBusy: boolean
}

/** RTCStats is one bag for all kinds; these are the fields read here. Source: W3C webrtc-stats. */
export type Stat = RTCStats & Partial<Record<string, unknown>>

export const number = (value: unknown): number => (typeof value === 'number' ? value : 0)

export async function countPair(connection: RTCPeerConnection, mids: Record<LineName, string | null>): Promise<Counts> {
  const stats = await connection.getStats()
  const all = new Map<string, Stat>()
  stats.forEach((stat: Stat) => {
    all.set(stat.id, stat)
  })
  const counts = {
    soundPackets: 0,
    pictureFrames: 0,
    framesDecoded: 0,
    packetsLost: 0,
    packetsIn: 0,
    lossOut: null as number | null,
    bytesIn: 0,
    bytesOut: 0,
    roundTrip: null as number | null,
    relayed: false,
    audioLevel: 0,
    sentHeight: null as number | null,
    isBusy: false,
  }
  for (const stat of all.values()) {
    if (stat.type === 'inbound-rtp') {
      counts.packetsIn += number(stat.packetsReceived)
      counts.packetsLost += number(stat.packetsLost)
      counts.bytesIn += number(stat.bytesReceived)
      if (stat.kind === 'audio') {
        counts.soundPackets += number(stat.packetsReceived)
        counts.audioLevel = Math.max(counts.audioLevel, number(stat.audioLevel))
      } else if (stat.mid === undefined || stat.mid === mids.picture) {
        counts.pictureFrames += number(stat.framesReceived)
        counts.framesDecoded += number(stat.framesDecoded)
      }
    }
    if (stat.type === 'outbound-rtp') {
      counts.bytesOut += number(stat.bytesSent)
      const isPicture = stat.kind === 'video' && (stat.mid === undefined || stat.mid === mids.picture)
      if (isPicture && typeof stat.frameHeight === 'number') counts.sentHeight = stat.frameHeight
      if (stat.qualityLimitationReason === 'cpu' && stat.active !== false) counts.isBusy = true
    }
    // What was said of a picture that rests stays as it was said last.
    if (stat.type === 'remote-inbound-rtp' && all.get(String(stat.localId))?.active !== false) {
      if (typeof stat.fractionLost === 'number') counts.lossOut = Math.max(counts.lossOut ?? 0, stat.fractionLost)
    }
    if (stat.type === 'candidate-pair' && stat.nominated === true && stat.state === 'succeeded') {
      const measured = stat.currentRoundTripTime
      if (typeof measured === 'number') counts.roundTrip = measured * 1000
      counts.relayed = all.get(String(stat.localCandidateId))?.candidateType === 'relay'
    }
  }
  return counts
}
