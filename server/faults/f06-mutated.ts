import { mutate } from '../src/sync/mutation.testing.ts'
import { Broken, none, percentile, below } from './fault.ts'
import type { Fault, Given } from './fault.ts'

/**
 * F6: frames that were right once and have been broken a little. mutate() throws when the room falls over, when somebody
 * else's voice changes, or when copies part. f06-wire.ts does the same through real sockets.
 */
export const mutated: Fault = { number: 'F6', title: 'mutated frames', run }

const perSeed = 2000

function run({ size, seed, say }: Given) {
  const seeds = seed === null ? Array.from({ length: size === 'full' ? 50 : 1 }, (_, i) => i + 1) : [seed]
  const sum = { frames: 0, taken: 0, refused: 0, unknown: 0 }
  const times: number[] = []
  for (const one of seeds) {
    const began = performance.now()
    try {
      const report = mutate({ seed: one, frames: perSeed })
      sum.frames += report.frames
      sum.taken += report.taken
      sum.refused += report.refused
      sum.unknown += report.unknown
    } catch (error) {
      throw new Broken({ fault: 'F6', seed: one, what: String(error) })
    }
    times.push((performance.now() - began) / perSeed)
  }
  if (sum.taken === 0 || sum.refused === 0 || sum.unknown === 0) {
    throw new Broken({ fault: 'F6', what: `the run was one-sided and showed nothing: ${JSON.stringify(sum)}` })
  }
  say(`F6: ${JSON.stringify(sum)}`)
  return Promise.resolve({
    runs: sum.frames,
    figures: [
      none('crashes, voices changed, copies parted', 0),
      below('a frame on average, worst seed', { is: percentile(times, 1), bar: 20, unit: 'ms' }),
    ],
  })
}
