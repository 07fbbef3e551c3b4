import type * as LiveKit from 'livekit-client'
import type { BodyGiven } from './body.ts'
import type { Step } from './ladder.ts'
import { latest } from './latest.ts'

/** "Use less data": one small copy, as little as in a mesh (quality.ts). */
const leanPicture = { simulcast: false, videoEncoding: { maxBitrate: 60_000, maxFramerate: 8 } }

/** What goes out of this device to a LiveKit server: one copy, however many are there. */
export interface SendingOut {
  /** Makes what is sent equal to what the person wishes and the room allows now. */
  put(): void
  /** Let go of at once: a browser shows its recording sign as long as a copy lives. */
  stopCopy(): void
}

export function sendingOut(
  {
    kit,
    room,
    isIn,
    shared,
    out,
  }: {
    readonly kit: Pick<typeof LiveKit, 'Track'>
    readonly room: LiveKit.Room
    readonly isIn: () => boolean
    /** The screen that is shown, if one is. */
    readonly shared: () => MediaStreamTrack | null
    /** How much of it the line bears. */
    readonly out: () => Step
  },
  { own, state }: Pick<BodyGiven, 'own' | 'state'>,
): SendingOut {
  const { Microphone, Camera, ScreenShare } = kit.Track.Source

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
  const putPicture = (source: typeof Camera | typeof ScreenShare) => {
    /** How it was published: a picture that is to be small from now on is published anew. */
    let isLean = false
    return latest(async ({ track, lean }: { readonly track: MediaStreamTrack | null; readonly lean: boolean }) => {
      const { localParticipant } = room
      const sent = localParticipant.getTrackPublication(source)?.track
      const stays = track !== null && sent !== undefined && isLean === lean
      if (!isIn() || (stays && sent.mediaStreamTrack === track)) return
      if (stays) {
        await sent.replaceTrack(track, true)
        return
      }
      if (sent) await localParticipant.unpublishTrack(sent, false)
      isLean = lean
      if (track !== null) await localParticipant.publishTrack(track, { source, ...(lean && leanPicture) })
    })
  }
  const [putCamera, putShare] = [putPicture(Camera), putPicture(ScreenShare)]

  return {
    put: () => {
      const { held, resting } = state.getState()
      if (own.track('microphone') === null) stopCopy()
      putMicrophone(own.state.getState().microphone.is === 'on' && !held && !resting && out() !== 'notes')
      putCamera({
        track: held || !['picture', 'still'].includes(out()) ? null : own.track('camera'),
        lean: own.state.getState().saves,
      })
      putShare({ track: held ? null : shared(), lean: false })
    },
    stopCopy,
  }
}
