import { createHash } from 'node:crypto'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { livePath } from '@polyphony/shared/wire/live'
import { closeCode, syncPath } from '@polyphony/shared/wire/sync'
import type { Sessions } from '../auth/sessions.ts'
import type { Logger } from '../log.ts'
import type { Who } from '../meetings/context.ts'
import { isOurOrigin } from './origin.ts'
import type { Origins } from './origin.ts'

export interface Upgrades {
  readonly live: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly sync: (given: { request: IncomingMessage; socket: Duplex; head: Buffer; who: Who; meeting: string }) => void
}

/** The one owner of 'upgrade' (S12). Nobody else listens to it; what nobody claims is refused. */
export function ownUpgrades(
  server: Server,
  given: { upgrades: Upgrades; sessions: Sessions; origins: Origins; logger: Logger; leaving: () => boolean },
): void {
  const { upgrades, sessions, origins, logger, leaving } = given
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A socket that breaks while nobody listens takes the whole house down.
    socket.on('error', () => socket.destroy())
    const path = request.url?.split('?')[0] ?? ''
    if (!isOurOrigin(request, origins)) {
      logger.warn({}, 'an upgrade from another page was refused')
      refuse(socket, '403 Forbidden')
    } else if (leaving()) {
      refuse(socket, '503 Service Unavailable')
    } else if (path === livePath || path === `${livePath}/`) {
      upgrades.live(request, socket, head)
    } else if (path.startsWith(`${syncPath}/`)) {
      openNotebook({ request, socket, head, meeting: path.slice(syncPath.length + 1) })
    } else {
      refuse(socket, '404 Not Found')
    }
  })

  function openNotebook(asked: { request: IncomingMessage; socket: Duplex; head: Buffer; meeting: string }): void {
    const { request, socket } = asked
    void sessions
      .identify(request.headers, request.url ?? '')
      .then(who => {
        if (socket.destroyed) return
        if (who) upgrades.sync({ ...asked, who })
        else openAndClose(request, socket, closeCode.notSignedIn)
      })
      .catch((error: unknown) => {
        logger.error({ error }, 'nobody could be found for an upgrade')
        refuse(socket, '503 Service Unavailable')
      })
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy())
}

/**
 * A browser shows a refused upgrade only as "no line", and its page tries for ever. So the socket is opened just to
 * say why it closes (RFC 6455 §4.2.2 and §5.5.1).
 */
function openAndClose(request: IncomingMessage, socket: Duplex, code: number): void {
  const key = request.headers['sec-websocket-key']
  if (key === undefined || request.headers.upgrade?.toLowerCase() !== 'websocket') {
    refuse(socket, '400 Bad Request')
    return
  }
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  )
  const close = Buffer.from([0x88, 0x02, 0, 0])
  close.writeUInt16BE(code, 2)
  socket.end(close)
  socket.resume()
}
