import type { DeviceId } from '@polyphony/shared/domain/ids'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSpeakers } from './sound.ts'

/** A browser that plays nothing before a tap. */
class Element {
  static readonly made: Element[] = []
  static tapped = false
  srcObject: unknown = null
  sink: string | null = null
  plays = 0
  constructor() {
    Element.made.push(this)
  }
  async play(): Promise<void> {
    if (!Element.tapped) throw new DOMException('', 'NotAllowedError')
    this.plays += 1
  }
  async setSinkId(id: string): Promise<void> {
    this.sink = id
  }
}
class Stream {
  readonly tracks: readonly unknown[]
  constructor(tracks: readonly unknown[]) {
    this.tracks = tracks
  }
  getAudioTracks(): readonly unknown[] {
    return this.tracks
  }
}
const before = { Audio: globalThis.Audio, MediaStream: globalThis.MediaStream }
beforeEach(() => {
  Element.made.length = 0
  Element.tapped = false
  Object.assign(globalThis, { Audio: Element, MediaStream: Stream })
})
afterEach(() => void Object.assign(globalThis, before))

const [sam, elena] = ['sam' as DeviceId, 'elena' as DeviceId]
const track = (name: string) => ({ name }) as unknown as MediaStreamTrack
const settled = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

test('where the browser waits for a tap, it is said, and one tap lets everyone be heard', async () => {
  const told: boolean[] = []
  const speakers = createSpeakers(needs => told.push(needs))
  speakers.play(sam, track('a'))
  speakers.play(elena, track('b'))
  await settled()
  expect(told.at(-1)).toBe(true)
  Element.tapped = true
  await speakers.hear()
  expect(told.at(-1)).toBe(false)
  expect(Element.made.map(({ plays }) => plays)).toEqual([1, 1])
})

test('who leaves while their sound is held back asks for no tap any more', async () => {
  const told: boolean[] = []
  const speakers = createSpeakers(needs => told.push(needs))
  speakers.play(sam, track('a'))
  await settled()
  speakers.stop(sam)
  expect(told.at(-1)).toBe(false)
})

test('the permission stays with the element: whoever comes next is heard without a tap', async () => {
  Element.tapped = true
  const speakers = createSpeakers(() => undefined)
  speakers.setSpeaker('headphones')
  speakers.play(sam, track('a'))
  speakers.play(sam, null)
  speakers.play(elena, track('b'))
  await settled()
  expect(Element.made).toHaveLength(1)
  expect(Element.made[0]).toMatchObject({ plays: 2, sink: 'headphones' })
})

test('the same track again cuts nobody', async () => {
  Element.tapped = true
  const speakers = createSpeakers(() => undefined)
  const same = track('a')
  speakers.play(sam, same)
  const playing = Element.made[0]?.srcObject
  speakers.play(sam, same)
  await settled()
  expect(Element.made[0]?.srcObject).toBe(playing)
  expect(Element.made[0]?.plays).toBe(1)
})
