import type { DeviceId } from '@polyphony/shared/domain/ids'
import { type Clock, type Instant, seconds } from '@polyphony/shared/domain/time'
import type { Signal, SignalFrom } from '@polyphony/shared/wire/media'
import type * as LiveKit from 'livekit-client'
import { climb, type Stairs, type Step, stepOf, top } from './ladder.ts'
import { type Flow, flowOf } from './livekit-counts.ts'
import type { Slow } from './said.ts'

/** A track of somebody else, as far as a slow line is concerned. */
export type Coming = Pick<LiveKit.RemoteTrackPublication, 'setEnabled'> & {
  readonly track?: Pick<LiveKit.RemoteTrack, 'getRTCStatsReport' | 'streamState'> | undefined
}
/** A track that goes out. sender: of the own picture only. */
export interface Going {
  readonly track: { getRTCStatsReport(): Promise<RTCStatsReport | undefined> }
  readonly sender: RTCRtpSender | null
}

/**
 * The same steps as in a mesh, down and up by themselves: of what goes to the media server all are told, what comes from
 * there each device asks for as its own line bears. The media server stops a picture by itself too; that is said as well.
 */
export interface Lines {
  /** What of the own sound and picture goes out now. */
  out(): Step
  /** What is left of somebody, by their line or by this one. */
  slowOf(device: DeviceId): Slow | null
  /** To be called every two seconds or so. */
  look(): Promise<void>
  take(signal: SignalFrom): void
  forget(): void
}

/** Said again with every look; who goes without a word is not slow for ever. */
const saidLasts = seconds(10)
/** In looks. */
const anewEvery = 8
const still = { maxFramerate: 1, maxBitrate: 40_000 } as const
const order = ['still', 'sound', 'notes'] as const
const slowAt = (step: Step): Slow | null => (step === 'picture' ? null : step)

interface Heard {
  stairs: Stairs
  looks: number
  sound: Flow | null
  picture: Flow | null
  said: { readonly slow: Slow; readonly at: Instant } | null
}

export function linesOf(given: {
  readonly clock: Clock
  readonly circle: () => readonly DeviceId[] | null
  readonly coming: (device: DeviceId) => { readonly sound: Coming | undefined; readonly picture: Coming | undefined }
  readonly going: () => readonly Going[]
  /** "Use less data": a face stands still, and now and then it is seen anew. */
  readonly saves: () => boolean
  readonly send: (signal: Signal) => void
  /** What goes out is another now. */
  readonly onOut: () => void
}): Lines {
  const { clock, circle, coming, going, saves, send, onOut } = given
  const heard = new Map<DeviceId, Heard>()
  /** Whom this device has ever asked less of: the others are left to the media server. */
  const asked = new WeakSet<Coming>()
  const usual = new WeakMap<RTCRtpSender, readonly RTCRtpEncodingParameters[]>()
  let out = top

  const of = (device: DeviceId): Heard => {
    const one = heard.get(device) ?? { stairs: top, looks: 0, sound: null, picture: null, said: null }
    heard.set(device, one)
    return one
  }
  const reportsOf = async (tracks: readonly Going['track'][]): Promise<(RTCStatsReport | undefined)[]> =>
    Promise.all(tracks.map(track => track.getRTCStatsReport().catch(() => undefined)))

  const enable = (one: Coming | undefined, on: boolean): void => {
    if (one === undefined || (on && !asked.has(one))) return
    asked.add(one)
    one.setEnabled(on)
  }
  const lookIn = async (device: DeviceId): Promise<void> => {
    const now = coming(device)
    const one = of(device)
    let [loss, roundTrip]: [number, number | null] = [0, null]
    for (const what of ['sound', 'picture'] as const) {
      const track = now[what]?.track
      const flow = flowOf(await reportsOf(track ? [track] : []))
      // The sound is not sent again when it is lost: what a picture still bears is too much for it.
      loss = Math.max(loss, lossIn(one[what], flow))
      roundTrip = flow.roundTrip ?? roundTrip
      one[what] = flow
    }
    one.stairs = climb(one.stairs, { now: clock.now(), loss, roundTrip })
    const step = stepOf(one.stairs)
    enable(now.picture, step === 'picture' && (!saves() || one.looks % anewEvery === 0))
    one.looks += 1
    enable(now.sound, step !== 'notes')
  }

  const hold = async ({ sender }: Going, step: Step): Promise<void> => {
    if (sender === null) return
    const parameters = sender.getParameters()
    const before = usual.get(sender)
    if (step === 'picture' ? before === undefined : before !== undefined) return
    if (step === 'picture') usual.delete(sender)
    else
      usual.set(
        sender,
        parameters.encodings.map(one => ({ ...one })),
      )
    for (const [at, encoding] of parameters.encodings.entries()) {
      Object.assign(encoding, step === 'picture' ? limitsOf(before?.[at]) : still)
    }
    await sender.setParameters(parameters).catch(() => usual.delete(sender))
  }
  const lookOut = async (): Promise<void> => {
    const sent = going()
    const flow = flowOf(await reportsOf(sent.map(({ track }) => track)))
    const before = stepOf(out)
    out = climb(out, { now: clock.now(), loss: flow.lossOut ?? 0, roundTrip: flow.roundTrip })
    const step = stepOf(out)
    await Promise.all(sent.map(one => hold(one, step)))
    if (step !== before) onOut()
    if (step === 'picture' && before === 'picture') return
    for (const to of circle() ?? []) send({ to, session: '', slow: slowAt(step) ?? 'none' })
  }

  return {
    out: () => stepOf(out),
    slowOf: device => {
      const one = heard.get(device)
      const said = one?.said && clock.now() - one.said.at < saidLasts ? one.said.slow : null
      const paused = coming(device).picture?.track?.streamState === 'paused' ? 'still' : null
      const here = slowAt(stepOf(one?.stairs ?? top)) ?? paused
      return order.findLast(step => step === said || step === here) ?? null
    },
    look: async () => {
      const devices = circle() ?? []
      for (const device of heard.keys()) if (!devices.includes(device)) heard.delete(device)
      await Promise.all([...devices.map(lookIn), lookOut()])
    },
    take: ({ from, slow }) => {
      if (slow === undefined) return
      of(from).said = slow === 'none' ? null : { slow, at: clock.now() }
    },
    forget: () => {
      heard.clear()
      out = top
    },
  }
}

const limitsOf = (before: RTCRtpEncodingParameters | undefined) => ({
  maxFramerate: before?.maxFramerate ?? 24,
  maxBitrate: before?.maxBitrate ?? 600_000,
})

/** Share of packets lost since the last look, 0 to 1. Tracks come and go, and their counts with them. */
function lossIn(before: Flow | null, after: Flow): number {
  const came = Math.max(0, after.came - (before?.came ?? 0))
  const lost = Math.max(0, after.lost - (before?.lost ?? 0))
  // Of so few nothing can be said.
  return came + lost < 10 ? 0 : lost / (came + lost)
}
