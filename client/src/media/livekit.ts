import type { DeviceId } from '@polyphony/shared/domain/ids'
import { grace } from '@polyphony/shared/domain/meeting'
import { microphoneRests } from '@polyphony/shared/domain/present'
import { seconds } from '@polyphony/shared/domain/time'
import type { RemoteParticipant, RemoteVideoTrack, Room } from 'livekit-client'
import type { Body, BodyGiven } from './body.ts'
import { countReceived } from './counts.ts'
import { exchangesWith } from './exchange.ts'
import { latest } from './latest.ts'
import { levelOfReceiver } from './levels.ts'
import { configurationOf, stream } from './remotes.ts'
import type { Line, PairReport, Remote } from './session.ts'
import { createShare } from './share.ts'
import { type Shown, showing } from './shown.ts'
import { createSpeakers } from './sound.ts'

const lookEvery = seconds(1)
const joinAgain = seconds(2)

/** One copy goes to a LiveKit server, which gives each of the others the size that they show. */
export async function createLiveKit(given: BodyGiven): Promise<Body> {
  const { you, own, state, change, signalling, clock } = given
  const { ConnectionQuality, ConnectionState, DisconnectReason, Room, RoomEvent, Track, VideoPresets } = await import(
    'livekit-client'
  )
  const { Microphone, Camera, ScreenShare } = Track.Source
  const room: Room = new Room({
    adaptiveStream: true,
    dynacast: true,
    // Microphone and camera are the session's own: nobody else asks for them or stops them.
    stopLocalTrackOnUnpublish: false,
    publishDefaults: {
      simulcast: true,
      videoSimulcastLayers: [VideoPresets.h180],
      videoEncoding: { maxBitrate: 600_000, maxFramerate: 24 },
      stopMicTrackOnMute: false,
    },
  })
  const speakers = createSpeakers(needsTap => change({ needsTap }))
  const share = createShare(track => {
    change({ sharing: track !== null })
    putAll()
  })
  const shown = new Map<RemoteVideoTrack, Shown>()
  let circle: readonly DeviceId[] | null = null
  let joining = false
  let left = false
  let endGrace: () => void = () => undefined
  const isIn = (): boolean => room.state !== ConnectionState.Disconnected && room.state !== ConnectionState.Connecting

  /** A copy of the microphone's track is sent: what LiveKit does to it must not touch the person's own switch. */
  let copy: { readonly of: MediaStreamTrack; readonly track: MediaStreamTrack } | null = null
  const stopCopy = (): void => {
    copy?.track.stop()
    copy = null
  }
  const putMicrophone = latest(async (open: boolean) => {
    const track = own.track('microphone')
    const publication = room.localParticipant.getTrackPublication(Microphone)
    if (!isIn()) return
    if (track === null) {
      stopCopy()
      if (publication?.track) await room.localParticipant.unpublishTrack(publication.track, false)
      return
    }
    if (publication?.track && copy?.of !== track) {
      const old = copy
      copy = { of: track, track: track.clone() }
      copy.track.enabled = open
      await publication.track.replaceTrack(copy.track, true)
      old?.track.stop()
    } else if (!publication && open) {
      stopCopy()
      copy = { of: track, track: track.clone() }
      await room.localParticipant.publishTrack(copy.track, { source: Microphone })
    }
    const now = room.localParticipant.getTrackPublication(Microphone)
    if (now && now.isMuted === open) await (open ? now.unmute() : now.mute())
  })
  const putPicture = (source: typeof Camera | typeof ScreenShare) =>
    latest(async (track: MediaStreamTrack | null) => {
      const sent = room.localParticipant.getTrackPublication(source)?.track
      if (!isIn() || sent?.mediaStreamTrack === track) return
      if (track !== null && sent) await sent.replaceTrack(track, true)
      else if (sent) await room.localParticipant.unpublishTrack(sent, false)
      else if (track !== null) await room.localParticipant.publishTrack(track, { source })
    })
  const [putCamera, putShare] = [putPicture(Camera), putPicture(ScreenShare)]

  const putAll = (): void => {
    const { held, resting } = state.getState()
    // Let go of at once: a browser shows its recording sign as long as a copy lives.
    if (own.track('microphone') === null) stopCopy()
    putMicrophone(own.state.getState().microphone.is === 'on' && !held && !resting)
    putCamera(held ? null : own.track('camera'))
    putShare(held ? null : share.track())
  }

  const lineOf = (there: RemoteParticipant | undefined): Line => {
    if (room.state === ConnectionState.Reconnecting || room.state === ConnectionState.SignalReconnecting) return 'lost'
    if (there === undefined || room.state !== ConnectionState.Connected) return 'connecting'
    if (there.connectionQuality === ConnectionQuality.Lost) return 'lost'
    return there.connectionQuality === ConnectionQuality.Poor ? 'weak' : 'well'
  }
  const trackOf = (there: RemoteParticipant | undefined, source: typeof Camera | typeof ScreenShare) => {
    const publication = there?.getTrackPublication(source)
    return publication?.isMuted === false ? (publication.videoTrack as RemoteVideoTrack | undefined) : undefined
  }
  const remoteOf = (device: DeviceId, old: Remote | undefined): Remote => {
    const there = room.remoteParticipants.get(device)
    const microphone = there?.getTrackPublication(Microphone)
    const next: Remote = {
      device,
      line: lineOf(there),
      picture: stream(old?.picture, trackOf(there, Camera)?.mediaStreamTrack ?? null),
      share: stream(old?.share, trackOf(there, ScreenShare)?.mediaStreamTrack ?? null),
      microphone: there === undefined ? null : microphone?.isMuted === false ? 'on' : 'off',
    }
    return old && (Object.keys(next) as (keyof Remote)[]).every(key => old[key] === next[key]) ? old : next
  }

  /** What comes is asked for by name: whoever is not in the circle is neither seen nor heard. */
  const ask = (): void => {
    for (const there of room.remoteParticipants.values()) {
      const wanted = circle?.includes(there.identity as DeviceId) === true
      for (const publication of there.trackPublications.values()) {
        if (publication.isDesired !== wanted) publication.setSubscribed(wanted)
      }
    }
  }
  const observe = (device: DeviceId): void => {
    for (const what of ['picture', 'share'] as const) {
      const track = trackOf(room.remoteParticipants.get(device), what === 'picture' ? Camera : ScreenShare)
      if (track === undefined || shown.has(track)) continue
      const one = showing(() => state.getState().remotes[device]?.[what] ?? null)
      shown.set(track, one)
      track.observeElementInfo(one)
    }
  }
  const show = (): void => {
    if (left) return
    ask()
    const before = state.getState().remotes
    const remotes = Object.fromEntries((circle ?? []).map(device => [device, remoteOf(device, before[device])]))
    const devices = Object.keys({ ...before, ...remotes }) as DeviceId[]
    if (devices.some(device => before[device] !== remotes[device])) change({ remotes })
    for (const device of devices) {
      const sound = room.remoteParticipants.get(device)?.getTrackPublication(Microphone)?.track?.mediaStreamTrack
      speakers.play(device, circle?.includes(device) === true ? (sound ?? null) : null)
      observe(device)
    }
  }

  // It waits for a word to the server; here everything has stopped by then.
  const goOut = (): void => void room.disconnect(false).catch(() => undefined)
  const joinLater = (): void => void clock.after(joinAgain, () => void join())
  const join = async (): Promise<void> => {
    if (left || joining || circle === null || isIn()) return
    joining = true
    const ticket = await signalling.ticket().catch(() => null)
    const came = ticket?.by === 'livekit' && (await enter(ticket))
    joining = false
    if (circle === null || left) {
      goOut()
      return
    }
    if (came) {
      change({ exchange: 'on' })
      putAll()
      show()
      return
    }
    if (ticket === null) change({ exchange: 'refused' })
    joinLater()
  }
  const enter = async (ticket: Extract<Awaited<ReturnType<typeof signalling.ticket>>, { by: 'livekit' }>) => {
    if (circle === null || left) return false
    try {
      // Only the house's own relay: a media server without one would name a stranger's to every browser.
      await room.connect(ticket.url, ticket.token, { autoSubscribe: false, rtcConfig: configurationOf(ticket) })
      return true
    } catch {
      return false
    }
  }

  const gone = (reason: number | undefined): void => {
    stopCopy()
    shown.clear()
    show()
    if (left || joining || circle === null) return
    change({ exchange: 'joining' })
    // The same device came in from another window: taking turns at throwing each other out helps nobody.
    if (reason !== DisconnectReason.DUPLICATE_IDENTITY) joinLater()
  }
  room.on(RoomEvent.Disconnected, gone)
  for (const event of [
    RoomEvent.ParticipantConnected,
    RoomEvent.ParticipantDisconnected,
    RoomEvent.TrackPublished,
    RoomEvent.TrackUnpublished,
    RoomEvent.TrackSubscribed,
    RoomEvent.TrackUnsubscribed,
    RoomEvent.TrackMuted,
    RoomEvent.TrackUnmuted,
    RoomEvent.ConnectionQualityChanged,
    RoomEvent.ConnectionStateChanged,
  ] as const) {
    room.on(event, show)
  }

  const lookAround = (): void => {
    if (left) return
    clock.after(lookEvery, lookAround)
    if (!isIn()) return
    for (const one of shown.values()) one.look()
    // What failed to go out a moment ago is tried again.
    putAll()
  }
  lookAround()

  const hold = (held: boolean): void => {
    change({ held })
    putAll()
  }
  const ends = [
    // Others may see a seat as lost by now: what cannot be seen in the room is not to be heard from it either.
    signalling.onLine(up => {
      endGrace()
      if (up) hold(false)
      else endGrace = clock.after(grace, () => hold(true))
    }),
    own.onTrack(putAll),
    own.state.subscribe((now, before) => {
      if (now.microphone !== before.microphone || now.camera !== before.camera) putAll()
      if (now.chosen.speaker !== before.chosen.speaker) speakers.setSpeaker(now.chosen.speaker)
    }),
  ]
  speakers.setSpeaker(own.state.getState().chosen.speaker)

  const report = async (device: DeviceId): Promise<PairReport> => {
    const there = room.remoteParticipants.get(device)
    const tracks = [...(there?.trackPublications.values() ?? [])].flatMap(({ track }) => (track ? [track] : []))
    const sent = [...room.localParticipant.trackPublications.values()].flatMap(({ track }) => (track ? [track] : []))
    const stats = [...tracks, ...sent].map(track => track.getRTCStatsReport())
    return { device, line: lineOf(there), ...countReceived(await Promise.all(stats)) }
  }

  return {
    follow: next => {
      if (left) return
      change({ resting: microphoneRests(next, you.device) })
      const was = circle
      circle = exchangesWith(next, you.device)
      if (circle === null) {
        if (was === null) return
        share.stop()
        change({ exchange: null })
        stopCopy()
        show()
        goOut()
        return
      }
      putAll()
      show()
      if (!isIn()) change({ exchange: 'joining' })
      void join()
    },
    levelOf: device => {
      const there = room.remoteParticipants.get(device)
      const heard = levelOfReceiver(there?.getTrackPublication(Microphone)?.track?.receiver)
      // Not every browser gets the loudness with the sound; the server tells it too, less often.
      return Math.max(heard, there?.audioLevel ?? 0)
    },
    hear: speakers.hear,
    share: async on => {
      if (on) return share.start()
      share.stop()
      return true
    },
    report: async () => Promise.all((circle ?? []).map(report)),
    leave: () => {
      if (left) return
      left = true
      circle = null
      for (const end of ends) end()
      endGrace()
      share.stop()
      stopCopy()
      speakers.close()
      goOut()
    },
  }
}
