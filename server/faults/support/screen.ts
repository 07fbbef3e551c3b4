import type { MeetingId } from '@polyphony/shared/domain/ids'
import { systemClock } from '@polyphony/shared/domain/time'
import { notesText } from '../../src/sync/desk.testing.ts'
import { seeded } from '../../src/testing/seeded.ts'
import type { Guest } from '../../src/testing/house.ts'
import { WebSocket } from 'ws'
import type * as Y from 'yjs'
import { readDisk } from './log.ts'
import { fromLog, holds } from './replicas.ts'

/** What stands on somebody's screen about their words, by the very code that stands in the page. */
export interface Screen {
  readonly guest: Guest
  says(): string
  write(words: string): void
  doc(): Y.Doc | null
  /** How often it said "Saved" while words that were written here were not on the disk (I4). */
  lied(): number
  /** How often it said "Saved" at all. */
  claims(): number
  close(): void
}

/** As much of the page's notebook as is used here; the page is another package and is loaded as it is. */
interface Line {
  readonly state: {
    getState(): { readonly saving: string; readonly book: { readonly doc: Y.Doc } | null }
    subscribe(changed: () => void): void
  }
  seated(is: boolean): void
}
const page = new URL('../../../client/src/core/notebook.ts', import.meta.url).href

export async function openScreen(given: {
  readonly port: number
  readonly guest: Guest
  readonly meeting: MeetingId
  readonly dataDir: string
}): Promise<Screen> {
  const { port, guest, meeting, dataDir } = given
  const { openNotebookLine } = (await import(page)) as { openNotebookLine: (given: object) => Line }
  const headers = guest.headers()
  class Browsers extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers })
      this.on('error', () => {})
    }
  }
  const ending = new AbortController()
  const line = openNotebookLine({
    meeting,
    me: guest.person,
    who: guest.who.label,
    server: `ws://127.0.0.1:${port}`,
    clock: systemClock,
    chance: seeded(3),
    WebSocket: Browsers,
    tunnel: null,
    storage: { getItem: () => null, setItem: () => undefined, removeItem: () => undefined },
    copies: null,
    signal: ending.signal,
  })
  const written: Uint8Array[] = []
  const [watched, byHand] = [new WeakSet<Y.Doc>(), {}]
  let [lied, claims, before] = [0, 0, '']
  line.state.subscribe(() => {
    const { saving } = line.state.getState()
    if (saving === 'saved' && before !== 'saved') {
      claims++
      const log = fromLog(readDisk(dataDir, { meeting }).rows)
      if (written.some(update => !holds(log, update))) lied++
    }
    before = saving
  })
  line.seated(true)
  const doc = (): Y.Doc | null => line.state.getState().book?.doc ?? null
  return {
    guest,
    says: () => line.state.getState().saving,
    doc,
    write: words => {
      const into = doc()
      if (!into) throw new Error('there is nothing to write in yet')
      if (!watched.has(into)) {
        watched.add(into)
        into.on('update', (update, origin) => void (origin === byHand && written.push(update)))
      }
      into.transact(() => notesText(into).insert(0, words), byHand)
    },
    lied: () => lied,
    claims: () => claims,
    close: () => ending.abort(),
  }
}
