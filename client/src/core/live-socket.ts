import type { MeetingId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { FromClient, FromServer } from '@polyphony/shared/wire/live'
import { livePath } from '@polyphony/shared/wire/paths'
import { tunnelNamespace } from '@polyphony/shared/wire/tunnel'
import type { TunnelAsks, TunnelFromServer, TunnelPieces } from '@polyphony/shared/wire/tunnel'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'

/** The part of a socket.io client that is used, so that a test can be the server. */
export type LiveSocket = Pick<Socket<FromServer, FromClient>, 'on' | 'emit' | 'connect' | 'disconnect' | 'active'>
export type TunnelSocket = Pick<Socket<TunnelFromServer, TunnelPieces>, 'on' | 'emit' | 'connect' | 'disconnect'>

export function liveSocket(who: SessionLabel | null): LiveSocket {
  const socket: Socket<FromServer, FromClient> = io({
    path: livePath,
    query: who === null ? {} : { who },
    // Some hospital networks block WebSockets: then the same line runs over plain requests.
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 150,
    reconnectionDelayMax: 2000,
    randomizationFactor: 0.9,
    timeout: 8000,
    autoConnect: false,
  })
  return socket
}

/** The notes by plain requests, on a network that blocks WebSockets. A line of its own: it ends alone. */
export function tunnelSocket({ who, meeting }: { who: SessionLabel | null; meeting: MeetingId }): TunnelSocket {
  const socket: TunnelSocket = io(tunnelNamespace, {
    path: livePath,
    query: who === null ? {} : { who },
    auth: { meeting } satisfies TunnelAsks,
    transports: ['polling'],
    upgrade: false,
    forceNew: true,
    // y-websocket tries again by itself.
    reconnection: false,
    timeout: 8000,
    autoConnect: false,
  })
  return socket
}
