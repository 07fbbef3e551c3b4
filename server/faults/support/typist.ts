import type { MeetingId } from '@polyphony/shared/domain/ids'
import { notesOf } from '@polyphony/shared/notebook/schema'
import { frame, syncPath } from '@polyphony/shared/wire/sync'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { readFrame } from '../../src/sync/frames.ts'
import type { Guest } from '../../src/testing/house.ts'

/** Somebody who writes, by an unmodified y-websocket; it keeps account of what the server has promised. */
export interface Typist {
  readonly guest: Guest
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Every update that the server has said to be kept. Nothing of it may ever be lost (I1). */
  readonly promised: readonly Uint8Array[]
  /** Everything written here so far that was never promised. */
  readonly own: readonly Uint8Array[]
  /** Is everything that was sent on this connection kept? */
  allKept(): boolean
  readonly closes: readonly number[]
  /** What the server has said about its store, in order (S5). */
  readonly trouble: readonly number[]
  mayWrite(): boolean
  synced(): boolean
  close(): void
}

export interface TypistGiven {
  /** Where it connects to: the house itself, or a proxy before it. */
  readonly port: number
  readonly guest: Guest
  readonly meeting: MeetingId
  readonly doc?: Y.Doc
}

export function openTypist({ port, guest, meeting, doc = new Y.Doc() }: TypistGiven): Typist {
  const promised: Uint8Array[] = []
  let own: Uint8Array[] = []
  let sent: Uint8Array[] = []
  let kept = 0
  /** Has everything been sent that was written before this connection? */
  let answered = false
  const closes: number[] = []
  const trouble: number[] = []
  let write = false

  const headers = guest.headers()
  class Watched extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers })
      this.on('error', () => {})
      sent = []
      kept = 0
      answered = false
    }
    override send(data: Uint8Array): void {
      const read = readFrame(new Uint8Array(data))
      if (read.is === 'words') sent.push(new Uint8Array(read.update))
      if (read.is === 'words' && read.answer) answered = true
      super.send(data)
    }
  }
  const provider = new WebsocketProvider(`ws://127.0.0.1:${port}${syncPath}`, meeting, doc, {
    WebSocketPolyfill: Watched as never,
    disableBc: true,
    params: { who: guest.who.label },
    maxBackoffTime: 500,
  })
  doc.on('update', (update, origin) => {
    if (origin !== provider) own.push(update)
  })
  provider.messageHandlers[frame.kept] = (_encoder, decoder) => {
    const now = decoding.readVarUint(decoder)
    promised.push(...sent.slice(kept, now))
    kept = now
    if (kept === sent.length && answered) own = []
  }
  provider.messageHandlers[frame.trouble] = (_encoder, decoder) => void trouble.push(decoding.readVarUint(decoder))
  provider.messageHandlers[frame.people] = () => undefined
  provider.messageHandlers[frame.rights] = (_encoder, decoder) => {
    write = (JSON.parse(decoding.readVarString(decoder)) as { write: boolean }).write
  }
  provider.on('connection-close', event => {
    if (event) closes.push(event.code)
    write = false
  })
  return {
    guest,
    doc,
    provider,
    promised,
    get own() {
      return own
    },
    closes,
    trouble,
    allKept: () => provider.synced && answered && kept === sent.length && own.length === 0,
    mayWrite: () => write,
    synced: () => provider.synced,
    close: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}

type Chance = { below(n: number): number }

/** One thing a person does at a keyboard: mostly letters, sometimes a new line, bold, or something taken away. */
export function type(doc: Y.Doc, chance: Chance, words: string): void {
  const notes = notesOf(doc)
  if (notes.length === 0) return
  doc.transact(() => {
    const paragraph = notes.get(chance.below(notes.length)) as Y.XmlElement
    const first = paragraph.get(0)
    const text = first instanceof Y.XmlText ? first : new Y.XmlText()
    if (text !== first) paragraph.insert(0, [text])
    const what = chance.below(20)
    if (what === 0 && notes.length < 40) notes.insert(chance.below(notes.length + 1), [new Y.XmlElement('paragraph')])
    else if (what <= 3 && text.length > 8) text.delete(chance.below(text.length - 4), 1 + chance.below(4))
    else if (what === 4 && text.length > 8) text.format(chance.below(text.length - 4), 4, { bold: {} })
    else text.insert(chance.below(text.length + 1), words)
  })
}
