import { expect, test } from 'vitest'
import { createQueue } from './queue.ts'

test('what goes in first comes out first, however many wait', () => {
  const queue = createQueue<number>()
  let next = 0
  let out = 0
  for (let round = 0; round < 5000; round++) {
    for (let i = 0; i < 1 + (round % 3); i++) queue.push(next++)
    if (round % 4 > 0) {
      expect(queue.first()).toBe(out)
      expect(queue.shift()).toBe(out++)
    }
  }
  expect(queue.length).toBe(next - out)
  expect(queue.all()).toEqual(Array.from({ length: next - out }, (_, i) => out + i))
  while (queue.length > 0) expect(queue.shift()).toBe(out++)
  expect([queue.shift(), queue.first(), queue.length]).toEqual([undefined, undefined, 0])
  queue.push(7)
  expect(queue.all()).toEqual([7])
})
