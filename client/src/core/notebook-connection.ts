import type { Chance, MeetingId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { minutes, seconds } from '@polyphony/shared/domain/time'
import { closeCode, frame, syncPath } from '@polyphony/shared/wire/sync'
import { readVarString, readVarUint } from 'lib0/decoding'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { backOff } from './back-off.ts'
import { createBeat } from './beat.ts'
import type { Carets } from './carets.ts'
import type { TunnelSocket } from './live-socket.ts'
import type { Refused } from './lost-words.ts'
import type { NotebookState, Saving } from './notebook-state.ts'
import type { Route } from './route.ts'
import { tunnelClass } from './tunnel.ts'
import type { Unkept } from './unkept.ts'
import { unkept } from './unkept.ts'
import { touchedBy } from './unsent-where.ts'
import { watchedSocket } from './watched-socket.ts'
import { whoseCarets } from './whose-carets.ts'

export interface ConnectionGiven {
  readonly meeting: MeetingId
  readonly who: SessionLabel | null
  /** ws:// or wss:// and host. */
  readonly server: string
  readonly clock: Clock
  readonly chance: Chance
  readonly WebSocket: typeof WebSocket
  /** The same wire by plain requests, for networks that block WebSockets. null: there is no such way. */
  readonly tunnel: (() => TunnelSocket) | null
  /** Is the page looked at? */
  readonly looked: () => boolean
}

export interface ConnectionHooks {
  changed(facts: Pick<NotebookState, 'saving' | 'unsent' | 'rights'>): void
  synced(doc: Y.Doc, carets: Carets): void
  /** passages: where the words stand that were written here and are not kept. */
  refused(doc: Y.Doc, why: Refused['why'], passages: ReadonlySet<string>): void
}
export interface Connection {
  readonly doc: Y.Doc
  readonly unkept: Unkept
  /** Where the words stand that were written here and are not kept. */
  readonly passages: ReadonlySet<string>
  seated(is: boolean): void
  /** The device woke, the page is looked at again, or the phone says it is online: do not wait for the next try. */
  tryNow(): void
  end(): void
}

/** Words that wait longer than this while the line looks well: it is probably dead, try a new one. */
const suspicious = seconds(8)
const askAgain = seconds(2)
/** How long after coming in by the tunnel the WebSocket is tried again: it worked before, or it never did. */
const tryPlain = { workedBefore: seconds(10), never: minutes(3) } as const

/** One document and the lines it goes over. Replaced only after a refusal. */
export function connect(given: ConnectionGiven, route: Route, hooks: ConnectionHooks): Connection {
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
  let stopTrying = (): void => undefined
  let ended = false
  const touched = touchedBy(doc, origin => origin !== provider)

  // Before the provider listens: a change is on the list before the frame that carries it goes out.
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === provider) return
    mine.written(update)
    look()
  })
  const beat = createBeat({
    clock,
    ask: () => {
      if (provider.wsconnected) provider.ws?.send(areYouThere)
    },
    changed: () => look(),
    gone: () => reconnect(),
    looked: given.looked,
  })
  const socketBy = (way: Route['next'], Base: typeof WebSocket): typeof WebSocket =>
    watchedSocket(Base, clock, {
      opened: () => {
        route.opened(way)
        mine.connected()
        trouble = false
        carets.forget()
        beat.opened()
        if (way === 'tunnel') tryPlainLater(route.plainWorked ? tryPlain.workedBefore : tryPlain.never)
      },
      failed: () => route.failed(way),
      heard: () => beat.heard(),
      sent: carries => {
        mine.sent(carries)
        look()
      },
      mayWrite: () => rights.write,
    })
  const plain = socketBy('plain', given.WebSocket)
  const { tunnel } = given
  const tunnelled = tunnel && socketBy('tunnel', tunnelClass(tunnel))
  function Chosen(url: string, protocols?: string[]): WebSocket {
    const Way = route.next === 'tunnel' && tunnelled ? tunnelled : plain
    return new Way(url, protocols)
  }
  const provider = new WebsocketProvider(`${given.server}${syncPath}`, given.meeting, doc, {
    disableBc: true,
    resyncInterval: seconds(30),
    params: given.who === null ? {} : { who: given.who },
    WebSocketPolyfill: Chosen as unknown as typeof WebSocket,
    connect: false,
  })

  const carets = whoseCarets()
  const handlers = provider.messageHandlers
  handlers[frame.there] = () => undefined
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
    if (!provider.synced || beat.quiet) return 'kept-here'
    if (trouble) return 'not-saved'
    if (mine.none) return 'saved'
    // The door is closed: the words wait here until it opens.
    return rights.write ? 'saving' : 'kept-here'
  }
  function look(): void {
    if (ended) return
    const now = saving()
    if (mine.none) touched.forget()
    stopSuspecting()
    if (now === 'saving') stopSuspecting = clock.after(suspicious, reconnect)
    hooks.changed({ saving: now, unsent: !mine.none, rights })
  }
  const reconnect = (): void => {
    if (ended || over || !wanted) return
    beat.closed()
    provider.disconnect()
    provider.connect()
  }
  /** Quietly, beside the tunnel: what is written goes on meanwhile. */
  function tryPlainLater(span: number): void {
    stopTrying()
    stopTrying = clock.after(span, () => {
      if (ended || !wanted || route.next !== 'tunnel') return
      const trial = new given.WebSocket(provider.url)
      const enough = clock.after(seconds(4), () => trial.close())
      let opened = false
      trial.addEventListener('open', () => {
        opened = true
        trial.close()
        route.plainWorks()
        reconnect()
      })
      trial.addEventListener('close', () => {
        enough()
        if (!opened) tryPlainLater(tryPlain.never)
      })
    })
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
    beat.closed()
    stopTrying()
    lostAt ??= clock.now()
    provider.maxBackoffTime = backOff({
      lostFor: clock.now() - lostAt,
      tries: provider.wsUnsuccessfulReconnects,
      chance: given.chance,
    })
    // Words that no frame can carry would be tried for ever, and "not connected" would be a lie.
    if (event?.code === closeCode.refused || event?.code === closeCode.tooLarge) {
      mine.forget()
      hooks.refused(doc, 'refused', touched.passages)
    }
  })
  provider.on('closed', ({ code }: { code: number }) => {
    if (code === closeCode.refused) return
    over = code === closeCode.sealed ? 'sealed' : 'shut'
    // The seat and the notes are two lines: it may be the server has not heard on this one what it said on the other.
    if (code === closeCode.notYours && wanted) stopAsking = clock.after(askAgain, () => open())
    if (over === 'sealed' && !mine.none) {
      mine.forget()
      hooks.refused(doc, 'sealed', touched.passages)
    }
    // Not forgotten: whoever opens their link again sends them still.
    if (code === closeCode.notSignedIn && !mine.none) hooks.refused(doc, 'shut', touched.passages)
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
    doc,
    unkept: mine,
    passages: touched.passages,
    seated: is => {
      if (wanted === is) return
      wanted = is
      if (is) open()
      else stopAsking()
    },
    tryNow: () => {
      if (provider.wsconnected) beat.wake()
      else reconnect()
    },
    end: () => {
      if (ended) return
      ended = true
      stopSuspecting()
      stopAsking()
      stopTrying()
      beat.closed()
      provider.destroy()
      doc.destroy()
    },
  }
}

const areYouThere: Uint8Array<ArrayBuffer> = new Uint8Array([frame.there])
