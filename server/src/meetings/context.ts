import type { MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { Chance } from '@polyphony/shared/domain/ids'
import type { Stamped, Words } from '@polyphony/shared/domain/meeting'
import type { NotebookReading } from '@polyphony/shared/domain/record'
import type { Clock } from '@polyphony/shared/domain/time'
import type * as Y from 'yjs'
import type { Db } from '../store/open.ts'

/** Who is asking, found by the server from the cookie. Put on every request, handshake and upgrade by one function. */
export interface Who {
  readonly label: SessionLabel
  readonly person: PersonId
  readonly name: string
  readonly staff: { readonly administrator: boolean; readonly profession: string } | null
  /** The meeting a personal link was made for. */
  readonly meeting: MeetingId | null
}

/** What use cases need of the notebooks. Its body is the sync server; compose hands it in. */
export interface Notebooks {
  /** The words as the server's own document reads them now. Loads the notebook when it must. */
  words(meeting: MeetingId): Promise<Words>
  read(meeting: MeetingId): Promise<NotebookReading>
  /** Writes as the house: seeding, carrying over. Durable when it returns. */
  write(meeting: MeetingId, change: (doc: Y.Doc) => void): Promise<void>
  /**
   * Takes no more words, waits until everything is durable, and hands what it reads to end, which keeps it for good; then
   * closes everyone with 4410. When end rejects, nothing has been sealed and words are taken again.
   */
  seal<T>(meeting: MeetingId, end: (reading: NotebookReading) => Promise<T>): Promise<T>
  /** Seats, the door or checks have changed: look again who may write, close who lost access (S10). */
  rightsChanged(meeting: MeetingId): void
}

/** Tells the people in a room what has happened, after it is committed. */
export interface Tell {
  happened(meeting: MeetingId, events: readonly Stamped[]): void
  /**
   * A sign-in of this person has ended: whoever is in by it is out within a second (S10), in whichever meeting. A link
   * to one meeting leads into all of its network. Or they hide from now on, or no longer.
   */
  rightsChanged(person: PersonId): void
}

/** What every use case receives. (context, input) → output; http, live and jobs call the same function. */
export interface Context {
  readonly db: Db
  readonly clock: Clock
  readonly chance: Chance
  readonly notebooks: Notebooks
  readonly tell: Tell
  /** none: no relay is set. offered: whoever wants is met through it only. always: everybody is. */
  readonly relay: 'none' | 'offered' | 'always'
  /** Where links lead, without a slash at the end. */
  readonly publicUrl: string
}
