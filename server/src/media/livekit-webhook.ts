import type { IncomingMessage, ServerResponse } from 'node:http'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { WebhookReceiver } from 'livekit-server-sdk'
import type { Logger } from '../log.ts'
import type { MediaRooms } from './livekit-rooms.ts'
import type { LiveKit } from './tickets.ts'

/** Where a LiveKit server tells what happens in its rooms: `webhook.urls` in its settings. */
export const webhookPath = '/media/livekit'

const limit = 64 * 1024

/**
 * Somebody came into a room of the media server, or sends something: whether they may is looked at now and not at the next
 * look. What is said is never believed, only taken as a reason to ask; unsigned words are no reason either.
 */
export function createWebhook(given: {
  readonly livekit: LiveKit
  readonly rooms: Pick<MediaRooms, 'heard'>
  readonly logger: Logger
}): (request: IncomingMessage, response: ServerResponse) => void {
  const { livekit, rooms, logger } = given
  const receiver = new WebhookReceiver(livekit.key, livekit.secret)

  async function answer(request: IncomingMessage): Promise<number> {
    if (request.method !== 'POST') return 405
    const body = await read(request)
    if (body === null) return 413
    const said = await receiver.receive(body, request.headers.authorization).catch(() => null)
    if (said === null) {
      logger.warn({}, 'a word about the media server came without its signature')
      return 401
    }
    if (said.room?.name) rooms.heard(said.room.name as MeetingId)
    return 204
  }

  return (request, response) => {
    answer(request).then(
      status => response.writeHead(status, status === 204 ? {} : { connection: 'close' }).end(),
      () => response.destroy(),
    )
  }
}

/** null: too long. */
async function read(request: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request) {
    parts.push(part as Buffer)
    size += (part as Buffer).length
    if (size > limit) return null
  }
  return Buffer.concat(parts).toString('utf8')
}
