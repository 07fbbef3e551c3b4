import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMeter } from './meter.ts'

/** What the microphone gives now. */
let loudness = 0
class Node {
  fftSize = 0
  connect(): void {}
  disconnect(): void {}
  getFloatTimeDomainData(samples: Float32Array): void {
    samples.fill(loudness)
  }
}
class Player {
  state = 'running'
  async resume(): Promise<void> {}
  async close(): Promise<void> {}
  createMediaStreamSource = () => new Node()
  createAnalyser = () => new Node()
}
const before = { AudioContext: globalThis.AudioContext, MediaStream: globalThis.MediaStream }
beforeEach(() => {
  loudness = 0
  Object.assign(globalThis, { AudioContext: Player, MediaStream: class {} })
})
afterEach(() => void Object.assign(globalThis, before))

function begin() {
  let now = 0
  let waiting: { at: number; then: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after: (span, then) => {
      const one = { at: now + span, then }
      waiting.push(one)
      return () => {
        waiting = waiting.filter(other => other !== one)
      }
    },
  }
  const pass = (span: number, given = loudness): void => {
    loudness = given
    for (const end = now + span; now < end; ) {
      now += 33
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { then } of due) then()
    }
  }
  const said: string[] = []
  const abort = new AbortController()
  const meter = createMeter({
    clock,
    signal: abort.signal,
    whileOff: speaks => said.push(speaks ? 'speaks while off' : 'said enough'),
    onSilence: silent => said.push(silent ? 'gives nothing' : 'gives again'),
  })
  const copies: { enabled: boolean; stopped: boolean }[] = []
  const track = {
    clone: () => {
      const copy = {
        enabled: false,
        stopped: false,
        stop: () => {
          copy.stopped = true
        },
      }
      copies.push(copy)
      return copy
    },
  } as unknown as MediaStreamTrack
  return { meter, pass, said, track, copies, abort }
}
const [quietRoom, voice] = [0.001, 0.2]

test('your microphone is off and you are speaking: said once, and not again for a while', () => {
  const { meter, pass, said, track } = begin()
  meter.listenTo(track)
  meter.off(false)
  pass(seconds(3), voice)
  meter.off(true)
  pass(seconds(1), voice)
  // Who just turned it off may be ending a sentence.
  expect(said).not.toContain('speaks while off')
  pass(seconds(3), voice)
  expect(said.filter(one => one === 'speaks while off')).toHaveLength(1)
  pass(seconds(10), voice)
  expect(said.filter(one => one === 'speaks while off')).toHaveLength(1)
  expect(said.at(-1)).toBe('said enough')
  pass(seconds(20), voice)
  expect(said.filter(one => one === 'speaks while off')).toHaveLength(2)
})

test('whoever is quiet with a microphone that is off hears nothing about it', () => {
  const { meter, pass, said, track } = begin()
  meter.listenTo(track)
  meter.off(true)
  pass(seconds(60), quietRoom)
  expect(said).not.toContain('speaks while off')
})

test('a microphone that is on and gives exactly nothing is told of, and a quiet room never is', () => {
  const { meter, pass, said, track } = begin()
  meter.listenTo(track)
  meter.off(false)
  pass(seconds(60), quietRoom)
  expect(said).not.toContain('gives nothing')
  pass(seconds(20), 0)
  expect(said.at(-1)).toBe('gives nothing')
  pass(seconds(1), quietRoom)
  expect(said.at(-1)).toBe('gives again')
})

test('the bar moves with the voice; the copy that is listened to ends with the microphone', () => {
  const { meter, pass, track, copies, abort } = begin()
  const levels: number[] = []
  meter.onLevel(level => levels.push(level))
  meter.listenTo(track)
  expect(copies[0]?.enabled).toBe(true)
  pass(seconds(1), voice)
  expect(Math.max(...levels)).toBeCloseTo(voice)
  meter.listenTo(null)
  expect(copies[0]?.stopped).toBe(true)
  expect(levels.at(-1)).toBe(0)
  abort.abort()
})
