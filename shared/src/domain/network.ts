import type { NetworkId, PersonId } from './ids.ts'

/** Interpreters, advocates and guests belong to neither side: they do not open the door (D4). */
export type Kind = 'centre' | 'network' | 'practitioner' | 'interpreter' | 'advocate' | 'guest'

export interface Membership {
  readonly network: NetworkId
  readonly person: PersonId
  readonly kind: Kind
  /** In their own words: mother, friend, neighbour. Empty for practitioners. */
  readonly relation: string
  /** Nurse, psychiatrist, peer practitioner. Empty for the network. */
  readonly profession: string
}

export const isNetworkSide = (kind: Kind): boolean => kind === 'centre' || kind === 'network'

/** One language for all, or the same circle would stand in another order on another phone. */
export const compareNames = (a: string, b: string): number => a.localeCompare(b, 'en')

/** First name first, whoever they are: order is never by role (P6). */
export function byFirstName<T extends { readonly name: string }>(people: readonly T[]): T[] {
  return [...people].sort((a, b) => compareNames(a.name, b.name))
}
