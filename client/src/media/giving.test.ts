import type { DeviceId } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { fakeClock } from './clock.testing.ts'
import { createGiving } from './giving.ts'
import { top } from './ladder.ts'
import type { Own, OwnState } from './own.ts'
import type { Pair } from './pairs.ts'
import type { LineName } from './peer.ts'
import type { Sending } from './quality.ts'
import type { Said } from './said.ts'
import type { MediaState } from './session.ts'
import { beginWatch } from './watchdog.ts'

interface Given {
  readonly pair: Pair
  readonly tracks: Partial<Record<LineName, unknown>>
  readonly says: () => Said
  readonly sends: () => Sending
  readonly saving: () => boolean
}

/** A circle of so many devices, all connected; what goes out to each of the others is written down. */
function scene(devices: number) {
  const clock = fakeClock(1000)
  let size = devices
  const own = createStore<Partial<OwnState>>(() => ({ microphone: { is: 'on' }, camera: { is: 'on' }, saves: false }))
  const state = createStore<Partial<MediaState>>(() => ({ held: false, resting: false, sees: [], sends: 'picture' }))
  const track = { microphone: 'my voice', camera: 'my face' }
  const others = Array.from({ length: devices - 1 }, (_, at): Given => {
    const tracks: Partial<Record<LineName, unknown>> = {}
    let said: Said | null = null
    let sending: Sending | null = null
    let saves = false
    const peer = {
      connection: { connectionState: 'connected' },
      put: (line: LineName, what: unknown) => {
        tracks[line] = what
      },
      say: (what: Said) => {
        said = what
      },
      setSending: (what: Sending) => {
        sending = what
      },
      setSaving: (on: boolean) => {
        saves = on
      },
    }
    const pair = {
      device: `other ${at}` as DeviceId,
      peer,
      builtAt: 0,
      said: null,
      pictured: false,
      watch: { ...beginWatch(0), wasConnected: true, apartSince: null },
      counts: null,
      loss: 0,
      ladder: top,
    } as unknown as Pair
    return {
      pair,
      tracks,
      says: () => said as unknown as Said,
      sends: () => sending as unknown as Sending,
      saving: () => saves,
    }
  })
  const giving = createGiving({
    own: { state: own, track: (what: 'microphone' | 'camera') => track[what] } as unknown as Own,
    state: state as never,
    change: to => state.setState(to),
    clock,
    pairs: () => others.map(({ pair }) => pair).slice(0, size - 1),
    devices: () => size,
    shared: () => null,
  })
  const pass = (looks: number) => {
    for (let look = 0; look < looks; look++) {
      clock.pass(seconds(2))
      giving.breathe()
    }
    giving.putAll()
  }
  return {
    own,
    state,
    others,
    giving,
    pass,
    clock,
    becomes: (many: number) => {
      size = many
      giving.putAll()
    },
  }
}
const pictures = (others: readonly Given[]) => others.map(({ sends }) => sends().picture !== null)

test('seven: every picture rests and it is said to each; who asks gets it, and nobody else', () => {
  const { others, giving, state } = scene(7)
  giving.putAll()
  expect(new Set(pictures(others))).toEqual(new Set([false]))
  for (const { says } of others) expect(says()).toMatchObject({ picture: false, rests: 'many', microphone: 'on' })
  expect(state.getState().sends).toBe('sound')
  const [elena, tomas] = others as [Given, Given]
  Object.assign(elena.pair, { said: { microphone: 'on', picture: false, share: false, see: true } })
  giving.putAll()
  expect(pictures(others)).toEqual([true, false, false, false, false, false])
  expect(elena.says()).toMatchObject({ picture: true })
  expect(elena.says().rests).toBeUndefined()
  expect(tomas.says()).toMatchObject({ picture: false, rests: 'many' })
  Object.assign(elena.pair, { said: { microphone: 'on', picture: false, share: false, see: false } })
  giving.putAll()
  expect(new Set(pictures(others))).toEqual(new Set([false]))
})

test('with the seventh gone the pictures are back by themselves; a camera that is off never rests', () => {
  const { others, giving, becomes, own } = scene(7)
  giving.putAll()
  becomes(6)
  expect(pictures(others.slice(0, 5))).toEqual([true, true, true, true, true])
  for (const { says } of others.slice(0, 5)) expect(says()).toMatchObject({ picture: true })
  own.setState({ camera: { is: 'off' } })
  becomes(7)
  for (const { says } of others) expect(says().rests).toBeUndefined()
})

test('whom this person asks to see is told so, and only they', () => {
  const { others, giving, state } = scene(8)
  state.setState({ sees: ['other 2' as DeviceId] })
  giving.putAll()
  expect(others.map(({ says }) => says().see)).toEqual([false, false, true, false, false, false, false])
})

test('where not even sound would be understood none is sent, and it is said; the others hear as before', () => {
  const { others, giving } = scene(3)
  const [elena, tomas] = others as [Given, Given]
  Object.assign(elena.pair, { ladder: { ...top, at: 3 } })
  giving.putAll()
  expect(elena.tracks).toMatchObject({ sound: null })
  expect(elena.says()).toMatchObject({ slow: 'notes', picture: false, microphone: 'on' })
  expect(tomas.tracks).toMatchObject({ sound: 'my voice', picture: 'my face' })
  Object.assign(elena.pair, { ladder: { ...top, at: 2 } })
  giving.putAll()
  expect(elena.tracks).toMatchObject({ sound: 'my voice' })
  expect(elena.says()).toMatchObject({ slow: 'sound' })
})

test('less data: little goes out, little is asked for, and silence costs next to nothing', () => {
  const { others, giving, own } = scene(2)
  const [elena] = others as [Given]
  giving.putAll()
  const usual = elena.sends()
  expect([elena.says().less, elena.saving()]).toEqual([false, false])
  own.setState({ saves: true })
  giving.putAll()
  expect([elena.says().less, elena.saving()]).toEqual([true, true])
  expect(elena.sends().picture?.bitsPerSecond).toBeLessThan((usual.picture?.bitsPerSecond ?? 0) / 3)
  own.setState({ saves: false })
  Object.assign(elena.pair, { said: { microphone: 'on', picture: true, share: false, less: true } })
  giving.putAll()
  expect(elena.sends().picture?.framesPerSecond).toBe(1)
  expect(elena.tracks).toMatchObject({ sound: 'my voice' })
})

test('a processor that does not keep up costs size, then movement, in all pictures alike; and it is said', () => {
  const { others, giving, pass } = scene(3)
  giving.putAll()
  const [elena, tomas] = others as [Given, Given]
  const busy = (isBusy: boolean) => Object.assign(elena.pair, { counts: { isBusy } })
  busy(true)
  pass(3)
  expect(tomas.sends().picture?.height).toBe(360)
  pass(3)
  expect([elena, tomas].map(({ sends }) => sends().picture?.height)).toEqual([180, 180])
  expect(tomas.says().rests).toBeUndefined()
  pass(5)
  expect(tomas.says().rests).toBe('busy')
  expect(tomas.sends().picture?.framesPerSecond).toBe(5)
  expect(tomas.sends().sound).toEqual({ bitsPerSecond: 40_000 })
  busy(false)
  pass(9)
  expect(tomas.sends().picture?.framesPerSecond).toBe(5)
  pass(60)
  expect(tomas.sends().picture?.height).toBe(360)
  expect(tomas.says().rests).toBeUndefined()
})

test('who speaks is seen more clearly, while they speak and five seconds on', () => {
  const { others, giving, clock } = scene(2)
  const [elena] = others as [Given]
  const bits = () => elena.sends().picture?.bitsPerSecond
  giving.putAll()
  const quietly = bits() ?? 0
  giving.speaks(true)
  expect(bits()).toBe(quietly * 1.5)
  clock.pass(seconds(60))
  giving.speaks(false)
  clock.pass(seconds(5) - 1)
  expect(bits()).toBe(quietly * 1.5)
  // A breath between two sentences is no end.
  giving.speaks(true)
  clock.pass(seconds(4))
  giving.speaks(false)
  clock.pass(seconds(5) - 1)
  expect(bits()).toBe(quietly * 1.5)
  clock.pass(1)
  expect(bits()).toBe(quietly)
})

test('a line that is held gives nothing', () => {
  const { others, giving, state } = scene(2)
  const [elena] = others as [Given]
  state.setState({ held: true })
  giving.putAll()
  expect(elena.tracks).toEqual({ sound: null, picture: null, share: null })
  expect(elena.says()).toMatchObject({ microphone: 'off', picture: false })
})
