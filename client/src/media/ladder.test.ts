import { seconds } from '@polyphony/shared/domain/time'
import { expect, test } from 'vitest'
import { climb, type Ladder, top } from './ladder.ts'

/** Two looks at this line, every two seconds, and the step after each. */
function walk(from: Ladder, lines: readonly (readonly [loss: number, looks: number])[], start = 0) {
  let now = start
  let ladder = from
  const seen: string[] = [from.step]
  for (const [loss, looks] of lines) {
    for (let look = 0; look < looks; look++) {
      now += seconds(2)
      ladder = climb(ladder, { now, loss, roundTrip: 80 })
      if (seen.at(-1) !== ladder.step) seen.push(ladder.step)
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
    while (ladder.step === 'sound') {
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
  expect(ladder.step).toBe('sound')
})
