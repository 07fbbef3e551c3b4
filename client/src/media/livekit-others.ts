import type { DeviceId } from '@polyphony/shared/domain/ids'
import type * as LiveKit from 'livekit-client'
import type { BodyGiven } from './body.ts'
import { countReceived } from './livekit-counts.ts'
import { levelOfReceiver } from './levels.ts'
import { stream } from './remotes.ts'
import type { Line, PairReport, Remote } from './session.ts'
import type { Slow } from './said.ts'
import { type Shown, showing } from './shown.ts'
import type { Speakers } from './sound.ts'

/** What comes from the other devices of a LiveKit room, as the tiles show it. */
export interface Others {
  /** Asks for what is wanted, plays it, and tells the tiles what is different. */
  show(): void
  /** Tells the server the size of each picture that is drawn here. */
  measure(): void
  /** Nothing of what came is there any more. */
  forget(): void
  levelOf(device: DeviceId): number
  report(device: DeviceId): Promise<PairReport>
}

export function othersIn(
  {
    kit,
    room,
    circle,
    locked,
    slowOf,
    phones,
    speakers,
  }: {
    readonly kit: Pick<
      typeof LiveKit,
      'ConnectionQuality' | 'ConnectionState' | 'ParticipantKind' | 'Track' | 'VideoQuality'
    >
    readonly room: LiveKit.Room
    readonly circle: () => readonly DeviceId[] | null
    readonly locked: () => boolean
    readonly slowOf: (device: DeviceId) => Slow | null
    /** Whether telephones that ring in are heard. */
    readonly phones: () => boolean
    readonly speakers: Speakers
  },
  { own, state, change }: Pick<BodyGiven, 'own' | 'state' | 'change'>,
): Others {
  const { ConnectionQuality, ConnectionState } = kit
  const { Microphone, Camera, ScreenShare } = kit.Track.Source
  const shown = new Map<LiveKit.RemoteVideoTrack, Shown>()

  const lineOf = (there: LiveKit.RemoteParticipant | undefined): Line => {
    if (room.state === ConnectionState.Reconnecting || room.state === ConnectionState.SignalReconnecting) return 'lost'
    if (there === undefined || room.state !== ConnectionState.Connected) return 'connecting'
    if (there.connectionQuality === ConnectionQuality.Lost) return 'lost'
    return there.connectionQuality === ConnectionQuality.Poor ? 'weak' : 'well'
  }
  const trackOf = (there: LiveKit.RemoteParticipant | undefined, source: typeof Camera | typeof ScreenShare) => {
    const publication = there?.getTrackPublication(source)
    return publication?.isMuted === false ? (publication.videoTrack as LiveKit.RemoteVideoTrack | undefined) : undefined
  }
  const remoteOf = (device: DeviceId, old: Remote | undefined): Remote => {
    const there = room.remoteParticipants.get(device)
    const microphone = there?.getTrackPublication(Microphone)
    const slow = slowOf(device)
    const seen = slow === 'sound' || slow === 'notes' ? undefined : trackOf(there, Camera)
    const next: Remote = {
      device,
      line: lineOf(there),
      picture: stream(old?.picture, seen?.mediaStreamTrack ?? null),
      share: stream(old?.share, trackOf(there, ScreenShare)?.mediaStreamTrack ?? null),
      slow,
      rests: own.state.getState().saves && trackOf(there, Camera) !== undefined ? 'less' : undefined,
      microphone: there === undefined ? null : microphone?.isMuted === false ? 'on' : 'off',
    }
    return old && (Object.keys(next) as (keyof Remote)[]).every(key => old[key] === next[key]) ? old : next
  }

  const isPhone = (there: LiveKit.RemoteParticipant): boolean => there.kind === kit.ParticipantKind.SIP
  const ringing = new Set<DeviceId>()
  /** Its sound has no tile: the person's own seat says that they are here by phone. */
  const playPhones = (): void => {
    const there = [...room.remoteParticipants.values()].filter(isPhone)
    for (const gone of ringing) if (!there.some(({ identity }) => identity === gone)) speakers.stop(gone)
    ringing.clear()
    for (const one of there) {
      const name = one.identity as DeviceId
      const track = [...one.audioTrackPublications.values()].find(({ isSubscribed }) => isSubscribed)?.track
      speakers.play(name, track?.mediaStreamTrack ?? null)
      ringing.add(name)
    }
  }
  /** What comes is asked for by name: whoever is not in the circle is neither seen nor heard. */
  const ask = (): void => {
    for (const there of room.remoteParticipants.values()) {
      const rings = isPhone(there) && circle() !== null && phones()
      const inCircle = rings || circle()?.includes(there.identity as DeviceId) === true
      for (const publication of there.trackPublications.values()) {
        // While all is locked, what comes unlocked is not theirs, or will be locked in a moment.
        const wanted = inCircle && (publication.isEncrypted || !locked())
        if (publication.isDesired !== wanted) publication.setSubscribed(wanted)
        const { LOW, HIGH } = kit.VideoQuality
        if (wanted && publication.source === Camera)
          publication.setVideoQuality(own.state.getState().saves ? LOW : HIGH)
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

  return {
    show: () => {
      ask()
      const there = circle() ?? []
      const before = state.getState().remotes
      const remotes = Object.fromEntries(there.map(device => [device, remoteOf(device, before[device])]))
      const devices = Object.keys({ ...before, ...remotes }) as DeviceId[]
      if (devices.some(device => before[device] !== remotes[device])) change({ remotes })
      for (const device of devices) {
        const sound = room.remoteParticipants.get(device)?.getTrackPublication(Microphone)?.track?.mediaStreamTrack
        speakers.play(device, there.includes(device) ? (sound ?? null) : null)
        observe(device)
      }
      playPhones()
    },
    measure: () => {
      for (const one of shown.values()) one.look()
    },
    forget: () => shown.clear(),
    levelOf: device => {
      const there = room.remoteParticipants.get(device)
      const heard = levelOfReceiver(there?.getTrackPublication(Microphone)?.track?.receiver)
      // Not every browser gets the loudness with the sound; the server tells it too, less often.
      return Math.max(heard, there?.audioLevel ?? 0)
    },
    report: async device => {
      const there = room.remoteParticipants.get(device)
      const tracks = [there, room.localParticipant]
        .flatMap(who => [...(who?.trackPublications.values() ?? [])])
        .flatMap(({ track }) => (track ? [track] : []))
      const stats = await Promise.all(tracks.map(track => track.getRTCStatsReport()))
      return { device, line: lineOf(there), ...countReceived(stats) }
    },
  }
}
