import { expect, test } from 'vitest'
import { mutate } from './mutation.testing.ts'

test.each([1, 2, 3])('[S15] frames broken a little, seed %i: no crash, and nobody else’s words change', seed => {
  const report = mutate({ seed, frames: 1000 })
  // A run that only ever sends nonsense, or only what is right, has shown nothing.
  expect(report.refused).toBeGreaterThan(50)
  expect(report.unknown).toBeGreaterThan(50)
  expect(report.taken).toBeGreaterThan(3)
})
