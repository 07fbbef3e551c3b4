import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { climb, type Stairs, stepOf, top, tread } from './ladder.ts'

/** Two looks at this line, every two seconds, and the step after each. */
function walk(from: Stairs, lines: readonly (readonly [loss: number, looks: number])[], start = 0) {
  let now = start
  let ladder = from
  const seen: string[] = [stepOf(from)]
  for (const [loss, looks] of lines) {
    for (let look = 0; look < looks; look++) {
      now += seconds(2)
      ladder = climb(ladder, { now, loss, roundTrip: 80 })
      if (seen.at(-1) !== stepOf(ladder)) seen.push(stepOf(ladder))
    }
  }
  return { ladder, seen, now }
}

test('a bad line costs the movement first, then the picture; the sound goes on', () => {
  expect(walk(top, [[0.2, 3]]).seen).toEqual(['picture'])
  expect(walk(top, [[0.2, 20]]).seen).toEqual(['picture', 'still', 'sound'])
})

test('a moment of loss costs nothing', () => {
  const gusts = Array.from({ length: 10 }, () => [
    [0.5, 2],
    [0, 1],
  ]).flat() as [number, number][]
  expect(walk(top, gusts).seen).toEqual(['picture'])
})

test('a line that is well again gets its picture back, one step at a time', () => {
  const { ladder } = walk(top, [[0.2, 20]])
  expect(walk(ladder, [[0, 30]], seconds(100)).seen).toEqual(['sound', 'still', 'picture'])
  expect(walk(ladder, [[0.08, 60]], seconds(100)).seen).toEqual(['sound'])
})

test('where each step up slips, the next is waited for longer: no picture that comes and goes', () => {
  let { ladder, now } = walk(top, [[0.2, 20]])
  const waits: number[] = []
  for (let round = 0; round < 3; round++) {
    const began = now
    while (stepOf(ladder) === 'sound') {
      now += seconds(2)
      ladder = climb(ladder, { now, loss: 0, roundTrip: 80 })
    }
    waits.push(now - began)
    ;({ ladder, now } = walk(ladder, [[0.3, 6]], now))
  }
  expect(waits[1]).toBeGreaterThan(waits[0] ?? 0)
  expect(waits[2]).toBeGreaterThan(waits[1] ?? 0)
})

test('a line that is very slow is bad even when nothing is lost', () => {
  let ladder = top
  for (let now = 0; now <= seconds(20); now += seconds(2)) ladder = climb(ladder, { now, loss: 0, roundTrip: 2000 })
  expect(stepOf(ladder)).toBe('sound')
})

test('a line on which words come in pieces rests its sound too, and tries again by itself', () => {
  const down = walk(top, [[0.6, 18]])
  expect(down.seen).toEqual(['picture', 'still', 'sound', 'notes'])
  // Nothing is sent, so what was measured last stays: only trying tells.
  const tried = walk(down.ladder, [[0.6, 7]], down.now)
  expect(tried.seen).toEqual(['notes', 'sound'])
  expect(walk(tried.ladder, [[0, 30]], tried.now).seen).toEqual(['sound', 'still', 'picture'])
})

test('a line that costs the picture keeps its sound for as long as it can be understood', () => {
  expect(walk(top, [[0.45, 200]]).seen).toEqual(['picture', 'still', 'sound'])
})

test('sound that is tried in vain is tried less and less often, and never given up', () => {
  let { ladder, now } = walk(top, [[0.9, 18]])
  const rests: number[] = []
  for (let round = 0; round < 6; round++) {
    const began = now
    while (stepOf(ladder) === 'notes') {
      now += seconds(2)
      ladder = climb(ladder, { now, loss: 0.9, roundTrip: 80 })
    }
    rests.push(now - began)
    while (stepOf(ladder) === 'sound') {
      now += seconds(2)
      ladder = climb(ladder, { now, loss: 0.9, roundTrip: 80 })
    }
    expect(stepOf(ladder)).toBe('notes')
  }
  expect(rests[0]).toBe(seconds(12))
  expect(rests.at(-1)).toBeGreaterThan(seconds(90))
  expect(rests.at(-1)).toBeLessThan(seconds(100))
  expect(rests.toSorted((a, b) => a - b)).toEqual(rests)
})

test('while the way there and back takes longer than five seconds nobody tries to speak over it', () => {
  let { ladder, now } = walk(top, [[0.9, 18]])
  for (let look = 0; look < 60; look++) {
    now += seconds(2)
    ladder = climb(ladder, { now, loss: 0, roundTrip: 6000 })
  }
  expect(stepOf(ladder)).toBe('notes')
})

test('a device that is too busy goes down two steps at most, and up again when it has breath', () => {
  let stairs: Stairs = top
  let now = 0
  const go = (isBad: boolean, looks: number) => {
    for (let look = 0; look < looks; look++) {
      now += seconds(2)
      stairs = tread(stairs, { now, isBad, isGood: !isBad, last: 2 })
    }
    return stairs.at
  }
  expect(go(true, 3)).toBe(0)
  expect(go(true, 3)).toBe(1)
  expect(go(true, 30)).toBe(2)
  expect(go(false, 30)).toBe(0)
})
