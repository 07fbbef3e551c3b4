import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import type { Carets } from './carets.ts'
import type { CopyState } from './copying.ts'
import type { Refused } from './lost-words.ts'

/** What is true of the words now. */
export type Saving =
  /** Nothing has been read yet: an editor shown now would be empty, and look as if words were lost. */
  | 'loading'
  /** Everything written here is durable on the server. Said only from its own word (S4). */
  | 'saved'
  | 'saving'
  /** Not connected. unsent says whether anything waits on this device. */
  | 'kept-here'
  /** Connected, and the server cannot store at present (S5). */
  | 'not-saved'
  /** The meeting has ended; its record is closed. */
  | 'sealed'
  /** Not signed in, not of this meeting, or no such meeting. */
  | 'shut'

export interface NotebookState {
  readonly saving: Saving
  readonly unsent: boolean
  /** null until the first sync. Another one after a refusal: editors are made anew on it. */
  readonly book: Notebook | null
  readonly carets: Carets | null
  readonly rights: { readonly as: readonly PersonId[]; readonly write: boolean }
  readonly refused: Refused | null
  readonly copy: CopyState
}
