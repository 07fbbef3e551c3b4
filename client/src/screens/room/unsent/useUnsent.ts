import { useNotebook } from '../inRoom.ts'

/** Words that leaving would lose. Those that are on their way this moment are not among them: leaving waits for them. */
export type Unsent = 'waiting' | 'refused' | null

export function useUnsent(): Unsent {
  return useNotebook(({ saving, unsent, refused }) => {
    if (unsent && saving !== 'saving') return 'waiting'
    return refused ? 'refused' : null
  })
}
