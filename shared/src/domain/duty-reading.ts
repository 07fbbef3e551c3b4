import { idPattern } from './ids.ts'
import type { Span } from './time.ts'
import { hours } from './time.ts'

/**
 * Reading because of a duty (§ who may read): somebody who works here, and is not of the network, opens its sealed records
 * for an hour. They say why first, and all of the network read it.
 */
export const dutyKinds = ['danger', 'work', 'law'] as const
export type DutyKind = (typeof dutyKinds)[number]

/** As it stands in the list of looks, bound into its chain: who they were and what they did here on that day, and why. */
export interface Why {
  readonly kind: DutyKind
  readonly reason: string
}

export const dutyHour: Span = hours(1)
/** Signs. A reason is a sentence; "work" is none. */
export const reasonLength = { least: 20, most: 1000 } as const

const inAddress = /\/(?:meetings|networks)\/([^/?#\s]+)/g

/**
 * The one thing that an address names: the page of a meeting or of a network, or its bare id. null: none, or several. A
 * personal link names nothing here: it is somebody's own way in.
 */
export function namedIn(address: string): string | null {
  const text = address.trim().toLowerCase()
  const named = idPattern.test(text) ? [text] : [...text.matchAll(inAddress)].map(([, id = '']) => id)
  const [id = ''] = named
  return named.length === 1 && idPattern.test(id) ? id : null
}
