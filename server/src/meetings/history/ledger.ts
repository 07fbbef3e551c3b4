import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import { createRanges } from './ranges.ts'
import type { Ranges } from './ranges.ts'

/** Who did something, and with which row of the log. person null: the house. */
export interface Deed {
  readonly person: PersonId | null
  readonly at: Instant
  readonly seq: number
}

/** Where letters come from. */
export interface Origin {
  /** Who wrote them. */
  readonly by: Deed
  /** With which row they came to stand here. */
  readonly put: Deed
  /** Who brought them back after they were gone. */
  readonly back: Deed | null
  /** The letters they were first written as: clock + shift. Moved or brought back, they are the same letters. */
  readonly root: { readonly client: number; readonly shift: number }
}

/** What the log says of every letter and every line, by Yjs client and clock. */
export interface Ledger {
  readonly origins: Ranges<Origin>
  readonly taken: Ranges<Deed>
  /** Taken from here, and standing elsewhere as the same letters. */
  readonly passed: Ranges<true>
}

export const createLedger = (): Ledger => ({
  origins: createRanges(),
  taken: createRanges(),
  passed: createRanges(),
})

/** Letters with one fate. */
export interface Fate {
  readonly clock: number
  readonly length: number
  readonly origin: Origin
  readonly taken: Deed | null
  readonly passed: boolean
}

/** Cuts letters where their fate changes. */
export function fatesOf(ledger: Ledger, given: { client: number; clock: number; length: number }): Fate[] {
  const { client, clock } = given
  const end = clock + given.length
  const fates: Fate[] = []
  for (let at = clock; at < end; ) {
    const origin = ledger.origins.at(client, at)
    if (!origin) throw new Error('a letter that stands in no row of the log')
    const taken = ledger.taken.at(client, at)
    const passed = ledger.passed.at(client, at)
    const until = Math.min(
      end,
      origin.end,
      taken?.end ?? ledger.taken.nextAfter(client, at),
      passed?.end ?? ledger.passed.nextAfter(client, at),
    )
    fates.push({
      clock: at,
      length: until - at,
      origin: origin.value,
      taken: taken?.value ?? null,
      passed: passed !== null,
    })
    at = until
  }
  return fates
}
