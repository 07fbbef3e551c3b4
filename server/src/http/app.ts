import { Fault } from '@polyphony/shared/domain/fault'
import { filePaths } from '@polyphony/shared/wire/rest'
import { Meeting, Network } from '@polyphony/shared/wire/shapes'
import express from 'express'
import type { Express } from 'express'
import * as z from 'zod/mini'
import type { Sessions } from '../auth/sessions.ts'
import type { Logger } from '../log.ts'
import type { Context, Who } from '../meetings/context.ts'
import type { copyFile } from '../meetings/copy.ts'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { bindRoutes, parse } from './bind.ts'
import { serveClient } from './client.ts'
import type { Handlers } from './handlers.ts'
import { headers } from './headers.ts'
import { changes, isOurOrigin } from './origin.ts'
import type { Origins } from './origin.ts'
import { sendInParts } from './parts.ts'
import { refusals, refuseWhileLeaving } from './refusal.ts'

export interface RecordFile {
  readonly type: string
  readonly name: string
  readonly content: string
}

const CopyParams = z.strictObject({ network: Network, kind: z.enum(['html', 'json']) })
const RecordFileParams = z.strictObject({ meeting: Meeting, kind: z.enum(['html', 'md']) })

export function createApp(given: {
  context: Context
  handlers: Handlers
  recordFile: (context: Context, who: Who, asked: { meeting: MeetingId; kind: 'html' | 'md' }) => Promise<RecordFile>
  copyFile: typeof copyFile
  sessions: Sessions
  origins: Origins
  /** Where the pages may speak to besides the house: the media server, or nowhere. */
  elsewhere: readonly string[]
  logger: Logger
  clientFolder: string
  leaving: () => boolean
}): Express {
  const { context, handlers, sessions, origins, logger } = given
  const app = express()
  app.set('etag', false)
  app.set('query parser', false)
  app.use(...headers({ secure: origins.publicUrl.startsWith('https:'), elsewhere: given.elsewhere }))

  app.use(refuseWhileLeaving(given.leaving))

  app.use('/api', (request, response, next) => {
    response.set('cache-control', 'no-store')
    if (changes(request) && !isOurOrigin(request, origins)) {
      logger.warn({ path: request.baseUrl }, 'a request from another page was refused')
      throw new Fault('wrong-origin')
    }
    next()
  })
  app.use('/api', express.json({ limit: 64 * 1024, strict: true }))
  bindRoutes(app, { context, handlers, sessions })
  app.get(filePaths.record, async (request, response) => {
    const who = await sessions.identify(request.headers, request.originalUrl)
    if (!who) throw new Fault('not-signed-in')
    const file = await given.recordFile(context, who, parse(RecordFileParams, request.params, 'not-found'))
    response.attachment(file.name).type(file.type).send(file.content)
  })
  app.get(filePaths.copy, async (request, response) => {
    const who = await sessions.identify(request.headers, request.originalUrl)
    if (!who) throw new Fault('not-signed-in')
    const copy = await given.copyFile(context, who, parse(CopyParams, request.params, 'not-found'))
    await sendInParts(response.attachment(copy.name).type(copy.type), copy.chunks)
  })
  app.use('/api', () => {
    throw new Fault('not-found')
  })
  serveClient(app, given.clientFolder)
  app.use(() => {
    throw new Fault('not-found')
  })
  app.use(refusals(logger))
  return app
}
