import type { DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import type { FromClient, FromServer } from '@polyphony/shared/wire/live'
import type { Server, Socket } from 'socket.io'
import type { Who } from '../meetings/context.ts'
import type { Bucket } from './bucket.ts'

/** What the gateway knows of one connection. */
interface Connection {
  who: Who
  /** The meeting it looks into, and as which device. */
  entered: { readonly meeting: MeetingId; readonly device: DeviceId } | null
  /** The last sign of life. */
  heardAt: Instant
  deeds: Bucket
  signals: Bucket
}

type Nothing = Record<string, never>
export type LiveServer = Server<FromClient, FromServer, Nothing, Connection>
export type LiveSocket = Socket<FromClient, FromServer, Nothing, Connection>
