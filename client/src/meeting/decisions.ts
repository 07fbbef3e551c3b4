import { emptyDecision, isLapsed, showsAgreed } from '@polyphony/shared/domain/decision'
import type { Decision, TakenPosition } from '@polyphony/shared/domain/decision'
import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { RoomState } from '@polyphony/shared/domain/meeting'
import { byFirstName } from '@polyphony/shared/domain/network'
import { isSeated } from '@polyphony/shared/domain/present'

export interface PositionShown {
  readonly person: PersonId
  readonly name: string
  readonly taken: TakenPosition | null
  /** Taken on other words than stand there now (P4). */
  readonly lapsed: boolean
  /** Said aloud, and marked by this person. */
  readonly markedBy: string | null
}

export type StandingShown =
  | { readonly is: 'talking' | 'differently' | 'left-open' | 'changed' }
  /** lapsed: the words have changed since it was agreed. */
  | { readonly is: 'agreed'; readonly lapsed: boolean }
  /** Never shown as agreed (P5). lapsed: the words have changed since. */
  | { readonly is: 'duty'; readonly by: string; readonly lapsed: boolean }

export interface DecisionShown {
  readonly decision: Decision
  readonly standing: StandingShown
  /** Everyone here and everyone who took one; by first name, never counted (P6). */
  readonly positions: readonly PositionShown[]
}

export const decisionOf = (room: RoomState, id: EntryId): Decision => room.decisions[id] ?? emptyDecision

export function showDecision(room: RoomState, id: EntryId, hash: string): DecisionShown {
  const decision = decisionOf(room, id)
  const people = Object.values(room.people).filter(
    // A child is not asked where they stand.
    person => decision.positions[person.id] !== undefined || (isSeated(room, person.id) && person.child === undefined),
  )
  const positions = byFirstName(people).map(({ id: person, name }): PositionShown => {
    const taken = decision.positions[person] ?? null
    const markedBy = taken?.markedBy ? (room.people[taken.markedBy]?.name ?? '') : null
    return { person, name, taken, lapsed: taken !== null && isLapsed(taken, hash), markedBy }
  })
  return { decision, standing: standingOf(room, decision, hash), positions }
}

function standingOf(room: RoomState, decision: Decision, hash: string): StandingShown {
  const { duty, standing } = decision
  if (duty) return { is: 'duty', by: room.people[duty.by]?.name ?? '', lapsed: duty.hash !== hash }
  return standing === 'agreed' ? { is: 'agreed', lapsed: !showsAgreed(decision, hash) } : { is: standing }
}
