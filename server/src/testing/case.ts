import type { FaultName } from '@polyphony/shared/domain/fault'
import type { In, RouteName } from '@polyphony/shared/wire/rest'
import type { PersonName, World } from './world.ts'

/** What a route is asked when all is well, and who is refused what. A route without a case does not compile. */
export interface Case<Name extends RouteName> {
  /** Who may ask it so. */
  readonly by: PersonName
  readonly input: (world: World) => In<Name>
  /** Who is refused the very same, and how. */
  readonly refused?: Partial<Record<PersonName, FaultName>>
  /** Ids of another network in the place of ours. */
  readonly foreign?: (world: World) => Readonly<Record<string, string>>
  /** Refusals of its own: the same, but for these fields. */
  readonly wrong?: readonly (readonly [FaultName, (world: World) => Readonly<Record<string, unknown>>])[]
  /** May the honest way change nothing in the database? */
  readonly onlyLooks?: true
}

/** Whoever does not work here. */
export const staffOnly = { nobody: 'not-signed-in', elena: 'not-yours', petra: 'not-yours' } as const
