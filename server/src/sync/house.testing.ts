import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FaultName } from '@polyphony/shared/domain/fault'
import type { MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { systemClock } from '@polyphony/shared/domain/time'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { createLogger } from '../log.ts'
import type { NotebookLog } from '../store/log.ts'
import { openStore } from '../store/open.ts'
import { createSync } from './gateway.ts'
import type { Sync, SyncStanding } from './gateway.ts'
import { everyone, mayAll, who } from './people.testing.ts'
import { seeded } from '../testing/seeded.ts'

export interface SyncHouse {
  readonly sync: Sync
  readonly log: NotebookLog
  readonly port: number
  /** By which everybody came, in order, as long as anybody holds them. */
  readonly requests: readonly WeakRef<IncomingMessage>[]
  /** What each person may do; the default is everything. */
  readonly standings: Map<PersonId, SyncStanding | FaultName>
  connect(person: PersonId, meeting: MeetingId, doc?: Y.Doc): Client
  /** A bare socket: what a hostile hand would use. */
  raw(person: PersonId, meeting: MeetingId): Raw
  /** Everything ends and the file stays. */
  stop(): Promise<void>
  /** Starts again on the same file. */
  restart(): Promise<SyncHouse>
  end(): Promise<void>
}

export interface Client {
  readonly doc: Y.Doc
  readonly provider: WebsocketProvider
  /** The newest kept count of this connection, and every close code so far. */
  readonly heard: { kept: number; trouble: number[]; rights: string[]; people: string[]; closes: number[] }
}
export interface Raw {
  readonly ws: WebSocket
  readonly frames: Uint8Array[]
  readonly closed: { code: number; reason: string } | null
  send(frame: Uint8Array): void
}

/** A server on port 0 with a real SQLite file. */
export async function openSyncHouse(given?: {
  dataDir?: string
  clock?: Clock
  wrapLog?: (log: NotebookLog) => NotebookLog
}): Promise<SyncHouse> {
  const dataDir = given?.dataDir ?? (await mkdtemp(join(tmpdir(), 'polyphony-sync-')))
  const store = await openStore({ dataDir })
  const log = given?.wrapLog?.(store.log) ?? store.log
  const standings: SyncHouse['standings'] = new Map()
  const sync = createSync({
    log,
    clock: given?.clock ?? systemClock,
    chance: seeded(7),
    logger: createLogger({ level: 'fatal' }),
    standing: asked => Promise.resolve(standings.get(asked.person) ?? mayAll(asked.person)),
  })
  const requests: WeakRef<IncomingMessage>[] = []
  const server = createServer()
  server.on('upgrade', (request, socket, head) => {
    requests.push(new WeakRef(request))
    const url = new URL(request.url ?? '/', 'http://house')
    const [, , meeting = ''] = url.pathname.split('/')
    const person = everyone[Number(url.searchParams.get('person'))] as PersonId
    sync.upgrade({ request, socket, head, who: who(person), meeting })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const clients: Client[] = []
  const raws: Raw[] = []

  const stop = async (): Promise<void> => {
    for (const { provider } of clients.splice(0)) provider.destroy()
    for (const { ws } of raws.splice(0)) ws.terminate()
    await sync.close()
    await new Promise<void>(resolve => server.close(() => resolve()))
    await store.close()
  }
  return {
    sync,
    log,
    port,
    requests,
    standings,
    connect: (person, meeting, doc = new Y.Doc()) => {
      const provider = new WebsocketProvider(`ws://127.0.0.1:${port}/sync`, meeting, doc, {
        params: { person: String(everyone.indexOf(person)) },
        WebSocketPolyfill: WebSocket as never,
        disableBc: true,
      })
      const client: Client = { doc, provider, heard: { kept: 0, trouble: [], rights: [], people: [], closes: [] } }
      listen(client)
      clients.push(client)
      return client
    },
    raw: (person, meeting) => {
      const ws = new WebSocket(`ws://127.0.0.1:${port}/sync/${meeting}?person=${everyone.indexOf(person)}`)
      let closed: Raw['closed'] = null
      const one: Raw = {
        ws,
        frames: [],
        get closed() {
          return closed
        },
        send: frame => ws.send(frame),
      }
      ws.on('message', (data: Buffer) => one.frames.push(new Uint8Array(data)))
      ws.on('close', (code, reason) => {
        closed = { code, reason: String(reason) }
      })
      ws.on('error', () => {})
      raws.push(one)
      return one
    },
    stop,
    restart: async () => {
      await stop()
      return openSyncHouse({ ...given, dataDir })
    },
    end: async () => {
      await stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function listen({ provider, heard }: Client): void {
  provider.messageHandlers[100] = (_encoder, decoder) => {
    heard.kept = decoding.readVarUint(decoder)
  }
  provider.messageHandlers[101] = (_encoder, decoder) => void heard.trouble.push(decoding.readVarUint(decoder))
  provider.messageHandlers[103] = (_encoder, decoder) => void heard.people.push(decoding.readVarString(decoder))
  provider.messageHandlers[102] = (_encoder, decoder) => void heard.rights.push(decoding.readVarString(decoder))
  provider.on('connection-close', event => {
    heard.kept = 0
    if (event) heard.closes.push(event.code)
  })
}
