import type { Step } from './ladder.ts'

/** What a device sends to each other device of a mesh. */
export interface Sending {
  /** null: no picture, so that the sound holds. */
  readonly picture: { readonly height: number; readonly framesPerSecond: number; readonly bitsPerSecond: number } | null
  readonly sound: { readonly bitsPerSecond: number }
}

/** A face that is there, now and then anew. */
const still = { height: 180, framesPerSecond: 1, bitsPerSecond: 40_000 } as const

/** Up to this many devices send a larger picture, up to the second a small one, beyond it sound only (§9). */
export const largeUpTo = 3
export const smallUpTo = 6

/**
 * A mesh sends one copy to each of the others: with six devices five copies must fit through one home's uplink, so
 * the whole stays under 2.5 Mbit/s.
 */
export function sendingFor(given: {
  /** All devices that exchange, this one among them. */
  readonly devices: number
  /** Somebody here speaks, or has in the last five seconds. */
  readonly speaks: boolean
  /** The line to this one device loses packets or is slow. */
  readonly weak: boolean
  /** How much of a picture the line to this one device bears. */
  readonly step?: Step
}): Sending {
  const { devices, speaks, weak, step = 'picture' } = given
  const sound = { bitsPerSecond: devices > smallUpTo || weak ? 24_000 : 40_000 }
  if (devices > smallUpTo || step === 'sound') return { picture: null, sound }
  if (step === 'still') return { picture: still, sound }
  const large = devices <= largeUpTo
  const height = large && !weak ? 360 : 180
  const framesPerSecond = weak ? 10 : large ? 24 : 15
  const base = large ? 600_000 : 180_000
  // A face that speaks is looked at: mouths and hands matter most then.
  const bitsPerSecond = weak ? 90_000 : speaks ? base * 1.5 : base
  return { picture: { height, framesPerSecond, bitsPerSecond }, sound }
}

/** How much smaller the encoder makes a picture of this height. Never larger than it is. */
export function scaleDown(sourceHeight: number | undefined, height: number): number {
  return Math.max(1, (sourceHeight ?? height) / height)
}
