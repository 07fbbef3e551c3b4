import type { Chance } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import type { Span } from '@polyphony/shared/domain/time'

const eagerFor = seconds(10)

/** Full jitter, 50 ms to 1 s in the first ten seconds, then up to 5 s: a whole clinic does not return in one instant. */
export function backOff({ lostFor, tries, chance }: { lostFor: Span; tries: number; chance: Chance }): Span {
  const ceiling = lostFor < eagerFor ? Math.min(1000, 100 * 2 ** Math.min(tries, 8)) : 5000
  const byte = chance.fill(new Uint8Array(1))[0] ?? 128
  return 50 + (byte / 255) * (ceiling - 50)
}
