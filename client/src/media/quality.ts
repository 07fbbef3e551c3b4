import type { Step } from './ladder.ts'

/** What a device sends to each other device of a mesh. */
export interface Sending {
  /** null: no picture, so that the sound holds. */
  readonly picture: { readonly height: number; readonly framesPerSecond: number; readonly bitsPerSecond: number } | null
  /** null: not even sound would be understood there. */
  readonly sound: { readonly bitsPerSecond: number } | null
}

/** A face that is there, now and then anew. */
const still = { height: 180, framesPerSecond: 1, bitsPerSecond: 40_000 } as const

/** Up to this many devices send a larger picture, up to the second a small one, beyond it only what is asked for (§9). */
export const largeUpTo = 3
export const smallUpTo = 6
/** So many pictures may one ask for in a circle beyond that: what comes in stays what it was with four. */
export const seeAtMost = 3

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
  /** How much the line to this one device bears. */
  readonly step?: Step
  /** How short of breath this device is: 0, 1 or 2 steps down (getStats: quality limited by the processor). */
  readonly strain?: number
  /** This one device has asked to see us though many are here. */
  readonly asked?: boolean
  /** This one device has asked for as little as there is. */
  readonly less?: boolean
  /** The person here uses less data. */
  readonly saves?: boolean
}): Sending {
  const { devices, speaks, weak, step = 'picture', strain = 0, asked = false, less = false, saves = false } = given
  const many = devices > smallUpTo
  const sound = step === 'notes' ? null : { bitsPerSecond: saves ? 16_000 : many || weak ? 24_000 : 40_000 }
  if (step === 'sound' || step === 'notes' || (many && !asked)) return { picture: null, sound }
  if (step === 'still' || less) return { picture: still, sound }
  const large = devices <= largeUpTo
  const poor = weak || many || saves || strain > 0
  const height = large && !poor ? 360 : 180
  const framesPerSecond = strain > 1 ? 5 : saves ? 8 : poor ? 10 : large ? 24 : 15
  const base = large ? 600_000 : 180_000
  // A face that speaks is looked at: mouths and hands matter most then.
  const bitsPerSecond = saves ? 60_000 : poor ? 90_000 : speaks ? base * 1.5 : base
  return { picture: { height, framesPerSecond, bitsPerSecond }, sound }
}

/** How much smaller the encoder makes a picture of this height. Never larger than it is. */
export function scaleDown(sourceHeight: number | undefined, height: number): number {
  return Math.max(1, (sourceHeight ?? height) / height)
}
