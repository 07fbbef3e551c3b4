import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds } from '@polyphony/shared/domain/time'
import { limit } from '@polyphony/shared/wire/sync'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { Line, Outbox } from './line.ts'
import type { Inbox } from './inbox.ts'
import { createPipeLine } from './pipe.ts'
import type { Pipe } from './pipe.ts'
import { createSocketLine } from './socket.ts'
import { readWholeFrames } from './whole.ts'

/** What comes over a line that is open. */
export interface Hearing {
  /** text: it was no bytes at all, which this wire does not speak. */
  readonly frame: (bytes: Buffer | Uint8Array, text: boolean) => void
  /** Called once. */
  readonly gone: () => void
}

/** Somebody's way in before it is opened: an upgraded request, or a tunnel on a network that blocks WebSockets. */
export interface Way {
  readonly gone: boolean
  /** Opens it only to say why it closes. */
  turnAway(code: number, reason: string): void
  /** then is not called when the other side has broken off meanwhile, or did not mean it. */
  open(then: (line: Line) => Hearing): void
  drop(): void
}

export interface Ways {
  byUpgrade(given: { request: IncomingMessage; socket: Duplex; head: Buffer }): Way
  byPipe(pipe: Pipe): Way
  close(): void
}

export function createWays({ inbox, outbox, clock }: { inbox: Inbox; outbox: Outbox; clock: Clock }): Ways {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limit.frame,
  })
  /** A room of its own, without the request in it: what is made here lives as long as the line. */
  const listen = (ws: WebSocket, socket: Duplex, then: (line: Line) => Hearing): void => {
    const line = createSocketLine(ws, socket, outbox)
    const hearing = then(line)
    ws.on('message', (data: Buffer, isBinary: boolean) => hearing.frame(data, !isBinary))
    readWholeFrames(socket, { inbox, frame: payload => hearing.frame(payload, false) })
    ws.on('pong', () => line.heard(0))
    ws.on('error', () => ws.terminate())
    ws.on('close', hearing.gone)
  }
  return {
    byUpgrade: ({ request, socket, head }) => {
      socket.on('error', destroy)
      return {
        get gone() {
          return socket.destroyed
        },
        turnAway: (code, reason) => {
          if (socket.destroyed) return
          // A browser shows a refused upgrade only as "no line": it is let in to be told why.
          server.handleUpgrade(request, socket, head, ws => {
            ws.on('error', () => ws.terminate())
            ws.close(code, reason)
            // Somebody who does not say goodbye in return is not waited for long.
            ws.once(
              'close',
              clock.after(seconds(2), () => ws.terminate()),
            )
          })
        },
        open: then => {
          if (socket.destroyed) return
          // Not called when the handshake is not one; ws has answered that by itself.
          server.handleUpgrade(request, socket, head, ws => listen(ws, socket, then))
        },
        drop: () => void socket.destroy(),
      }
    },
    byPipe: pipe => ({
      get gone() {
        return pipe.gone
      },
      turnAway: (code, reason) => pipe.close(code, reason),
      open: then => {
        if (pipe.gone) return
        const hearing = then(createPipeLine(pipe, outbox))
        pipe.listen({ frame: bytes => hearing.frame(bytes, false), gone: hearing.gone })
      },
      drop: () => pipe.cut(),
    }),
    close: () => server.close(),
  }
}

/** Not a closure: one made beside the request would keep that alive as long as the line. */
function destroy(this: Duplex): void {
  this.destroy()
}
