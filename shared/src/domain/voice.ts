import { Fault } from './fault.ts'
import type { EntryId, PersonId } from './ids.ts'
import type { Circumstance, RoomEvent, RoomState } from './meeting.ts'
import { doerOf, isSeated, scribeOf } from './present.ts'
import type { Instant } from './time.ts'
import { wordsOf } from './words.ts'

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

export function decideVoice(state: RoomState, command: VoiceCommand, circumstance: Circumstance): RoomEvent[] {
  const { actor, now, words } = circumstance
  switch (command.do) {
    case 'set-writing': {
      const { writing } = command
      if (writing.mode === 'one' && !isSeated(state, writing.scribe)) throw new Fault('nobody-by-that-name')
      return [{ is: 'writing-set', writing, by: doerOf(state, actor) }]
    }
    case 'check-voice': {
      const facts = wordsOf(words, { entry: command.entry, kind: 'voice', hash: command.hash })
      if (facts.speaker !== actor.as) throw new Fault('only-the-speaker')
      // "Yes, that's what I said" is said by nobody of the team for somebody else, whoever wrote it down.
      if (scribeOf(state, actor) !== null) throw new Fault('only-the-speaker')
      if (state.checks[command.entry]?.hash === command.hash) return []
      return [{ is: 'voice-checked', entry: command.entry, check: { by: actor.as, hash: command.hash, at: now } }]
    }
  }
}

export function evolveVoice(state: RoomState, event: VoiceEvent): RoomState {
  switch (event.is) {
    case 'writing-set':
      return { ...state, writing: event.writing }
    case 'voice-checked':
      return { ...state, checks: { ...state.checks, [event.entry]: event.check } }
  }
}

/** "Yes, that's what I said" holds for the exact words only. */
export const isChecked = (state: RoomState, entry: EntryId, hash: string): boolean => state.checks[entry]?.hash === hash
