import type { EntryId, PersonId } from './ids.ts'
import type { Carried } from './question.ts'
import type { Instant } from './time.ts'

export type StepTelling = 'done' | 'under-way' | 'not-right'

export interface NextStep {
  /** Somebody was asked. They own it only after they accept. */
  readonly offeredTo: PersonId | null
  readonly owner: PersonId | null
  /** yyyy-mm-dd, if they want one. Nothing happens when it passes. */
  readonly date: string | null
  /** How it goes, in the owner's words, oldest first. */
  readonly told: readonly {
    readonly by: PersonId
    readonly how: StepTelling
    readonly words: string
    readonly at: Instant
  }[]
  readonly carried: readonly Carried[]
}

export const emptyStep: NextStep = { offeredTo: null, owner: null, date: null, told: [], carried: [] }

export type StepCommand =
  | { readonly do: 'offer-step'; readonly step: EntryId; readonly to: PersonId }
  | { readonly do: 'accept-step'; readonly step: EntryId; readonly date: string | null }
  /** "This is no longer right for me": as easy as done, no reason asked. Also the answer to an offer. */
  | { readonly do: 'release-step'; readonly step: EntryId }
  | { readonly do: 'tell-step'; readonly step: EntryId; readonly how: StepTelling; readonly words: string }

export type StepEvent =
  | { readonly is: 'step-offered'; readonly step: EntryId; readonly to: PersonId; readonly by: PersonId }
  | { readonly is: 'step-accepted'; readonly step: EntryId; readonly owner: PersonId; readonly date: string | null }
  | { readonly is: 'step-released'; readonly step: EntryId; readonly by: PersonId }
  | {
      readonly is: 'step-told'
      readonly step: EntryId
      readonly by: PersonId
      readonly how: StepTelling
      readonly words: string
    }
  | {
      readonly is: 'step-carried'
      readonly step: EntryId
      readonly owner: PersonId | null
      readonly date: string | null
      readonly carried: readonly Carried[]
    }
