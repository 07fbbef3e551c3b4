import { randomFillSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import type { Chance } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds, steadyClock, systemClock } from '@polyphony/shared/domain/time'
import { livePath } from '@polyphony/shared/wire/live'
import { openSecrets } from './auth/secrets.ts'
import { createSessions } from './auth/sessions.ts'
import type { Sessions } from './auth/sessions.ts'
import { createStaffDesk } from './auth/staff.ts'
import type { Config } from './config.ts'
import { createApp } from './http/app.ts'
import { dutyHandlers } from './http/duty-handlers.ts'
import { historyHandlers } from './http/history-handlers.ts'
import { houseHandlers } from './http/house-handlers.ts'
import { meetingHandlers } from './http/meeting-handlers.ts'
import { isOurOrigin } from './http/origin.ts'
import { ownUpgrades } from './http/upgrade.ts'
import { createTidying } from './jobs/tidying.ts'
import { createLive } from './live/gateway.ts'
import type { Logger } from './log.ts'
import { createMediaRooms, roomServiceOf } from './media/livekit-rooms.ts'
import { createWebhook, webhookPath } from './media/livekit-webhook.ts'
import { createConnectionWays } from './media/connection.ts'
import { createMediaCheck } from './media/media-check.ts'
import { createTickets } from './media/tickets.ts'
import type { Context } from './meetings/context.ts'
import { copyFile } from './meetings/copy.ts'
import { createDutyReadings } from './meetings/duty-readings.ts'
import { crowdedAt } from './meetings/crowded.ts'
import { openNotes } from './meetings/hand.ts'
import { livedUntil } from './meetings/lived.ts'
import { createHistories } from './meetings/history/histories.ts'
import { createLookingBack } from './meetings/looking-back.ts'
import { recordFile } from './meetings/record-file.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/open.ts'
import { createSync } from './sync/gateway.ts'

export interface House {
  readonly context: Context
  readonly sessions: Sessions
  readonly store: Store
  /** A link for the first administrator, as long as there is none. */
  setUpLink(): Promise<string | null>
  listen(): Promise<void>
  /** Takes nobody new, tells everybody, keeps everything, lets go. */
  close(): Promise<void>
}

/** A phone on a weak line is slow; who takes longer than this holds a place open that others need. */
export const patience = {
  headersTimeout: seconds(20),
  requestTimeout: seconds(60),
  connectionsCheckingInterval: seconds(5),
  // Longer than any browser or proxy rests between two requests: whoever closes first must be the one who asks. With the five
  // seconds of Node, a request that is just on its way meets a closed door now and then, and nobody may send it twice.
  keepAliveTimeout: seconds(75),
}
const clientFolder = fileURLToPath(new URL('../../client/dist', import.meta.url))
const isLive = (url = ''): boolean => url.split(/[/?]/)[1] === livePath.slice(1)
const cryptoChance: Chance = { fill: bytes => randomFillSync(bytes) }

/** Every part of the server is made here, on this one page. server: for tests, one that already has its port. */
export async function compose(given: {
  config: Config
  logger: Logger
  clock?: Clock
  chance?: Chance
  server?: Server
  onLost?: (error: Error) => void
}): Promise<House> {
  const { config, logger, chance = cryptoChance, server = createServer(patience) } = given
  const { publicUrl, publicUrlGiven, dataDir, livekit } = config
  const origins = { publicUrl, publicUrlGiven }
  const store = await openStore({ dataDir, ...(given.onLost && { onLost: given.onLost }) })
  const { db, log } = store
  if (store.damaged.length > 0)
    logger.error({ files: store.damaged }, 'a part of the journal could not be read; it was kept')
  const clock = given.clock ?? steadyClock({ notBefore: await livedUntil(db) })
  const secrets = await openSecrets({ dataDir, db, chance }).catch(async (error: unknown) => {
    await store.close()
    throw error
  })

  const atTheDoor = logger.with({ room: 'auth' })
  const sessions = createSessions({
    db,
    logger: atTheDoor,
    clock,
    chance,
    secure: publicUrl.startsWith('https:'),
    ended: ({ person }) => context.tell.rightsChanged(person),
  })
  const staff = createStaffDesk({ db, clock, chance, publicUrl, secrets, logger: atTheDoor })
  const sync = createSync({
    log,
    clock,
    chance,
    logger: logger.with({ room: 'sync' }),
    standing: (who, meeting) => openNotes(context, who, meeting),
  })
  const relay = config.turn === null ? 'none' : config.relayOnly ? 'always' : 'offered'
  const parts = { db, clock, chance, publicUrl, relay, notebooks: sync.notebooks } as const
  const mediaRooms =
    livekit && createMediaRooms({ service: roomServiceOf(livekit), clock, logger: logger.with({ room: 'media' }) })
  const heardOfMedia =
    livekit && mediaRooms && createWebhook({ livekit, rooms: mediaRooms, logger: logger.with({ room: 'media' }) })
  const mediaCheck = createMediaCheck({
    ...config,
    crowdedAt: () => crowdedAt({ db }),
    clock,
    logger: logger.with({ room: 'media' }),
  })
  const connectionWays = createConnectionWays({ ...config, clock })
  const live = createLive({
    context: parts,
    identify: (headers, url) => sessions.identify(headers, url),
    isOurOrigin: request => isOurOrigin(request, origins),
    media: createTickets({ clock, turn: config.turn, relayOnly: config.relayOnly, livekit }),
    mediaRooms,
    lockMedia: config.lockMedia,
    tunnelTo: sync.tunnel,
    logger: logger.with({ room: 'live' }),
  })
  const context: Context = {
    ...parts,
    tell: {
      happened: live.tell.happened,
      rightsChanged: person => {
        sync.revoke({ meeting: null, person })
        live.tell.rightsChanged(person)
      },
    },
  }
  const tidying = createTidying({ sessions, clock, logger: logger.with({ room: 'jobs' }) })
  const histories = createHistories({ log, clock })
  let closing: Promise<void> | null = null
  const leaving = (): boolean => closing !== null
  const app = createApp({
    context,
    handlers: {
      ...houseHandlers({
        staff,
        sessions,
        secrets,
        service: config.service,
        notes: sync.health,
        mediaCheck,
        connectionWays,
      }),
      ...meetingHandlers,
      ...historyHandlers(createLookingBack(histories)),
      ...dutyHandlers(createDutyReadings({ prove: staff.prove, logger: atTheDoor })),
    },
    recordFile,
    copyFile,
    sessions,
    origins,
    elsewhere: livekit ? [livekit.url, livekit.api] : [],
    logger: logger.with({ room: 'http' }),
    clientFolder,
    leaving,
  })
  server.on('request', (request, response) => {
    if (isLive(request.url)) live.handleRequest(request, response)
    else if (heardOfMedia && request.url === webhookPath) heardOfMedia(request, response)
    else app(request, response)
  })
  ownUpgrades(server, {
    upgrades: { live: live.handleUpgrade, sync: sync.upgrade },
    sessions,
    origins,
    logger: logger.with({ room: 'http' }),
    leaving,
  })

  return {
    context,
    sessions,
    store,
    setUpLink: staff.setUpLink,
    listen: async () => {
      await listen(server, config)
      // Whoever set it up still looks; the first family is not the one to find out.
      void mediaCheck().catch((error: unknown) => logger.error({ error }, 'the relay could not be asked'))
    },
    close: () => {
      closing ??= close()
      return closing
    },
  }

  async function close(): Promise<void> {
    const closed = new Promise<void>(resolve => server.close(() => resolve()))
    await live.close()
    await tidying.close()
    await mediaRooms?.close()
    await sync.close()
    // Answers under way are finished; a line that is only held open does not hold the house open.
    const stopWaiting = systemClock.after(seconds(2), () => server.closeAllConnections())
    await closed
    stopWaiting()
    histories.close()
    await store.close()
  }
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
