import { plain } from '@polyphony/shared/domain/record'
import type { NotebookReading, Passage } from '@polyphony/shared/domain/record'

/** What the server would not take. */
export interface Refused {
  readonly why: 'refused' | 'sealed'
  /** What could not be kept, for its writer to copy. */
  readonly words: readonly Passage[]
}

/** The passages that read differently here than on the server: what their writer may want to copy. */
export function lostWords(here: NotebookReading, server: NotebookReading | null): readonly Passage[] {
  const there = new Map((server?.entries ?? []).map(entry => [entry.id, plain(entry.body)]))
  const lost: Passage[] = []
  const differs = (mine: Passage, theirs: string | undefined): boolean =>
    plain(mine).trim() !== '' && plain(mine) !== theirs
  if (differs(here.notes, server ? plain(server.notes) : undefined)) lost.push(here.notes)
  for (const entry of here.entries) if (differs(entry.body, there.get(entry.id))) lost.push(entry.body)
  return lost
}
