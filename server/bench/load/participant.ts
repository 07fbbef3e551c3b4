import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { clientId } from './chance.ts'
import type { Dialect } from './dialect.ts'
import type { Meter } from './meter.ts'
import { letter, newParagraph } from './notes.ts'
import { openWire } from './socket.ts'
import type { Wire } from './socket.ts'

/** Keystrokes of one writer: the clock each one reached, and when it was made. */
interface Keys {
  readonly owner: number
  readonly ends: number[]
  readonly times: number[]
}

/** People of one room in this process: one clock for all, so a way from one to another can be timed. */
export interface Circle {
  readonly name: string
  readonly writers: Map<number, Keys>
}

export interface Seat {
  readonly port: number
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
}

export interface Participant {
  /** Resolves when the first answer has come. */
  connect(): Promise<void>
  cut(): void
  key(): void
  cursor(): void
  /** Sends an update of somebody else's making, as it is. */
  pass(update: Uint8Array): void
  /** Asks for the state once more; resolves with the answer. */
  ask(): Promise<void>
  readonly synced: boolean
  /** When the newest line was opened, and when it was answered. performance.now(). */
  readonly times: { readonly began: number; readonly answered: number }
  /** Everything heard, in order; for those who keep it. */
  readonly heard: readonly Uint8Array[]
  readonly doc: Y.Doc | null
  /** Keystrokes of others that have not come. */
  missing(): number
  /** One's own keystrokes: the clock of this id that each one reached. */
  readonly pressed: { readonly id: number; readonly ends: readonly number[] }
  /** Up to this clock the server has said it keeps them. */
  readonly acknowledged: number
  readonly bytesIn: number
  /** With which codes the server has ended the line; 0 is a line that broke. */
  readonly closes: readonly number[]
}

const nothingKnown = Y.encodeStateVector(new Y.Doc())
const nothing = Y.encodeStateAsUpdate(new Y.Doc())

/** Somebody at a device. live: with a document of their own; else only what came is noted, which costs next to nothing. */
export function createParticipant(given: {
  circle: Circle
  nth: number
  seat: () => Seat
  dialect: Dialect
  meter: Meter
  chance: () => number
  writes: boolean
  live?: boolean
  keeps?: boolean
  /** Comes back by itself, as y-websocket does: 100 ms, 200 ms … 2.5 s. */
  returns?: boolean
}): Participant {
  const { circle, nth, dialect, meter, chance, writes } = given
  const doc = writes || given.live ? new Y.Doc() : null
  const id = doc ? doc.clientID : clientId()
  const seen = new Map<number, number>()
  const heard: Uint8Array[] = []
  const closes: number[] = []
  const own: Keys = { owner: nth, ends: [], times: [] }
  if (writes) circle.writers.set(id, own)
  /** Frames with words on this line that the server has not yet said it keeps. pressedAt -1: no keystroke of now. */
  let unkept: { readonly pressedAt: number; readonly end: number }[] = []
  let kept = 0
  let acknowledged = 0
  let wire: Wire | null = null
  let letIn = false
  let synced = false
  let over = false
  let tries = 0
  let cursorClock = 0
  let began = 0
  let answered = 0
  const waiting: (() => void)[] = []
  let text: Y.XmlText | null = null

  const send = (frame: Uint8Array): void => wire?.send(frame)
  const sendWords = (update: Uint8Array, as: { answer: boolean; pressedAt: number }): void => {
    if (!wire?.open || !letIn) return
    unkept.push({ pressedAt: as.pressedAt, end: own.ends.at(-1) ?? 0 })
    send(dialect.words(circle.name, update, as.answer))
  }
  doc?.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'heard') return
    const now = performance.now()
    const end = Y.getState(doc.store, id)
    if (end > (own.ends.at(-1) ?? 0)) {
      own.ends.push(end)
      own.times.push(now)
      meter.sent++
    }
    sendWords(update, { answer: false, pressedAt: now })
  })

  const begin = (): void => {
    letIn = true
    if (dialect.answers) send(dialect.have(circle.name, doc ? Y.encodeStateVector(doc) : nothingKnown))
    else settle()
    cursor()
  }
  const settle = (): void => {
    if (!synced) answered = performance.now()
    synced = true
    tries = 0
    for (const resolve of waiting.splice(0)) resolve()
  }
  const take = (update: Uint8Array): void => {
    const now = performance.now()
    if (circle.writers.size > 0) {
      const { from, to } = Y.parseUpdateMeta(update)
      for (const [client, end] of to) {
        const keys = circle.writers.get(client)
        if (!keys || client === id) continue
        let at = seen.get(client) ?? 0
        if (at < keys.ends.length && (from.get(client) ?? 0) > (keys.ends[at - 1] ?? 0)) meter.gaps++
        for (; (keys.ends[at] ?? Number.POSITIVE_INFINITY) <= end; at++) {
          meter.delivered++
          meter.way.add(now - (keys.times[at] ?? now))
        }
        seen.set(client, at)
      }
    }
    if (given.keeps) heard.push(Uint8Array.from(update))
    if (doc) Y.applyUpdate(doc, update, 'heard')
  }
  const keptUpTo = (count: number | null): void => {
    const upTo = count ?? kept + 1
    const now = performance.now()
    for (const { pressedAt, end } of unkept.splice(0, upTo - kept)) {
      acknowledged = end
      if (pressedAt >= 0) meter.kept.add(now - pressedAt)
    }
    kept = upTo
  }
  const hear = (bytes: Buffer): void => {
    meter.frames++
    const said = dialect.read(bytes)
    switch (said.is) {
      case 'have':
        sendWords(doc ? Y.encodeStateAsUpdate(doc, said.stateVector) : nothing, { answer: true, pressedAt: -1 })
        return
      case 'words':
        take(said.update)
        if (said.answer) settle()
        return
      case 'cursors':
        meter.cursors++
        return
      case 'kept':
        keptUpTo(said.count)
        return
      case 'let in':
        if (!letIn) begin()
        return
    }
  }
  const closed = (code: number): void => {
    synced = false
    letIn = false
    unkept = []
    kept = 0
    closes.push(code)
    meter.closes++
    if (over || !given.returns || (code >= 4400 && code < 4500)) return
    setTimeout(() => over || open(), Math.min(100 * 2 ** tries++, 2500))
  }
  const open = (): void => {
    began = performance.now()
    wire = openWire(given.seat(), {
      opened: () => {
        const hello = dialect.hello(circle.name)
        if (hello) send(hello)
        else begin()
      },
      message: hear,
      closed,
    })
  }
  const cursor = (): void => {
    if (!wire?.open || !letIn) return
    const at = {
      type: { client: id, clock: 3 },
      tname: null,
      item: { client: id, clock: own.ends.at(-1) ?? 0 },
      assoc: 0,
    }
    const state = JSON.stringify({
      user: { name: `Person ${nth}`, color: '#1f5c57' },
      cursor: { anchor: at, head: at },
    })
    const states = encoding.encode(encoder => {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, id)
      encoding.writeVarUint(encoder, ++cursorClock)
      encoding.writeVarString(encoder, state)
    })
    send(dialect.cursor(circle.name, states))
  }
  const nextAnswer = (): Promise<void> => new Promise(resolve => waiting.push(resolve))

  return {
    connect: () => {
      over = false
      const first = nextAnswer()
      open()
      return first
    },
    cut: () => {
      over = true
      synced = false
      wire?.cut()
    },
    key: () => {
      if (!doc) throw new Error('only somebody with a document can write in it')
      if (!text || (text.length > 200 && chance() < 0.05)) text = newParagraph(doc)
      else if (text.length > 5 && chance() < 0.06) text.delete(text.length - 1, 1)
      else text.insert(text.length, letter(chance))
      cursor()
    },
    cursor,
    pass: update => sendWords(update, { answer: false, pressedAt: performance.now() }),
    ask: () => {
      const answer = nextAnswer()
      send(dialect.have(circle.name, nothingKnown))
      return answer
    },
    get synced() {
      return synced
    },
    get times() {
      return { began, answered }
    },
    heard,
    doc,
    missing: () => {
      let count = 0
      for (const [client, keys] of circle.writers) {
        if (client !== id) count += keys.ends.length - (seen.get(client) ?? 0)
      }
      return count
    },
    pressed: { id, ends: own.ends },
    get acknowledged() {
      return acknowledged
    },
    get bytesIn() {
      return wire?.bytesIn ?? 0
    },
    closes,
  }
}
