import { createHash } from 'node:crypto'
import type { Chance } from '@polyphony/shared/domain/ids'

/** A secret for a link or a cookie: 256 bits, 43 characters of base64url. */
export function newToken(chance: Chance): string {
  return Buffer.from(chance.fill(new Uint8Array(32))).toString('base64url')
}

/** What is kept of a token. Who reads the database can sign in as nobody. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
