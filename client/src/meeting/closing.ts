import { leftToRead, readBackParts } from '@polyphony/shared/domain/closing'
import type { Closing, NextMeeting, ReadBackPart } from '@polyphony/shared/domain/closing'
import type { EntryKind, RoomState, Words } from '@polyphony/shared/domain/meeting'

/** One quiet screen at a time (C1). Everybody sees the same one: it follows from what has been read back. */
export type ClosingPage =
  | { readonly is: 'read'; readonly part: ReadBackPart; readonly kind: EntryKind }
  | { readonly is: 'next' }
  | { readonly is: 'end'; readonly next: NextMeeting }

export const kindOfPart: Readonly<Record<ReadBackPart, EntryKind>> = {
  voices: 'voice',
  reflections: 'reflection',
  decisions: 'decision',
  questions: 'question',
  steps: 'step',
}

export function closingPages(closing: Closing, words: Words): readonly ReadBackPart[] {
  return readBackParts.filter(part => closing.read.includes(part) || words.holds(kindOfPart[part]))
}

export function closingPage(room: RoomState, words: Words): ClosingPage | null {
  const { closing } = room
  if (!closing) return null
  const [part] = leftToRead(closing, words)
  if (part !== undefined) return { is: 'read', part, kind: kindOfPart[part] }
  return closing.next === null ? { is: 'next' } : { is: 'end', next: closing.next }
}
