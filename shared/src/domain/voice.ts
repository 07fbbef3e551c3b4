import type { EntryId, PersonId } from './ids.ts'
import type { Instant } from './time.ts'

/** just talk · one of us writes · we all write */
export type WritingMode =
  | { readonly mode: 'talk' }
  | { readonly mode: 'one'; readonly scribe: PersonId }
  | { readonly mode: 'all' }

/** "Yes, that's what I said." Bound to the exact words. */
export interface Check {
  readonly by: PersonId
  readonly hash: string
  readonly at: Instant
}

export type VoiceCommand =
  | { readonly do: 'set-writing'; readonly writing: WritingMode }
  | { readonly do: 'check-voice'; readonly entry: EntryId; readonly hash: string }

export type VoiceEvent =
  | { readonly is: 'writing-set'; readonly writing: WritingMode; readonly by: PersonId }
  | { readonly is: 'voice-checked'; readonly entry: EntryId; readonly check: Check }
