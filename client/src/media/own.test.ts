import type { Clock } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { createOwn, type Own } from './own.ts'

/** A browser with kits that can be refused, pulled out and taken by a phone call. */
class Kits {
  readonly asked: MediaStreamConstraints[] = []
  refuse: Partial<Record<'audio' | 'video' | 'both' | 'exact', string>> = {}
  answers = true
  list: { deviceId: string; kind: MediaDeviceKind; label: string }[] = [
    { deviceId: 'mic-1', kind: 'audioinput', label: 'Headset' },
    { deviceId: 'mic-2', kind: 'audioinput', label: 'Built in' },
    { deviceId: 'cam-1', kind: 'videoinput', label: 'Front' },
  ]
  readonly made: Track[] = []
  changed: () => void = () => undefined

  async getUserMedia(wish: MediaStreamConstraints = {}): Promise<MediaStream> {
    this.asked.push(wish)
    if (!this.answers) return new Promise(() => undefined)
    const key = wish.audio && wish.video ? 'both' : wish.audio ? 'audio' : 'video'
    const name = (JSON.stringify(wish).includes('exact') && this.refuse.exact) || this.refuse[key]
    if (name) throw Object.assign(new Error(), { name })
    const tracks = [
      wish.audio && new Track('audio', this.first('audioinput')),
      wish.video && new Track('video', this.first('videoinput')),
    ]
    const got = tracks.filter(track => track instanceof Track)
    this.made.push(...got)
    return { getTracks: () => got } as unknown as MediaStream
  }
  first(kind: MediaDeviceKind): string {
    return this.list.find(line => line.kind === kind)?.deviceId ?? ''
  }
  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.list as MediaDeviceInfo[]
  }
  addEventListener(_: string, then: unknown): void {
    this.changed = then as () => void
  }
}

class Track extends EventTarget {
  readyState = 'live'
  enabled = true
  muted = false
  readonly kind: string
  readonly id: string
  constructor(kind: string, id: string) {
    super()
    this.kind = kind
    this.id = id
  }
  stop(): void {
    this.readyState = 'ended'
  }
  getSettings(): MediaTrackSettings {
    return { deviceId: this.id }
  }
}
Object.assign(globalThis, {
  MediaStream: class {
    readonly tracks: unknown[]
    constructor(tracks: unknown[]) {
      this.tracks = tracks
    }
  },
})

function begin(storage: Record<string, string> = {}) {
  const kits = new Kits()
  const waiting: { at: number; then: () => void }[] = []
  let now = 0
  const clock: Clock = {
    now: () => now,
    after: (span, then) => {
      const one = { at: now + span, then }
      waiting.push(one)
      return () => void waiting.splice(waiting.indexOf(one) >>> 0, 1)
    },
  }
  const abort = new AbortController()
  let returns = (): void => undefined
  const own = createOwn({
    clock,
    signal: abort.signal,
    devices: kits as unknown as MediaDevices,
    storage: {
      getItem: (key: string) => storage[key] ?? null,
      setItem: (key: string, value: string) => {
        storage[key] = value
      },
    } as Storage,
    secure: true,
    userAgent: '',
    onReturn: then => {
      returns = then
    },
  })
  const pass = (span: number) => {
    now += span
    for (const one of waiting.splice(0)) one.at <= now ? one.then() : waiting.push(one)
  }
  return { own, kits, pass, storage, abort, returns: () => returns() }
}
const is = (own: Own) => ({ microphone: own.state.getState().microphone, camera: own.state.getState().camera })
const settled = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

test('nothing is asked of the browser before a switch is turned on', async () => {
  const { kits, own } = begin()
  await settled()
  expect(kits.asked).toEqual([])
  expect(is(own)).toEqual({ microphone: { is: 'off' }, camera: { is: 'off' } })
})

test('one question for both, and a device that is not here is wished for, never insisted on', async () => {
  const { kits, own } = begin({ 'polyphony.kits': '{"microphone":"mic-9","camera":"cam-9"}' })
  await own.turnOn({ microphone: true, camera: true })
  expect(kits.asked).toHaveLength(1)
  expect(JSON.stringify(kits.asked)).toContain('"deviceId":{"ideal":"mic-9"}')
  expect(JSON.stringify(kits.asked)).not.toMatch(/exact|min|max/)
  expect(is(own)).toEqual({ microphone: { is: 'on' }, camera: { is: 'on' } })
})

test('a chosen device that is here is asked for by name; taken meanwhile, any other does', async () => {
  const { kits, own } = begin({ 'polyphony.kits': '{"microphone":"mic-2"}' })
  await own.turnOn({ microphone: true, camera: false })
  expect(JSON.stringify(kits.asked)).toContain('"deviceId":{"exact":"mic-2"}')
  own.release()
  kits.refuse = { exact: 'OverconstrainedError' }
  await own.turnOn({ microphone: true, camera: false })
  expect(JSON.stringify(kits.asked.at(-1))).toContain('"deviceId":{"ideal":"mic-2"}')
  expect(is(own).microphone).toEqual({ is: 'on' })
})

test('a missing camera does not cost the microphone', async () => {
  const { kits, own } = begin()
  kits.refuse = { both: 'NotFoundError', video: 'NotFoundError' }
  await own.turnOn({ microphone: true, camera: true })
  expect(is(own)).toEqual({ microphone: { is: 'on' }, camera: { is: 'trouble', why: 'none' } })
})

test('a refusal is told and not asked twice', async () => {
  const { kits, own } = begin()
  kits.refuse = { both: 'NotAllowedError' }
  await own.turnOn({ microphone: true, camera: true })
  expect(kits.asked).toHaveLength(1)
  expect(is(own)).toEqual({
    microphone: { is: 'trouble', why: 'denied' },
    camera: { is: 'trouble', why: 'denied' },
  })
})

test('mute keeps the track and silences it; camera off stops the track so that its light goes out', async () => {
  const { kits, own } = begin()
  await own.turnOn({ microphone: true, camera: true })
  own.turnOff('microphone')
  own.turnOff('camera')
  const [sound, picture] = kits.made
  expect(sound).toMatchObject({ readyState: 'live', enabled: false })
  expect(picture?.readyState).toBe('ended')
  await own.turnOn({ microphone: true, camera: false })
  expect(kits.asked).toHaveLength(1)
  expect(sound?.enabled).toBe(true)
})

test('a browser that never answers is said to after twenty seconds', async () => {
  const { kits, own, pass } = begin()
  kits.answers = false
  void own.turnOn({ microphone: true, camera: false })
  await settled()
  expect(is(own).microphone).toEqual({ is: 'starting' })
  pass(20_000)
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'no-answer' })
})

test('turned off while the browser was asking: a late yes lights no camera', async () => {
  const { kits, own } = begin()
  const turning = own.turnOn({ microphone: false, camera: true })
  own.turnOff('camera')
  await turning
  expect(kits.made[0]?.readyState).toBe('ended')
  expect(is(own).camera).toEqual({ is: 'off' })
})

test('a headset pulled out: another microphone takes its place, and it is said once', async () => {
  const { kits, own } = begin()
  await own.turnOn({ microphone: true, camera: false })
  kits.list = kits.list.filter(line => line.deviceId !== 'mic-1')
  kits.changed()
  await settled()
  expect(own.track('microphone')?.getSettings().deviceId).toBe('mic-2')
  expect(is(own).microphone).toEqual({ is: 'on' })
  expect(own.state.getState().changed).toBe('microphone')
  own.noticed()
  expect(own.state.getState().changed).toBeNull()
})

test('a phone call takes the microphone and gives it back', async () => {
  const { kits, own } = begin()
  await own.turnOn({ microphone: true, camera: false })
  kits.made[0]?.dispatchEvent(new Event('mute'))
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'taken' })
  kits.made[0]?.dispatchEvent(new Event('unmute'))
  expect(is(own).microphone).toEqual({ is: 'on' })
})

test('a call that ends the microphone: it is asked for again when the person is back, and a refusal is not', async () => {
  const { kits, own, returns } = begin()
  await own.turnOn({ microphone: true, camera: false })
  kits.refuse = { audio: 'NotReadableError', exact: 'NotReadableError' }
  kits.made[0]?.stop()
  kits.made[0]?.dispatchEvent(new Event('ended'))
  await settled()
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'in-use' })
  kits.refuse = {}
  returns()
  await settled()
  expect(is(own).microphone).toEqual({ is: 'on' })
  own.release()
  kits.refuse = { audio: 'NotAllowedError', exact: 'NotAllowedError' }
  await own.turnOn({ microphone: true, camera: false })
  const asked = kits.asked.length
  returns()
  await settled()
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'denied' })
  expect(kits.asked).toHaveLength(asked)
})

test('a track that is given back without a word is on again when the person looks at the page', async () => {
  const { kits, own, returns } = begin()
  await own.turnOn({ microphone: true, camera: false })
  kits.made[0]?.dispatchEvent(new Event('mute'))
  if (kits.made[0]) kits.made[0].muted = true
  returns()
  await settled()
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'taken' })
  if (kits.made[0]) kits.made[0].muted = false
  returns()
  await settled()
  expect(is(own).microphone).toEqual({ is: 'on' })
})

test('a headset that is plugged in where there was none is taken by itself', async () => {
  const { kits, own } = begin()
  const list = kits.list
  kits.list = kits.list.filter(({ kind }) => kind !== 'audioinput')
  kits.refuse = { audio: 'NotFoundError' }
  await own.turnOn({ microphone: true, camera: false })
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'none' })
  kits.changed()
  await settled()
  expect(is(own).microphone).toEqual({ is: 'trouble', why: 'none' })
  kits.refuse = {}
  kits.list = list
  kits.changed()
  await settled()
  expect(is(own).microphone).toEqual({ is: 'on' })
})

test('the choice is kept on the device, and broken keepings are no harm', async () => {
  const { own, storage } = begin({ 'polyphony.kits': 'nonsense' })
  await own.choose('microphone', 'mic-2')
  expect(JSON.parse(storage['polyphony.kits'] ?? '')).toMatchObject({ microphone: 'mic-2' })
})

test('leaving lets go of everything at once', async () => {
  const { kits, own, abort } = begin()
  await own.turnOn({ microphone: true, camera: true })
  abort.abort()
  expect(kits.made.map(track => track.readyState)).toEqual(['ended', 'ended'])
})
