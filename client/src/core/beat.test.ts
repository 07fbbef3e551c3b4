import { systemClock } from '@polyphony/shared/domain/time'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createBeat } from './beat.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function begin({ looked = (): boolean => true } = {}) {
  const told = { asked: 0, gone: 0, quiet: [] as boolean[] }
  const beat = createBeat({
    clock: systemClock,
    ask: () => told.asked++,
    changed: () => told.quiet.push(beat.quiet),
    gone: () => told.gone++,
    looked,
  })
  beat.opened()
  return { beat, told }
}

test('a line that speaks is not asked', () => {
  const { beat, told } = begin()
  for (let at = 0; at < 20; at++) {
    vi.advanceTimersByTime(900)
    beat.heard()
  }
  expect(told).toEqual({ asked: 0, gone: 0, quiet: [] })
})

test('[I4] a line that is gone without a word is known within three seconds, at any moment of its going', () => {
  for (let into = 0; into < 3000; into += 130) {
    const { beat, told } = begin()
    // The other end answers until it is gone.
    let answered = 0
    for (let at = 0; at < into; at += 10) {
      vi.advanceTimersByTime(10)
      if (told.asked > answered) {
        answered = told.asked
        beat.heard()
      }
    }
    expect(told.quiet).toEqual([])
    vi.advanceTimersByTime(3000)
    expect(told.quiet).toEqual([true])
    beat.closed()
  }
})

test('slow is not gone: an answer that comes late takes the word back, and the line stays', () => {
  const { beat, told } = begin()
  vi.advanceTimersByTime(4000)
  expect(told.quiet).toEqual([true])
  beat.heard()
  expect(told.quiet).toEqual([true, false])
  expect(told.gone).toBe(0)
})

test('nobody there for longer: a new line is asked for, once', () => {
  const { told } = begin()
  vi.advanceTimersByTime(60_000)
  expect(told.gone).toBe(1)
})

test('a laptop that slept asks afresh, and waits a second and no longer', () => {
  const { beat, told } = begin()
  vi.advanceTimersByTime(1000)
  const asked = told.asked
  // Timers stood still for half an hour; then they come all at once.
  vi.setSystemTime(Date.now() + 30 * 60_000)
  vi.advanceTimersByTime(1800)
  expect(told.asked).toBe(asked + 1)
  expect([told.quiet, told.gone]).toEqual([[], 0])
  vi.advanceTimersByTime(1000)
  expect(told.gone).toBe(1)
  beat.closed()
})

test('looked at again: asked at once', () => {
  const { beat, told } = begin()
  beat.wake()
  expect(told.asked).toBe(1)
  vi.advanceTimersByTime(999)
  expect(told.gone).toBe(0)
  vi.advanceTimersByTime(2)
  expect(told.gone).toBe(1)
})

test('a page in a pocket asks nothing', () => {
  let looked = false
  const { told } = begin({ looked: () => looked })
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual({ asked: 0, gone: 0, quiet: [] })
  looked = true
  vi.advanceTimersByTime(1000)
  expect(told.asked).toBe(1)
})

test('a closed line is left alone', () => {
  const { beat, told } = begin()
  beat.closed()
  beat.wake()
  beat.heard()
  vi.advanceTimersByTime(60_000)
  expect(told).toEqual({ asked: 0, gone: 0, quiet: [] })
})
