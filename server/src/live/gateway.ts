import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FaultName } from '@polyphony/shared/domain/fault'
import { grace } from '@polyphony/shared/domain/meeting'
import { mayExchange } from '@polyphony/shared/domain/present'
import { seconds } from '@polyphony/shared/domain/time'
import { livePath } from '@polyphony/shared/wire/live'
import { Server } from 'socket.io'
import type { Logger } from '../log.ts'
import type { MediaRooms } from '../media/livekit-rooms.ts'
import { createLocks } from '../media/locks.ts'
import type { Tickets } from '../media/tickets.ts'
import type { Context, Tell, Who } from '../meetings/context.ts'
import { noteCrowded } from '../meetings/crowded.ts'
import { createAnswering } from './answering.ts'
import { createBucket } from './bucket.ts'
import { createCircles } from './circles.ts'
import { listen, mayEnter } from './commands.ts'
import { createHiding } from './hiding.ts'
import { createPresence } from './presence.ts'
import { createRooms } from './rooms.ts'
import type { LiveServer, LiveSocket } from './sockets.ts'
import { openTunnel } from './tunnel.ts'
import type { TunnelTo } from './tunnel.ts'

export interface Live {
  readonly tell: Tell
  /** A request below livePath: a line on a network that blocks WebSockets. */
  readonly handleRequest: (request: IncomingMessage, response: ServerResponse) => void
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly close: () => Promise<void>
}

/** D3: a line that is gone is noticed after 9 seconds at most. The grace runs from its last sign of life. */
const beat = { pingInterval: seconds(4), pingTimeout: seconds(5) } as const

export function createLive(given: {
  /** All but tell, which is made here. */
  readonly context: Omit<Context, 'tell'>
  readonly identify: (headers: IncomingMessage['headers'], url: string) => Promise<Who | null>
  readonly isOurOrigin: (request: IncomingMessage) => boolean
  readonly media: Tickets
  /** null: there is no media server. */
  readonly mediaRooms: MediaRooms | null
  /** Whether sound and picture are locked on their way through it. */
  readonly lockMedia: boolean
  /** Where the notebook wire goes on when it comes by plain requests. */
  readonly tunnelTo: TunnelTo
  readonly logger: Logger
}): Live {
  const { identify, isOurOrigin, media, logger } = given
  const { clock } = given.context
  const tell: Tell = {
    happened: (meeting, events) => {
      rooms.happened(meeting, events)
      presence.happened(meeting, events)
      circles.happened(meeting)
    },
    rightsChanged: person => {
      const hidingKnown = hiding.lookAgain().catch((error: unknown) => {
        logger.error({ error }, 'who hides could not be looked up')
      })
      for (const socket of io.of('/').sockets.values()) {
        if (socket.data.who.person === person) void hidingKnown.then(() => lookAgain(socket))
      }
      circles.doubt(person, (meeting, device) => presence.holderOf(meeting, device) !== null)
    },
  }
  const context: Context = { ...given.context, tell }
  const rooms = createRooms(context)
  const presence = createPresence({ context, logger })
  const locks = createLocks({
    clock,
    chance: context.chance,
    wanted: given.lockMedia,
    give: async (meeting, device, lock) => {
      const socket = presence.holderOf(meeting, device)
      const state = rooms.stateOf(meeting)
      if (!socket || !state || !mayExchange(state, device)) return false
      return await socket
        .timeout(seconds(5))
        .emitWithAck('mediaLock', meeting, lock)
        .then(
          () => true,
          () => false,
        )
    },
  })
  const throughServer = given.mediaRooms && { rooms: given.mediaRooms, locks }
  const circles = createCircles({
    context,
    rooms,
    media: throughServer,
    logger,
    onCrowded: () =>
      void noteCrowded(context).catch((error: unknown) => logger.error({ error }, 'a large circle could not be noted')),
  })
  const hiding = createHiding({ context, rooms })
  const answering = createAnswering(logger)

  // socket.io wants a server to listen to. This one hears nothing: requests and upgrades are handed over by their owner.
  const unheard = createServer()
  const io: LiveServer = new Server(unheard, {
    path: livePath,
    serveClient: false,
    destroyUpgrade: false,
    transports: ['polling', 'websocket'],
    maxHttpBufferSize: 256 * 1024,
    perMessageDeflate: false,
    httpCompression: false,
    connectTimeout: seconds(10),
    ...beat,
  })
  const ready = presence.forgetLines().catch((error: unknown) => {
    logger.error({ error }, 'the rooms could not be looked through after the start')
  })
  let closing = false
  openTunnel(io as unknown as Server, { identify, to: given.tunnelTo, logger })

  io.use((socket, next) => {
    identify(socket.handshake.headers, socket.handshake.url).then(
      who => {
        if (who) Object.assign(socket.data, connectionOf(who))
        next(who ? undefined : new Error('not-signed-in' satisfies FaultName))
      },
      (error: unknown) => {
        logger.error({ error }, 'nobody could be found for a line')
        next(new Error('unexpected' satisfies FaultName))
      },
    )
  })
  const connectionOf = (who: Who): LiveSocket['data'] => ({
    who,
    entered: null,
    heardAt: clock.now(),
    deeds: createBucket({ clock, size: 40, perSecond: 8 }),
    signals: createBucket({ clock, size: 600, perSecond: 120 }),
  })

  io.on('connection', socket => {
    const alive = () => {
      socket.data.heardAt = clock.now()
    }
    socket.conn.on('packet', alive)
    socket.on('disconnect', reason => {
      const { entered, heardAt } = socket.data
      if (!entered || closing) return
      rooms.lookAway(entered.meeting, socket)
      const since = reason === 'ping timeout' ? heardAt : clock.now()
      presence.letGo(entered.meeting, entered.device, { socket, since })
    })
    listen(socket, { context, identify, rooms, presence, answering, media, circles, hiding, logger, ready })
  })

  /** Who has lost their right to look goes at once, and without a grace: nobody waits for them. */
  async function lookAgain(socket: LiveSocket): Promise<void> {
    const still = await stillMay(socket).catch((error: unknown) => {
      logger.error({ error }, 'the rights of a line could not be looked up')
      return false
    })
    if (!socket.connected) return
    // Only now: they may have gone from one meeting to another while we asked.
    const { entered } = socket.data
    if (entered) socket.emit('rightsChanged', entered.meeting)
    if (still) return
    socket.data.entered = null
    if (entered) {
      rooms.lookAway(entered.meeting, socket)
      circles.bar(entered)
      presence.letGo(entered.meeting, entered.device, { socket, since: clock.now() - grace })
    }
    socket.disconnect(true)
  }
  async function stillMay(socket: LiveSocket): Promise<boolean> {
    const who = await identify(socket.handshake.headers, socket.handshake.url)
    if (who?.person !== socket.data.who.person) return false
    socket.data.who = who
    const { entered } = socket.data
    return entered === null || (await mayEnter(context, { person: who.person, meeting: entered.meeting }))
  }

  return {
    tell,
    handleRequest: (request, response) => {
      // A browser puts no Origin on a plain look at its own page, and always one on anything from another page.
      const plainLook = request.method === 'GET' && request.headers.origin === undefined
      if (plainLook || isOurOrigin(request)) io.engine.handleRequest(request, response)
      else response.writeHead(403, { connection: 'close' }).end()
    },
    handleUpgrade: (request, socket, head) => io.engine.handleUpgrade(request, socket, head),
    close: async () => {
      if (closing) return
      closing = true
      io.emit('leaving')
      await ready
      await answering.drain()
      circles.close()
      await presence.close()
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}
