import type { PersonId } from './ids.ts'
import type { Instant } from './time.ts'

/** Practitioners think aloud while the network listens. One practitioner may reflect for themself (R1). */
export type Reflecting =
  | { readonly is: 'none' }
  | {
      readonly is: 'asked'
      readonly by: PersonId
      readonly who: readonly PersonId[]
      /** Network-side people who have said yes. One "not now" ends the asking. */
      readonly leave: readonly PersonId[]
    }
  | {
      readonly is: 'reflecting'
      readonly who: readonly PersonId[]
      readonly since: Instant
      /** Listeners who opened their own microphone again (R3). */
      readonly unrested: readonly PersonId[]
    }
  /** "What was it like to hear that?" The network is asked first; passing is fine (R5). */
  | {
      readonly is: 'floor'
      readonly who: readonly PersonId[]
      readonly answered: Readonly<Record<PersonId, 'spoke' | 'wrote' | 'passed'>>
    }

export type ReflectingCommand =
  | { readonly do: 'ask-to-reflect'; readonly who: readonly PersonId[] }
  | { readonly do: 'answer-reflecting'; readonly answer: 'yes' | 'not-now' }
  | { readonly do: 'stop-reflecting' }
  | { readonly do: 'rest-microphone'; readonly rest: boolean }
  | { readonly do: 'answer-floor'; readonly how: 'spoke' | 'wrote' | 'passed' }
  | { readonly do: 'end-floor' }

export type ReflectingEvent =
  | { readonly is: 'reflecting-asked'; readonly by: PersonId; readonly who: readonly PersonId[] }
  | { readonly is: 'reflecting-leave-given'; readonly person: PersonId }
  | { readonly is: 'reflecting-not-now'; readonly person: PersonId }
  | { readonly is: 'reflecting-began'; readonly who: readonly PersonId[] }
  | { readonly is: 'reflecting-stopped'; readonly by: PersonId | null }
  | { readonly is: 'microphone-rested'; readonly person: PersonId; readonly rest: boolean }
  | { readonly is: 'floor-answered'; readonly person: PersonId; readonly how: 'spoke' | 'wrote' | 'passed' }
  | { readonly is: 'floor-ended' }
