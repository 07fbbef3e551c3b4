import type { IncomingMessage } from 'node:http'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { closeCode, limit } from '@polyphony/shared/wire/sync'
import { createUnpacking, pack, pieceSize, tunnelNamespace } from '@polyphony/shared/wire/tunnel'
import type { TunnelFromServer, TunnelPieces } from '@polyphony/shared/wire/tunnel'
import type { Namespace, Server, Socket } from 'socket.io'
import type { Logger } from '../log.ts'
import type { Who } from '../meetings/context.ts'

/** Frames of the notebook wire on a network that blocks WebSockets, as the gateway of that wire takes them. */
export interface Pipe {
  send(frames: readonly Uint8Array[]): void
  readonly behind: number
  readonly gone: boolean
  pause(): void
  resume(): void
  close(code: number, reason: string): void
  cut(): void
  listen(hearing: { readonly frame: (bytes: Uint8Array) => void; readonly gone: () => void }): void
}

export type TunnelTo = (given: { readonly pipe: Pipe; readonly who: Who; readonly meeting: string }) => void

type Nothing = Record<string, never>
type TunnelSocket = Socket<TunnelPieces, TunnelFromServer, Nothing, { who: Who }>
type TunnelSpace = Namespace<TunnelPieces, TunnelFromServer, Nothing, { who: Who }>

/**
 * Held back while somebody sends too much. They wait for our answer before they send more: who does not, is hostile.
 * Before it is known whether they may come in, no more is held than their first word takes (S12).
 */
const heldAtMost = 1024 * 1024

/** Opens the namespace through which /sync goes by plain requests. Who comes there is asked for as on every other wire. */
export function openTunnel(
  io: Pick<Server, 'of'>,
  given: {
    identify: (headers: IncomingMessage['headers'], url: string) => Promise<Who | null>
    to: TunnelTo
    logger: Logger
  },
): void {
  const { identify, to, logger } = given
  const space = io.of(tunnelNamespace) as unknown as TunnelSpace
  space.use((socket, next) => {
    // Over a WebSocket this would be a /sync whose slow readers nobody sees (S11).
    if (socket.conn.transport.name !== 'polling') return next(new Error('not-understood' satisfies FaultName))
    identify(socket.handshake.headers, socket.handshake.url).then(
      who => {
        if (who) socket.data.who = who
        next(who ? undefined : new Error('not-signed-in' satisfies FaultName))
      },
      (error: unknown) => {
        logger.error({ error }, 'nobody could be found for a tunnel')
        next(new Error('unexpected' satisfies FaultName))
      },
    )
  })
  space.on('connection', socket => {
    socket.conn.on('upgrade', () => socket.disconnect(true))
    const { meeting } = socket.handshake.auth as { meeting?: unknown }
    to({ pipe: pipeOf(socket), who: socket.data.who, meeting: typeof meeting === 'string' ? meeting : '' })
  })
}

function pipeOf(socket: TunnelSocket): Pipe {
  let behind = 0
  let gone = false
  let paused = false
  let hearing: Parameters<Pipe['listen']>[0] | null = null
  let held: { bytes: Uint8Array; taken: () => void }[] = []
  let heldBytes = 0

  const over = (code: number, reason: string): void => {
    if (gone) return
    gone = true
    socket.emit('over', code, reason)
    socket.disconnect(true)
    hearing?.gone()
  }
  const cut = (): void => {
    if (gone) return
    gone = true
    socket.conn.close(true)
    hearing?.gone()
  }
  const unpacking = createUnpacking({
    longest: limit.frame,
    frame: bytes => {
      if (!gone) hearing?.frame(bytes)
    },
  })
  const take = ({ bytes, taken }: { bytes: Uint8Array; taken: () => void }): void => {
    if (gone) return
    if (unpacking.take(bytes)) taken()
    else over(closeCode.tooLarge, 'too-large')
  }
  const goOn = (): void => {
    while (!paused && hearing !== null && held.length > 0) {
      const next = held.shift()
      if (!next) return
      heldBytes -= next.bytes.length
      take(next)
    }
  }

  socket.on('piece', (bytes, taken) => {
    if (!(bytes instanceof Uint8Array) || typeof taken !== 'function' || bytes.length > pieceSize) {
      return over(closeCode.unknownFrame, 'unknown')
    }
    held.push({ bytes, taken })
    heldBytes += bytes.length
    const most = hearing === null ? 2 * pieceSize : heldAtMost
    if (heldBytes > most || held.length > 1000) return over(closeCode.unknownFrame, 'too-much')
    goOn()
  })
  socket.on('disconnect', () => {
    held = []
    if (gone) return
    gone = true
    hearing?.gone()
  })

  return {
    send: frames => {
      if (gone) return
      for (const piece of pack(frames)) {
        behind += piece.length
        socket.emit('piece', piece, () => {
          behind -= piece.length
        })
      }
    },
    get behind() {
      return behind
    },
    get gone() {
      return gone
    },
    pause: () => {
      paused = true
    },
    resume: () => {
      paused = false
      goOn()
    },
    close: over,
    cut,
    listen: on => {
      hearing = on
      if (gone) on.gone()
      else goOn()
    },
  }
}
