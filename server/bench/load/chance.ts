import { numbersFrom } from '../../src/testing/seeded.ts'

/** Dice that fall the same way every time, from 0 up to 1. */
export function dice(seed: number): () => number {
  const next = numbersFrom(seed)
  return () => next() / 2 ** 32
}

export const clientId = (): number => 1 + Math.floor(Math.random() * 0x7ffffffe)
