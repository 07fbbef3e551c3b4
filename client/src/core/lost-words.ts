import { plain } from '@polyphony/shared/domain/record'
import type { NotebookReading, Passage } from '@polyphony/shared/domain/record'

/** What the server would not take. */
export interface Refused {
  /** shut: not signed in any more. They are still kept here, for when their person is. */
  readonly why: 'refused' | 'sealed' | 'shut'
  /** What could not be kept, for its writer to copy. */
  readonly words: readonly Passage[]
}

/** The passages written in here that read differently on the server: what their writer may want to copy. */
export function lostWords(
  here: NotebookReading,
  server: NotebookReading | null,
  writtenIn: ReadonlySet<string>,
): readonly Passage[] {
  const there = new Map((server?.entries ?? []).map(entry => [entry.id, plain(entry.body)]))
  const lost: Passage[] = []
  const differs = (mine: Passage, theirs: string | undefined): boolean =>
    plain(mine).trim() !== '' && plain(mine) !== theirs
  if (writtenIn.has('notes') && differs(here.notes, server ? plain(server.notes) : undefined)) lost.push(here.notes)
  for (const { id, body } of here.entries) if (writtenIn.has(id) && differs(body, there.get(id))) lost.push(body)
  return lost
}
