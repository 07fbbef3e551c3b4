import { Fault } from './fault.ts'
import type { EntryId } from './ids.ts'
import type { EntryFacts, EntryKind, Words } from './meeting.ts'

/** The words that a command is about, as they stand now. With a hash: exactly the words its sender had before them. */
export function wordsOf(words: Words, about: { entry: EntryId; kind: EntryKind; hash?: string }): EntryFacts {
  const facts = words.entry(about.entry)
  if (!facts || facts.kind !== about.kind || facts.withdrawn) throw new Fault('no-such-words')
  if (facts.empty) throw new Fault('words-empty')
  if (about.hash !== undefined && facts.hash !== about.hash) throw new Fault('words-changed')
  return facts
}
