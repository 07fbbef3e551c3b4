/** A secret in a link: 32 random bytes in base64url. Anything else is a link that was cut short on its way. */
const shape = /^[A-Za-z0-9_-]{43}$/

/** The token after the #. null: none, or not a whole one. */
export function tokenIn(hash: string): string | null {
  const token = hash.replace(/^#/, '')
  return shape.test(token) ? token : null
}
