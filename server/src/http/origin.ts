import type { IncomingMessage } from 'node:http'

/** publicUrlGiven false: nobody has said where this house stands, so it is wherever it is asked for. */
export interface Origins {
  readonly publicUrl: string
  readonly publicUrlGiven: boolean
}

const looksOnly = new Set(['GET', 'HEAD', 'OPTIONS'])
export const changes = (request: IncomingMessage): boolean => !looksOnly.has(request.method ?? '')

/**
 * Exactly our own page. A browser puts Origin on every request that may change something and on every upgrade, and no
 * page can forge it; a missing one is refused too.
 */
export function isOurOrigin(request: IncomingMessage, { publicUrl, publicUrlGiven }: Origins): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return false
  if (origin === publicUrl) return true
  return !publicUrlGiven && host !== undefined && (origin === `http://${host}` || origin === `https://${host}`)
}
