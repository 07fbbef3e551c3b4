import { type Clock, seconds } from '@polyphony/shared/domain/time'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type Chosen, constraintsFor, type Kit, type KitLine, kitLines, remember, remembered } from './kits.ts'
import { createMeter } from './meter.ts'
import { rememberSaving, savesData } from './saver.ts'
import { type Trouble, troubleBefore, troubleOf } from './trouble.ts'

/** off · starting: the browser is asking · on · trouble: said in words, and the person is in the meeting all the same. */
export type Switch =
  | { readonly is: 'off' }
  | { readonly is: 'starting' }
  | { readonly is: 'on' }
  | { readonly is: 'trouble'; readonly why: Trouble }

export interface OwnState {
  readonly microphone: Switch
  readonly camera: Switch
  /** For the own picture, mirrored. null while the camera is off. */
  readonly picture: MediaStream | null
  /** What can be chosen. Empty until the browser has been asked once. */
  readonly kits: readonly KitLine[]
  /** What is wished for. null: the browser's own choice. */
  readonly chosen: Chosen
  /** The headset or camera in use went away and another took its place. Say so once, then noticed(). */
  readonly changed: Kit | null
  /** In the room the own picture is hidden until the person wants to see it. */
  readonly mirror: boolean
  /** "Use less data", for both directions. */
  readonly saves: boolean
  /** Somebody speaks here while the microphone is off. */
  readonly speaksWhileOff: boolean
  /** The microphone is on, and nothing at all comes from it. */
  readonly givesNothing: boolean
}

/** This person's own microphone and camera. Nothing is asked of the browser before a switch is turned on. */
export interface Own {
  readonly state: StoreApi<OwnState>
  /** One question by the browser for both. Never rejects: a refusal becomes a trouble in the state. */
  turnOn(what: { readonly microphone: boolean; readonly camera: boolean }): Promise<void>
  /** Microphone: the track stays and sends silence. Camera: the track stops and its light goes out. */
  turnOff(what: Kit): void
  choose(what: Kit | 'speaker', id: string): Promise<void>
  /** Live tracks, for the session. The microphone's is there while it is off after having been on. */
  track(what: Kit): MediaStreamTrack | null
  /** A new or gone track. Returns how to stop listening. */
  onTrack(then: (what: Kit, track: MediaStreamTrack | null) => void): () => void
  /** Loudness of the own microphone 0 to 1, many times a second. Returns how to stop listening. */
  onLevel(then: (level: number) => void): () => void
  setMirror(on: boolean): void
  /** Remembered on this device. */
  setDataSaver(on: boolean): void
  noticed(): void
  /** Lets go of microphone and camera at once ("Leave quickly"). */
  release(): void
}

/** What of the browser is used, handed in so that a test can be the browser. */
export interface OwnGiven {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** undefined in an insecure origin and in old or in-app browsers. */
  readonly devices: Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener'> | undefined
  readonly storage: Storage | null
  readonly secure: boolean
  readonly userAgent: string
  /** Calls when somebody looks at the page again: after a phone call, say. Ends with the signal. */
  readonly onReturn?: (then: () => void) => void
  /** The browser tells that the person saves data on every page. */
  readonly savesEverywhere?: boolean
}

/** What may be over when something changes: a phone call, another app, a plug that was out. A refusal stands. */
const mayPass: readonly Trouble[] = ['in-use', 'none', 'taken']

/** A browser inside another app may never answer at all. */
const noAnswerAfter = seconds(20)

export function createOwn({
  clock,
  signal,
  devices,
  storage,
  secure,
  userAgent,
  onReturn,
  savesEverywhere = false,
}: OwnGiven): Own {
  const state = createStore<OwnState>(() => ({
    microphone: { is: 'off' },
    camera: { is: 'off' },
    picture: null,
    kits: [],
    chosen: remembered(storage),
    changed: null,
    mirror: false,
    saves: savesData(storage, savesEverywhere),
    speaksWhileOff: false,
    givesNothing: false,
  }))
  const tracks: Record<Kit, MediaStreamTrack | null> = { microphone: null, camera: null }
  /** Counts the askings, so that a late answer to an old one is let go. */
  const asking: Record<Kit, number> = { microphone: 0, camera: 0 }
  const listeners = new Set<(what: Kit, track: MediaStreamTrack | null) => void>()
  const meter = createMeter({
    clock,
    signal,
    whileOff: speaks => state.setState({ speaksWhileOff: speaks }),
    onSilence: givesNothing => state.setState({ givesNothing }),
  })

  const say = (what: Kit, to: Switch): void => {
    state.setState({ [what]: to })
    meter.off(state.getState().microphone.is !== 'on')
  }

  const put = (what: Kit, track: MediaStreamTrack | null): void => {
    const old = tracks[what]
    tracks[what] = track
    if (old !== null && old !== track) old.stop()
    if (what === 'camera') state.setState({ picture: track === null ? null : new MediaStream([track]) })
    else meter.listenTo(track)
    for (const then of listeners) then(what, track)
    if (track === null) return
    track.addEventListener('ended', () => tracks[what] === track && void lost(what))
    // A phone call takes the microphone without ending the track, and gives it back afterwards.
    track.addEventListener('mute', () => tracks[what] === track && taken(what, true))
    track.addEventListener('unmute', () => tracks[what] === track && taken(what, false))
  }

  const taken = (what: Kit, isTaken: boolean): void => {
    const now = state.getState()[what]
    if (isTaken && now.is === 'on') say(what, { is: 'trouble', why: 'taken' })
    if (!isTaken && now.is === 'trouble' && now.why === 'taken') say(what, { is: 'on' })
  }

  /** The headset was pulled out: take what is there, and say so. */
  const lost = async (what: Kit): Promise<void> => {
    const was = state.getState()[what]
    put(what, null)
    if (was.is !== 'on' && was.is !== 'trouble') return say(what, { is: 'off' })
    await turnOn({ microphone: what === 'microphone', camera: what === 'camera' })
    if (state.getState()[what].is === 'on') state.setState({ changed: what })
  }

  const ask = async (want: { microphone: boolean; camera: boolean }): Promise<Trouble | MediaStream> => {
    const before = troubleBefore({ secure, canAsk: devices !== undefined, userAgent })
    if (before !== null || devices === undefined) return before ?? 'old-browser'
    const there = kitLines(await devices.enumerateDevices().catch(() => []))
    const { chosen } = state.getState()
    const [named, wished] = [constraintsFor(want, chosen, there), constraintsFor(want, chosen)]
    const got = await answer(devices.getUserMedia(named))
    // It went away or was taken between the list and the question: any other is better than none.
    const retry = (got === 'none' || got === 'in-use') && JSON.stringify(named) !== JSON.stringify(wished)
    return retry ? await answer(devices.getUserMedia(wished)) : got
  }

  /** Asks for the given kits at once and puts what comes. Resolves with the trouble, if any. */
  const take = async (whats: readonly Kit[]): Promise<void> => {
    const mine = whats.map(what => ++asking[what])
    const current = (what: Kit): boolean => asking[what] === mine[whats.indexOf(what)]
    for (const what of whats) say(what, { is: 'starting' })
    const tired = clock.after(noAnswerAfter, () => {
      for (const what of whats) if (current(what)) say(what, { is: 'trouble', why: 'no-answer' })
    })
    const got = await ask({ microphone: whats.includes('microphone'), camera: whats.includes('camera') })
    tired()
    if (typeof got === 'string') {
      // One of both may be missing or in use: each by itself tells which. A refusal is not asked twice.
      if (whats.length > 1 && (got === 'none' || got === 'in-use')) {
        for (const what of whats) if (current(what)) await take([what])
        return
      }
      for (const what of whats) if (current(what)) say(what, { is: 'trouble', why: got })
      return
    }
    for (const track of got.getTracks()) {
      const what = track.kind === 'audio' ? 'microphone' : 'camera'
      if (signal.aborted || !whats.includes(what) || !current(what)) {
        track.stop()
        continue
      }
      put(what, track)
      say(what, { is: 'on' })
    }
    await look()
  }

  const turnOn: Own['turnOn'] = async ({ microphone, camera }) => {
    const kept = tracks.microphone
    const wakes = microphone && kept !== null && kept.readyState === 'live'
    if (wakes) {
      kept.enabled = true
      say('microphone', kept.muted ? { is: 'trouble', why: 'taken' } : { is: 'on' })
    }
    const needed: Kit[] = []
    if (microphone && !wakes) needed.push('microphone')
    if (camera && tracks.camera === null) needed.push('camera')
    if (needed.length > 0) await take(needed)
  }

  const turnOff = (what: Kit): void => {
    asking[what]++
    if (what === 'camera') put('camera', null)
    else if (tracks.microphone !== null) tracks.microphone.enabled = false
    say(what, { is: 'off' })
  }

  const look = async (): Promise<void> => {
    if (devices === undefined) return
    const kits = kitLines(await devices.enumerateDevices().catch(() => []))
    state.setState({ kits })
    for (const what of ['microphone', 'camera'] as const) {
      const using = tracks[what]?.getSettings().deviceId
      const there = kits.some(kit => kit.kind === what && kit.id === using)
      if (using !== undefined && kits.some(kit => kit.kind === what) && !there) await lost(what)
    }
  }
  /** The microphone that a phone call took comes back by itself, also where the browser ended its track for the call. */
  const comeBack = async (): Promise<void> => {
    await look()
    for (const what of ['microphone', 'camera'] as const) {
      const [now, track] = [state.getState()[what], tracks[what]]
      if (now.is !== 'trouble' || !mayPass.includes(now.why)) continue
      if (track?.readyState === 'live') track.muted || say(what, { is: 'on' })
      else if (state.getState().kits.some(({ kind }) => kind === what)) await take([what])
    }
  }
  devices?.addEventListener('devicechange', () => void comeBack(), { signal })
  onReturn?.(() => void comeBack())

  const release = (): void => {
    for (const what of ['microphone', 'camera'] as const) {
      asking[what]++
      put(what, null)
      say(what, { is: 'off' })
    }
  }
  signal.addEventListener('abort', release)

  return {
    state,
    turnOn,
    turnOff,
    choose: async (what, id) => {
      const chosen = { ...state.getState().chosen, [what]: id }
      state.setState({ chosen })
      remember(storage, chosen)
      if (what === 'speaker' || tracks[what] === null) return
      const wasOn = state.getState()[what].is === 'on'
      // Many phones open only one camera at a time.
      if (what === 'camera') put('camera', null)
      await take([what])
      if (!wasOn) turnOff(what)
    },
    track: what => tracks[what],
    onTrack: then => {
      listeners.add(then)
      return () => listeners.delete(then)
    },
    onLevel: meter.onLevel,
    setDataSaver: saves => {
      rememberSaving(storage, saves)
      state.setState({ saves })
    },
    setMirror: mirror => state.setState({ mirror }),
    noticed: () => state.setState({ changed: null }),
    release,
  }
}

const answer = (asked: Promise<MediaStream>): Promise<Trouble | MediaStream> => asked.catch(troubleOf)
