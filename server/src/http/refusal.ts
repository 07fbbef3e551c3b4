import { randomBytes } from 'node:crypto'
import { Fault, faults } from '@polyphony/shared/domain/fault'
import type { FaultName } from '@polyphony/shared/domain/fault'
import type { Refusal } from '@polyphony/shared/wire/rest'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import type { Logger } from '../log.ts'
import { StoreTrouble } from '../store/trouble.ts'

export function refuse(response: Response, refusal: Refusal): void {
  if (refusal.fault === 'too-many-tries') response.set('retry-after', '300')
  response.status(faults[refusal.fault]).json(refusal)
}

/** What express's own body reader throws, in our words. */
const ofTheBody: Readonly<Record<string, FaultName>> = {
  'entity.too.large': 'too-large',
  'entity.parse.failed': 'not-understood',
  'entity.verify.failed': 'not-understood',
  'encoding.unsupported': 'not-understood',
  'charset.unsupported': 'not-understood',
  'request.size.invalid': 'not-understood',
  'request.aborted': 'not-understood',
}

/** Whatever is thrown becomes one of our faults. What we did not think of gets a name that stands in the log too. */
export function refusalOf(error: unknown, logger: Logger): Refusal {
  if (error instanceof Fault) return { fault: error.fault, field: error.field, reference: null }
  const type = error instanceof Error && 'type' in error ? String(error.type) : ''
  const known = ofTheBody[type]
  if (known) return { fault: known, field: null, reference: null }
  if (error instanceof URIError) return { fault: 'not-found', field: null, reference: null }
  const reference = randomBytes(4).toString('hex')
  logger.error({ reference, error }, 'something unexpected happened while answering')
  const fault = error instanceof StoreTrouble && error.isOfTheDisk ? 'not-saved' : 'unexpected'
  return { fault, field: null, reference }
}

export function refusals(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) next(error)
    else refuse(response, refusalOf(error, logger))
  }
}

/** While the house closes, whoever asks over a line that is still open is told to come back in a moment. */
export function refuseWhileLeaving(leaving: () => boolean): RequestHandler {
  return (_request, response, next) => {
    if (!leaving()) return next()
    response.set({ connection: 'close', 'retry-after': '2' })
    refuse(response, { fault: 'leaving', field: null, reference: null })
  }
}
