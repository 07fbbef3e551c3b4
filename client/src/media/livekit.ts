import type { DeviceId } from '@polyphony/shared/domain/ids'
import { grace } from '@polyphony/shared/domain/meeting'
import { microphoneRests } from '@polyphony/shared/domain/present'
import { seconds } from '@polyphony/shared/domain/time'
import type { MediaTicket } from '@polyphony/shared/wire/media'
import type { Body, BodyGiven } from './body.ts'
import { exchangesWith, phonesAreHeard } from './exchange.ts'
import { createRing } from './livekit-lock.ts'
import { linesOf } from './livekit-lines.ts'
import { othersIn } from './livekit-others.ts'
import { sendingOut } from './livekit-sending.ts'
import { canLock } from './lockable.ts'
import { followLock } from './locking.ts'
import { configurationOf } from './remotes.ts'
import { createShare } from './share.ts'
import { createSpeakers } from './sound.ts'

const lookEvery = seconds(1)
const joinAgain = seconds(2)

/** Named one by one, so that what nobody needs is left out of the page. */
async function library() {
  const {
    BaseKeyProvider,
    ConnectionQuality,
    ConnectionState,
    createE2EEKey,
    createKeyMaterialFromBuffer,
    DisconnectReason,
    KeyProviderEvent,
    ParticipantKind,
    Room,
    RoomEvent,
    Track,
    VideoPresets,
    VideoQuality,
  } = await import('livekit-client')
  const keys = { BaseKeyProvider, createE2EEKey, createKeyMaterialFromBuffer, KeyProviderEvent }
  const kinds = { ConnectionQuality, ConnectionState, DisconnectReason, ParticipantKind, RoomEvent }
  return { ...keys, ...kinds, Room, Track, VideoPresets, VideoQuality }
}

/** One copy goes to a LiveKit server, which gives each of the others the size that they show. */
export async function createLiveKit(given: BodyGiven): Promise<Body> {
  const { you, own, change, signalling, clock } = given
  // What changes while the parts are being loaded is not missed.
  const locking = followLock(given)
  let first: MediaTicket | null = null
  const loadParts = async () => {
    first = await signalling.ticket()
    const parts = await library()
    const wanted = first.by === 'livekit' && (first.lock.is === 'locked' || first.lock.why !== 'service')
    return [parts, wanted && canLock() ? await createRing(parts, clock) : null] as const
  }
  const [kit, ring] = await loadParts().catch((error: unknown) => {
    locking.end()
    throw error
  })
  const { ConnectionState, DisconnectReason, Room, RoomEvent, Track, VideoPresets } = kit
  const room = new Room({
    ...(ring && { e2ee: ring.options }),
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
    sending.put()
  })
  let circle: readonly DeviceId[] | null = null
  let phones = false
  let joining = false
  let left = false
  let endGrace: () => void = () => undefined
  const isIn = (): boolean => room.state !== ConnectionState.Disconnected && room.state !== ConnectionState.Connecting

  const sending = sendingOut({ kit: { Track }, room, isIn, shared: () => share.track(), out: () => lines.out() }, given)
  const others = othersIn(
    {
      kit,
      room,
      circle: () => circle,
      locked: locking.isLocked,
      phones: () => phones,
      slowOf: device => lines.slowOf(device),
      speakers,
    },
    given,
  )
  const { Microphone, Camera } = Track.Source
  const lines = linesOf({
    clock,
    circle: () => circle,
    coming: device => {
      const there = room.remoteParticipants.get(device)
      return { sound: there?.getTrackPublication(Microphone), picture: there?.getTrackPublication(Camera) }
    },
    going: () =>
      [...room.localParticipant.trackPublications.values()].flatMap(({ track, source }) =>
        track ? [{ track, sender: source === Camera ? (track.sender ?? null) : null }] : [],
      ),
    saves: () => own.state.getState().saves,
    send: signalling.send,
    onOut: () => sending.put(),
  })
  const show = (): void => {
    if (!left) others.show()
  }

  // It waits for a word to the server; here everything has stopped by then.
  const goOut = (): void => void room.disconnect(false).catch(() => undefined)
  const joinLater = (): void => void clock.after(joinAgain, () => void join())
  const join = async (): Promise<void> => {
    if (left || joining || circle === null || isIn()) return
    joining = true
    const ticket = first ?? (await signalling.ticket().catch(() => null))
    first = null
    const came = ticket?.by === 'livekit' && (await enter(ticket))
    joining = false
    // Its lock may have been opened or closed on the way in: then nothing is sent before it is right.
    if (circle === null || left || (came && !locking.isAs(room.localParticipant.isE2EEEnabled))) {
      goOut()
      if (circle !== null && !left) joinLater()
      return
    }
    if (came) {
      change({ exchange: 'on' })
      sending.put()
      show()
      return
    }
    if (ticket === null) change({ exchange: 'refused' })
    joinLater()
  }
  const enter = async (ticket: Extract<Awaited<ReturnType<typeof signalling.ticket>>, { by: 'livekit' }>) => {
    if (circle === null || left) return false
    try {
      await locking.take(ticket.lock)
      if (ring) await room.setE2EEEnabled(locking.isLocked())
      // Only the house's own relay: a media server without one would name a stranger's to every browser.
      await room.connect(ticket.url, ticket.token, { autoSubscribe: false, rtcConfig: configurationOf(ticket) })
      return true
    } catch {
      return false
    }
  }

  const gone = (reason: number | undefined): void => {
    sending.stopCopy()
    others.forget()
    lines.forget()
    show()
    if (left || joining || circle === null) return
    change({ exchange: 'joining' })
    // Everybody comes in anew when the lock is opened or closed: what is sent is one or the other, never both.
    if (!locking.isAs(room.localParticipant.isE2EEEnabled)) return void join()
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
    RoomEvent.TrackStreamStateChanged,
    RoomEvent.ConnectionStateChanged,
  ] as const) {
    room.on(event, show)
  }

  let looks = 0
  const lookAround = (): void => {
    if (left) return
    clock.after(lookEvery, lookAround)
    if (!isIn()) return
    others.measure()
    if (looks++ % 2 === 0) void lines.look().then(show)
    // What failed to go out a moment ago is tried again.
    sending.put()
  }
  lookAround()

  const renewLock = async (): Promise<void> => {
    const ticket = await signalling.ticket().catch(() => null)
    if (ticket?.by === 'livekit' && circle !== null) await locking.take(ticket.lock)
  }
  const hold = (held: boolean): void => {
    change({ held })
    sending.put()
  }
  const ends = [
    // Others may see a seat as lost by now: what cannot be seen in the room is not to be heard from it either.
    signalling.onLine(up => {
      endGrace()
      if (up) {
        hold(false)
        // The house may have started anew meanwhile, and made another key.
        if (isIn()) void renewLock()
      } else endGrace = clock.after(grace, () => hold(true))
    }),
    signalling.onSignal(received => {
      lines.take(received)
      show()
    }),
    own.onTrack(sending.put),
    own.state.subscribe((now, before) => {
      if (now.microphone !== before.microphone || now.camera !== before.camera) sending.put()
      if (now.saves !== before.saves) {
        sending.put()
        show()
      }
      if (now.chosen.speaker !== before.chosen.speaker) speakers.setSpeaker(now.chosen.speaker)
    }),
  ]
  speakers.setSpeaker(own.state.getState().chosen.speaker)
  await locking.begin({
    ring,
    onTurn: () => {
      if (isIn() && !joining) goOut()
    },
  })

  return {
    follow: next => {
      if (left) return
      change({ resting: microphoneRests(next, you.device) })
      const was = circle
      circle = exchangesWith(next, you.device)
      phones = phonesAreHeard(next)
      if (circle === null) {
        if (was === null) return
        share.stop()
        change({ exchange: null })
        locking.forget()
        sending.stopCopy()
        show()
        goOut()
        return
      }
      sending.put()
      show()
      if (!isIn()) change({ exchange: 'joining' })
      void join()
    },
    levelOf: others.levelOf,
    hear: speakers.hear,
    share: async on => {
      if (on) return share.start()
      share.stop()
      return true
    },
    report: async () => Promise.all((circle ?? []).map(others.report)),
    leave: () => {
      if (left) return
      left = true
      circle = null
      for (const end of ends) end()
      endGrace()
      share.stop()
      sending.stopCopy()
      speakers.close()
      locking.end()
      goOut()
    },
  }
}
