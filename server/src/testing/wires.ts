import type { CommandId, DeviceId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Command, RoomState, Stamped } from '@polyphony/shared/domain/meeting'
import { livePath } from '@polyphony/shared/wire/live'
import type { Entered, FromClient, FromServer, Reply } from '@polyphony/shared/wire/live'
import type { MediaTicket } from '@polyphony/shared/wire/media'
import { frame, syncPath } from '@polyphony/shared/wire/sync'
import * as decoding from 'lib0/decoding'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import type { Guest, TestHouse } from './house.ts'

/** A room by the live wire, as one tab of a browser has it. */
export interface Line {
  readonly socket: Socket<FromServer, FromClient>
  readonly device: DeviceId
  readonly happened: readonly Stamped[]
  enter(): Promise<Entered>
  /** Rejects with the name of the fault. */
  deed(deed: Command, as?: PersonId): Promise<number>
  media(): Promise<Reply<MediaTicket>>
  state(): Promise<RoomState>
  close(): void
}

export async function openLine(house: TestHouse, given: { guest: Guest; meeting: MeetingId }): Promise<Line> {
  const { guest, meeting } = given
  const { chance, clock } = house.context
  const socket: Socket<FromServer, FromClient> = io(house.url, {
    path: livePath,
    transports: ['websocket'],
    extraHeaders: guest.headers(),
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
  })
  const device = newId<DeviceId>(clock.now(), chance)
  const happened: Stamped[] = []
  socket.on('happened', (where, events) => void (where === meeting && happened.push(...events)))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve())
    socket.once('connect_error', reject)
  })
  const enter = () =>
    new Promise<Entered>((resolve, reject) =>
      socket.emit('enter', { meeting, device }, reply =>
        reply.ok ? resolve(reply.value) : reject(refused(reply.fault)),
      ),
    )
  return {
    socket,
    device,
    happened,
    enter,
    state: async () => (await enter()).state,
    deed: (deed, as = guest.person) =>
      new Promise((resolve, reject) => {
        const id = newId<CommandId>(clock.now(), chance)
        socket.emit('do', { id, meeting, device, as, deed: deed as never }, reply =>
          reply.ok ? resolve(reply.value.seq) : reject(refused(reply.fault)),
        )
      }),
    media: () => new Promise(resolve => socket.emit('media', { meeting, device, locks: true }, resolve)),
    close: () => void socket.disconnect(),
  }
}

const refused = (fault: string): Error => new Error(fault)

/** The notebook of a meeting by an unmodified y-websocket. */
export interface OpenNotes {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** Codes with which the server has closed, in their order. */
  readonly closed: readonly number[]
  /** So many of this connection's frames with words are durable (S4). */
  kept(): number
  /** The store refuses (S5). */
  inTrouble(): boolean
  rights(): { readonly as: readonly PersonId[]; readonly write: boolean } | null
  close(): void
}

export function openNotes(house: TestHouse, given: { guest: Guest; meeting: string }): OpenNotes {
  const { guest, meeting } = given
  const headers = guest.headers()
  class Browsers extends WebSocket {
    constructor(address: string | URL) {
      super(address, { headers })
    }
  }
  const doc = new Y.Doc()
  const closed: number[] = []
  let kept = 0
  let trouble = false
  let rights: ReturnType<OpenNotes['rights']> = null
  const provider = new WebsocketProvider(`${house.url.replace('http', 'ws')}${syncPath}`, meeting, doc, {
    WebSocketPolyfill: Browsers as never,
    disableBc: true,
    params: { who: guest.who.label },
    maxBackoffTime: 200,
  })
  provider.messageHandlers[frame.kept] = (_encoder, decoder) => {
    kept = decoding.readVarUint(decoder)
  }
  provider.messageHandlers[frame.trouble] = (_encoder, decoder) => {
    trouble = decoding.readVarUint(decoder) === 1
  }
  provider.messageHandlers[frame.people] = () => undefined
  provider.messageHandlers[frame.rights] = (_encoder, decoder) => {
    rights = JSON.parse(decoding.readVarString(decoder)) as typeof rights
  }
  provider.on('connection-close', event => {
    if (event) closed.push(event.code)
    kept = 0
  })
  return {
    doc,
    provider,
    closed,
    kept: () => kept,
    inTrouble: () => trouble,
    rights: () => rights,
    close: () => {
      provider.destroy()
      doc.destroy()
    },
  }
}
