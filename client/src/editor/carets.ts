import type { PersonId } from '@polyphony/shared/domain/ids'
import { roots } from '@polyphony/shared/notebook/schema'

interface Known {
  /** This device's own clientID. */
  readonly mine: number
  readonly whoIs: (client: number) => PersonId | null
  /** null: not of this room. */
  readonly nameOf: (person: PersonId) => string | null
}

/**
 * Whose caret this is, or null when it is not to be drawn. Only the server's word counts: what a caret says of itself is
 * not read (DESIGN §6). A place that is none would break everybody's editor while it is drawn.
 */
export function caretOf(
  client: number,
  state: unknown,
  known: Known,
): { readonly person: PersonId; readonly name: string } | null {
  if (client === known.mine || !isDrawable(state)) return null
  const person = known.whoIs(client)
  const name = person === null ? null : known.nameOf(person)
  return person === null || name === null ? null : { person, name }
}

function isDrawable(state: unknown): boolean {
  if (!isObject(state) || !(state.user === undefined || isObject(state.user))) return false
  const { cursor } = state
  return isObject(cursor) && isPlace(cursor.anchor) && isPlace(cursor.head)
}

/** A place in the words as Yjs writes it: beside an item, or at the end of a type. Source: yjs RelativePosition. */
function isPlace(place: unknown): boolean {
  if (!isObject(place)) return false
  const { type, item, tname, assoc } = place
  const inRoot = tname == null || tname === roots.notes
  return isIdOrNone(type) && isIdOrNone(item) && inRoot && (assoc === undefined || Number.isInteger(assoc))
}

const isIdOrNone = (id: unknown): boolean => id == null || (isObject(id) && isCount(id.client) && isCount(id.clock))
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
