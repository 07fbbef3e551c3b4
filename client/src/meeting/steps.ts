import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { emptyStep } from '@polyphony/shared/domain/step'
import type { NextStep, StepTelling } from '@polyphony/shared/domain/step'

/** A step is somebody's only after they have said so. Nothing is late, nothing is counted. */
export type StepShown =
  | { readonly is: 'open' }
  | { readonly is: 'offered'; readonly to: PersonId; readonly name: string }
  | {
      readonly is: 'taken'
      readonly owner: PersonId
      readonly name: string
      /** Who noted that they said so aloud (D5). */
      readonly markedBy: string | null
      readonly date: string | null
      readonly told: { readonly how: StepTelling; readonly words: string } | null
      /** Somebody else was asked meanwhile. */
      readonly offeredTo: string | null
    }

export const stepOf = (room: RoomState, id: EntryId): NextStep => room.steps[id] ?? emptyStep

export function showStep(room: RoomState, id: EntryId): StepShown {
  const { owner, offeredTo, date, told, markedBy } = stepOf(room, id)
  const name = (person: PersonId): string => room.people[person]?.name ?? ''
  if (owner !== null) {
    const last = told.at(-1)
    return {
      is: 'taken',
      owner,
      name: name(owner),
      markedBy: markedBy ? name(markedBy) : null,
      date,
      told: last ? { how: last.how, words: last.words } : null,
      offeredTo: offeredTo === null ? null : name(offeredTo),
    }
  }
  return offeredTo === null ? { is: 'open' } : { is: 'offered', to: offeredTo, name: name(offeredTo) }
}
