import type { Signal, SignalFrom } from '@polyphony/shared/wire/media'
import { quietlyIn } from './opus.ts'
import { type Sending, scaleDown } from './quality.ts'
import { readSaid, type Said } from './said.ts'

/** The three lines of every pair, always in this order, so that nothing is ever negotiated to mute, show or share. */
export const lines = ['sound', 'picture', 'share'] as const
export type LineName = (typeof lines)[number]

/** A part of a signal; the mesh adds to whom and which pair. */
export type Part = Pick<Signal, 'description' | 'candidate'>

export interface PeerGiven {
  readonly configuration: RTCConfiguration
  /** This side makes the first offer, with the three lines in it. */
  readonly starts: boolean
  /** Which of both gives way when both offer at once. */
  readonly polite: boolean
  readonly send: (part: Part) => void
  readonly onSaid: (said: Said) => void
  readonly onChange: () => void
  /** The other's description cannot be used: only a new pair helps. */
  readonly onBroken: () => void
}

export interface Peer {
  readonly connection: RTCPeerConnection
  /** In the order they came. */
  take(signal: SignalFrom): void
  /** null: nothing is sent on this line. */
  put(line: LineName, track: MediaStreamTrack | null): void
  say(said: Said): void
  setSending(sending: Sending): void
  /** Less data for sound: from now on silence costs next to nothing. */
  setSaving(on: boolean): void
  restart(): void
  /** Fresh relay credentials: used from the next restart on. */
  renew(configuration: RTCConfiguration): void
  /** The other's track. It is there from the beginning, silent and black until something comes. */
  received(line: LineName): MediaStreamTrack | null
  receiver(line: LineName): RTCRtpReceiver | null
  /** The names getStats gives the lines. */
  mids(): Record<LineName, string | null>
  close(): void
}

/** One pair: perfect negotiation as in W3C WebRTC §10.7, with three fixed lines. */
export function createPeer({ configuration, starts, polite, send, onSaid, onChange, onBroken }: PeerGiven): Peer {
  const connection = new RTCPeerConnection(configuration)
  const channel = connection.createDataChannel('said', { negotiated: true, id: 0 })
  const tracks: Record<LineName, MediaStreamTrack | null> = { sound: null, picture: null, share: null }
  let said: Said | null = null
  let saving = false
  let sending: Sending | null = null
  let makingOffer = false
  let ignoresOffer = false
  let closed = false
  /** The other side makes the lines: before its first offer this side must offer nothing. */
  let hasLines = starts
  let work: Promise<void> = Promise.resolve()

  const transceiver = (line: LineName): RTCRtpTransceiver | undefined =>
    hasLines ? connection.getTransceivers()[lines.indexOf(line)] : undefined

  const putTrack = (line: LineName): void => {
    const sender = transceiver(line)?.sender
    if (sender === undefined || sender.track === tracks[line]) return
    // Refused only when the connection is closed meanwhile: then there is nothing to send anyway.
    sender.replaceTrack(tracks[line]).then(applySending, () => undefined)
  }

  const applySending = (): void => {
    if (sending === null || closed) return
    const { picture, sound } = sending
    setParameters(transceiver('sound'), encoding => {
      if (sound !== null) encoding.maxBitrate = sound.bitsPerSecond
      encoding.priority = 'high'
      encoding.networkPriority = 'high'
    })
    setParameters(transceiver('picture'), encoding => {
      encoding.active = picture !== null
      if (picture === null) return
      encoding.maxBitrate = picture.bitsPerSecond
      encoding.maxFramerate = picture.framesPerSecond
      encoding.scaleResolutionDownBy = scaleDown(tracks.picture?.getSettings().height, picture.height)
    })
    setParameters(transceiver('share'), encoding => {
      encoding.maxBitrate = 1_200_000
      encoding.maxFramerate = 10
    })
  }

  const offer = async (): Promise<void> => {
    if (closed || !hasLines) return
    makingOffer = true
    try {
      await connection.setLocalDescription()
      describe()
    } catch {
      if (!closed) onBroken()
    } finally {
      makingOffer = false
    }
  }

  const describe = (): void => {
    const local = connection.localDescription
    if (local !== null && !closed) send({ description: { type: local.type, sdp: local.sdp } })
  }

  const answerLines = (): void => {
    hasLines = true
    for (const line of lines) {
      const there = transceiver(line)
      if (there) there.direction = 'sendrecv'
      putTrack(line)
    }
  }

  const takeNow = async ({ description, candidate }: SignalFrom): Promise<void> => {
    if (closed) return
    if (description) {
      const offered = description.type === 'offer'
      const collides = offered && (makingOffer || connection.signalingState !== 'stable')
      ignoresOffer = !polite && collides
      // An answer to an offer that was rolled back, or that came twice.
      const late = !offered && connection.signalingState !== 'have-local-offer'
      if (ignoresOffer || late) return
      const { type, sdp } = description
      await connection.setRemoteDescription({ type, sdp: saving ? quietlyIn(sdp) : sdp })
      if (!offered) return
      if (!hasLines) answerLines()
      await connection.setLocalDescription()
      describe()
    } else if (candidate) {
      await connection.addIceCandidate(candidate as RTCIceCandidateInit).catch((error: unknown) => {
        if (!ignoresOffer && connection.remoteDescription !== null) throw error
      })
    }
  }

  connection.addEventListener('negotiationneeded', () => void offer())
  connection.addEventListener('icecandidate', ({ candidate }) => {
    if (candidate === null || closed || candidate.candidate === '') return
    const { candidate: words, sdpMid, sdpMLineIndex, usernameFragment } = candidate
    send({ candidate: { candidate: words, sdpMid, sdpMLineIndex, usernameFragment } })
  })
  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'connected') applySending()
    onChange()
  })
  channel.addEventListener('open', () => said !== null && channel.send(JSON.stringify(said)))
  channel.addEventListener('message', event => {
    const heard = readSaid(event.data)
    if (heard !== null) onSaid(heard)
  })

  if (starts) {
    for (const line of lines)
      connection.addTransceiver(line === 'sound' ? 'audio' : 'video', { direction: 'sendrecv', streams: [] })
  }

  return {
    connection,
    take: signal => {
      work = work.then(() => takeNow(signal)).catch(() => void (closed || onBroken()))
    },
    put: (line, track) => {
      tracks[line] = track
      putTrack(line)
    },
    say: saying => {
      const same = said !== null && JSON.stringify(said) === JSON.stringify(saying)
      said = saying
      if (same) return
      if (channel.readyState === 'open') channel.send(JSON.stringify(saying))
    },
    setSending: wish => {
      sending = wish
      applySending()
    },
    setSaving: on => {
      if (saving === on) return
      saving = on
      if (connection.remoteDescription !== null) void offer()
    },
    restart: () => {
      if (!closed && hasLines) connection.restartIce()
    },
    renew: how => {
      if (!closed) connection.setConfiguration(how)
    },
    received: line => transceiver(line)?.receiver.track ?? null,
    receiver: line => transceiver(line)?.receiver ?? null,
    mids: () => ({
      sound: transceiver('sound')?.mid ?? null,
      picture: transceiver('picture')?.mid ?? null,
      share: transceiver('share')?.mid ?? null,
    }),
    close: () => {
      closed = true
      channel.close()
      connection.close()
    },
  }
}

/** Before the first negotiation a sender has no encodings: they are set again when the pair is connected. */
function setParameters(
  transceiver: RTCRtpTransceiver | undefined,
  change: (encoding: RTCRtpEncodingParameters) => void,
): void {
  if (transceiver === undefined) return
  const parameters = transceiver.sender.getParameters()
  const encodings = parameters.encodings ?? []
  if (encodings.length === 0) return
  const before = JSON.stringify(encodings)
  for (const encoding of encodings) change(encoding)
  // Every call restarts an encoder for a moment in some browsers.
  if (JSON.stringify(encodings) === before) return
  transceiver.sender.setParameters(parameters).catch(() => undefined)
}
