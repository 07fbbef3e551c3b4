import type { PersonId } from '@polyphony/shared/domain/ids'

/** Whose the carets are that others show, as the server tells it on one line. */
export interface WhoseCarets {
  /** null: nobody's that it has told of; then no caret is shown. */
  whoIs(client: number): PersonId | null
  told(json: string): void
  forget(): void
}

export function whoseCarets(): WhoseCarets {
  const people = new Map<number, PersonId>()
  return {
    whoIs: client => people.get(client) ?? null,
    told: json => {
      const told = JSON.parse(json) as Record<string, PersonId>
      for (const [client, person] of Object.entries(told)) people.set(Number(client), person)
    },
    forget: () => people.clear(),
  }
}
