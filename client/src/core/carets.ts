import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Awareness } from 'y-protocols/awareness'

/** Where the others are writing. */
export interface Carets {
  readonly awareness: Awareness
  /** Whose caret it is, as the server knows it. null: nobody's that it has told of; then no caret is shown. */
  whoIs(client: number): PersonId | null
}

/** What the server tells of whose a caret is, on one line. */
export function caretsOf(awareness: Awareness): Carets & { told(json: string): void; forget(): void } {
  const people = new Map<number, PersonId>()
  return {
    awareness,
    whoIs: client => people.get(client) ?? null,
    told: json => {
      const told = JSON.parse(json) as Record<string, PersonId>
      for (const [client, person] of Object.entries(told)) people.set(Number(client), person)
    },
    forget: () => people.clear(),
  }
}
