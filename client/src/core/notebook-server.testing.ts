import { frame } from '@polyphony/shared/wire/sync'
import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { messageYjsSyncStep1, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'

/**
 * The other end of the notebook wire for tests of the client: the real protocol over a socket that is only memory, and
 * every moment of it in the test's hand.
 */
export class FakeServer {
  readonly doc = new Y.Doc()
  readonly sockets: FakeSocket[] = []
  write = true
  /** The line is gone and nobody has said so: what is sent arrives nowhere. */
  deaf = false
  /** Frames with words received on the newest connection. */
  words = 0
  /** Every word-carrying payload that was applied, in order. */
  readonly applied: Uint8Array[] = []

  /** The class to hand to the client. */
  readonly WebSocket = socketClass(this) as unknown as typeof WebSocket

  get line(): FakeSocket | null {
    return this.sockets.findLast(socket => socket.readyState === 1) ?? null
  }

  /** Lets the newest socket open: rights, then step 1, as the gateway sends them. */
  accept(): void {
    const socket = this.sockets.findLast(one => one.readyState === 0)
    if (!socket) throw new Error('nobody is connecting')
    this.words = 0
    socket.open()
    this.rights()
    if (this.write) this.ask()
  }
  /** Step 1: what do you have? Asked of writers only, and again whenever somebody may write from now on. */
  private ask(): void {
    const encoder = createEncoder()
    writeVarUint(encoder, frame.sync)
    writeSyncStep1(encoder, this.doc)
    this.line?.receive(toUint8Array(encoder))
  }
  opensTheDoor(): void {
    this.write = true
    this.rights()
    this.ask()
  }
  private rights(): void {
    const encoder = createEncoder()
    writeVarUint(encoder, frame.rights)
    writeVarString(encoder, JSON.stringify({ as: ['maria'], write: this.write }))
    this.line?.receive(toUint8Array(encoder))
  }
  /** Whose carets these are. */
  people(told: Readonly<Record<number, string>>): void {
    const encoder = createEncoder()
    writeVarUint(encoder, frame.people)
    writeVarString(encoder, JSON.stringify(told))
    this.line?.receive(toUint8Array(encoder))
  }
  kept(n = this.words): void {
    this.number(frame.kept, n)
  }
  trouble(is: 0 | 1): void {
    this.number(frame.trouble, is)
  }
  private number(kind: number, value: number): void {
    const encoder = createEncoder()
    writeVarUint(encoder, kind)
    writeVarUint(encoder, value)
    this.line?.receive(toUint8Array(encoder))
  }
  /** Somebody else writes. */
  writes(change: (doc: Y.Doc) => void): void {
    const before = Y.encodeStateVector(this.doc)
    change(this.doc)
    const encoder = createEncoder()
    writeVarUint(encoder, frame.sync)
    writeUpdate(encoder, Y.encodeStateAsUpdate(this.doc, before))
    this.line?.receive(toUint8Array(encoder))
  }
  heard(socket: FakeSocket, bytes: Uint8Array): void {
    const decoder = createDecoder(bytes)
    const kind = readVarUint(decoder)
    if (kind === frame.there) socket.receive(bytes)
    if (kind !== frame.sync || this.deaf) return
    const answer = createEncoder()
    writeVarUint(answer, frame.sync)
    const step = readSyncMessage(decoder, answer, this.doc, 'client')
    if (step === messageYjsSyncStep1) {
      socket.receive(toUint8Array(answer))
      return
    }
    this.words++
    this.applied.push(bytes)
  }
}

export class FakeSocket extends EventTarget {
  static readonly OPEN = 1
  readonly OPEN = 1
  readyState = 0
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: (() => void) | null = null
  readonly server: FakeServer
  constructor(server: FakeServer) {
    super()
    this.server = server
    server.sockets.push(this)
  }
  open(): void {
    this.readyState = 1
    this.dispatchEvent(new Event('open'))
    this.onopen?.()
  }
  receive(bytes: Uint8Array): void {
    if (this.server.deaf) return
    this.dispatchEvent(new Event('message'))
    this.onmessage?.({ data: new Uint8Array(bytes).buffer })
  }
  send(bytes: Uint8Array): void {
    if (this.readyState === 1) this.server.heard(this, bytes)
  }
  /** The line goes, or the server says why it closes. */
  drop(code = 1006): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.dispatchEvent(new Event('close'))
    this.onclose?.({ code, reason: '' })
  }
  close(): void {
    this.drop(1000)
  }
}

function socketClass(server: FakeServer) {
  return class extends FakeSocket {
    constructor() {
      super(server)
    }
  }
}
