import type { Chance } from '@polyphony/shared/domain/ids'

/** Numbers of 32 bits that come the same way every time, so that a failing run can be played again. Source: mulberry32. */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
}

/** Seeded randomness, as the house asks for it. */
export function seeded(seed: number): Chance & { below(n: number): number } {
  const next = numbersFrom(seed)
  return {
    below: n => next() % n,
    fill: bytes => {
      for (let i = 0; i < bytes.length; i++) bytes[i] = next() & 0xff
      return bytes
    },
  }
}
