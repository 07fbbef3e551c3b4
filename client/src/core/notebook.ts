import type { Chance, MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import { seconds } from '@polyphony/shared/domain/time'
import type { Clock } from '@polyphony/shared/domain/time'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { readNotebook } from '@polyphony/shared/notebook/read'
import { closeCode, frame, syncPath } from '@polyphony/shared/wire/sync'
import { readVarString, readVarUint } from 'lib0/decoding'
import type { Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { backOff } from './back-off.ts'
import { keptInTab } from './kept.ts'
import type { Keep } from './kept.ts'
import { lostWords } from './lost-words.ts'
import type { Refused } from './lost-words.ts'
import { unkept } from './unkept.ts'
import type { Unkept } from './unkept.ts'
import { watchedSocket } from './watched-socket.ts'
import { whoseCarets } from './whose-carets.ts'
import type { WhoseCarets } from './whose-carets.ts'

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

/** Where the others are writing, and who they are. */
export type Carets = Pick<WhoseCarets, 'whoIs'> & { readonly awareness: Awareness }

export interface NotebookState {
  readonly saving: Saving
  readonly unsent: boolean
  /** null until the first sync. Another one after a refusal: editors are made anew on it. */
  readonly book: Notebook | null
  readonly carets: Carets | null
  readonly rights: { readonly as: readonly PersonId[]; readonly write: boolean }
  readonly refused: Refused | null
}

export interface NotebookLine {
  readonly state: StoreApi<NotebookState>
  /** Whoever has no seat may not read: the line opens with the seat, and again when the seat is taken again. */
  seated(is: boolean): void
  /** The writer has copied what was refused, or does not need it. */
  letGoOfRefused(): void
  /** The phone says it is online again: do not wait for the next try. */
  tryNow(): void
}

export interface NotebookGiven {
  readonly meeting: MeetingId
  readonly who: SessionLabel | null
  /** ws:// or wss:// and host. */
  readonly server: string
  readonly clock: Clock
  readonly chance: Chance
  readonly signal: AbortSignal
  readonly WebSocket: typeof WebSocket
  /** Keeps unsent words through a reload of this tab, and only of this tab. */
  readonly storage: Keep
}

/** Words that wait longer than this while the line looks well: it is probably dead, try a new one. */
const suspicious = seconds(8)
const askAgain = seconds(2)

export function openNotebookLine(given: NotebookGiven): NotebookLine {
  const state = createStore<NotebookState>(() => ({
    saving: 'loading',
    unsent: false,
    book: null,
    carets: null,
    rights: { as: [], write: false },
    refused: null,
  }))
  const kept = keptInTab(given.storage, `polyphony-unkept:${given.meeting}:${given.who ?? ''}`)
  let current = connect(given, hooks())

  function hooks(): ConnectionHooks {
    return {
      changed: facts => {
        const { saving, unsent, rights } = state.getState()
        if (facts.saving !== saving || facts.unsent !== unsent || facts.rights !== rights) state.setState(facts)
      },
      synced: (doc, carets) => {
        state.setState({ book: openNotebook(doc), carets })
        const left = kept.take()
        // After the first sync, never before: so nothing of it can arrive at the server ahead of what it builds on.
        if (left) Y.applyUpdate(doc, left, 'kept-here')
      },
      refused: (doc, why) => {
        const before = readNotebook(doc)
        if (why === 'sealed') return state.setState({ refused: { why, words: lostWords(before, null) } })
        current.end()
        current = connect(given, {
          ...hooks(),
          synced: (fresh, carets) => {
            const words = lostWords(before, readNotebook(fresh))
            state.setState({ book: openNotebook(fresh), carets, refused: words.length > 0 ? { why, words } : null })
          },
        })
        current.seated(true)
      },
    }
  }

  const keepOnDevice = (): void => kept.put(current.unkept.all())
  const tell = (event: Event): void => {
    keepOnDevice()
    if (!current.unkept.none) event.preventDefault()
  }
  if (typeof window !== 'undefined') {
    const { signal } = given
    window.addEventListener('beforeunload', tell, { signal })
    window.addEventListener('pagehide', keepOnDevice, { signal })
    document.addEventListener('visibilitychange', keepOnDevice, { signal })
    window.addEventListener('online', () => current.tryNow(), { signal })
  }
  given.signal.addEventListener('abort', () => {
    keepOnDevice()
    current.end()
  })

  return {
    state,
    seated: is => current.seated(is),
    letGoOfRefused: () => state.setState({ refused: null }),
    tryNow: () => current.tryNow(),
  }
}

interface ConnectionHooks {
  changed(facts: Pick<NotebookState, 'saving' | 'unsent' | 'rights'>): void
  synced(doc: Y.Doc, carets: Carets): void
  refused(doc: Y.Doc, why: Refused['why']): void
}
interface Connection {
  readonly unkept: Unkept
  seated(is: boolean): void
  tryNow(): void
  end(): void
}

/** One document and the lines it goes over. Replaced only after a refusal. */
function connect(given: NotebookGiven, hooks: ConnectionHooks): Connection {
  const { clock } = given
  const doc = new Y.Doc()
  const mine = unkept()
  let rights: NotebookState['rights'] = { as: [], write: false }
  let everSynced = false
  let trouble = false
  let over: 'sealed' | 'shut' | null = null
  let wanted = false
  let stopAsking = (): void => undefined
  let lostAt: number | null = null
  let stopSuspecting = (): void => undefined
  let ended = false

  // Before the provider listens: a change is on the list before the frame that carries it goes out.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === provider) return
    mine.written(update)
    look()
  })
  const provider = new WebsocketProvider(`${given.server}${syncPath}`, given.meeting, doc, {
    disableBc: true,
    resyncInterval: seconds(30),
    params: given.who === null ? {} : { who: given.who },
    WebSocketPolyfill: watchedSocket(given.WebSocket, {
      opened: () => {
        mine.connected()
        trouble = false
        carets.forget()
      },
      sent: carries => {
        mine.sent(carries)
        look()
      },
      mayWrite: () => rights.write,
    }),
    connect: false,
  })

  const carets = whoseCarets()
  const handlers = provider.messageHandlers
  handlers[frame.kept] = (_encoder, decoder) => {
    mine.kept(readVarUint(decoder))
    look()
  }
  handlers[frame.trouble] = (_encoder, decoder) => {
    trouble = readVarUint(decoder) === 1
    look()
  }
  handlers[frame.rights] = (_encoder, decoder) => {
    rights = JSON.parse(readVarString(decoder)) as NotebookState['rights']
    look()
  }
  handlers[frame.people] = (_encoder, decoder) => carets.told(readVarString(decoder))

  const saving = (): Saving => {
    if (over) return over
    if (!everSynced) return 'loading'
    if (!provider.synced) return 'kept-here'
    if (trouble) return 'not-saved'
    if (mine.none) return 'saved'
    // The door is closed: the words wait here until it opens.
    return rights.write ? 'saving' : 'kept-here'
  }
  function look(): void {
    if (ended) return
    const now = saving()
    stopSuspecting()
    if (now === 'saving') stopSuspecting = clock.after(suspicious, reconnect)
    hooks.changed({ saving: now, unsent: !mine.none, rights })
  }
  const reconnect = (): void => {
    if (ended || over || !wanted) return
    provider.disconnect()
    provider.connect()
  }

  provider.on('sync', (synced: boolean) => {
    if (synced) lostAt = null
    if (synced && !everSynced) {
      everSynced = true
      hooks.synced(doc, { awareness: provider.awareness, whoIs: carets.whoIs })
    }
    look()
  })
  provider.on('connection-close', (event: CloseEvent | null) => {
    lostAt ??= clock.now()
    provider.maxBackoffTime = backOff({
      lostFor: clock.now() - lostAt,
      tries: provider.wsUnsuccessfulReconnects,
      chance: given.chance,
    })
    if (event?.code === closeCode.refused) {
      const words = doc
      mine.forget()
      hooks.refused(words, 'refused')
    }
  })
  provider.on('closed', ({ code }: { code: number }) => {
    if (code === closeCode.refused) return
    over = code === closeCode.sealed ? 'sealed' : 'shut'
    // The seat and the notes are two lines: it may be the server has not heard on this one what it said on the other.
    if (code === closeCode.notYours && wanted) stopAsking = clock.after(askAgain, () => open())
    if (over === 'sealed' && !mine.none) {
      mine.forget()
      hooks.refused(doc, 'sealed')
    }
    look()
  })
  provider.on('status', look)
  const open = (): void => {
    stopAsking()
    if (ended || !wanted || over === 'sealed') return
    over = null
    provider.connect()
    look()
  }

  return {
    unkept: mine,
    seated: is => {
      if (wanted === is) return
      wanted = is
      if (is) open()
      else stopAsking()
    },
    tryNow: () => {
      if (!provider.wsconnected && !over) reconnect()
    },
    end: () => {
      if (ended) return
      ended = true
      stopSuspecting()
      stopAsking()
      provider.destroy()
      doc.destroy()
    },
  }
}
