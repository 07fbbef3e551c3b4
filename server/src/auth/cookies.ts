import type { SessionLabel } from '@polyphony/shared/domain/ids'
import type { Span } from '@polyphony/shared/domain/time'

/**
 * One cookie per sign-in, so that several stand side by side in one browser: a family's tablet, or a newcomer who tries
 * three people in three windows. __Host- binds it to this very host over https; plain http has no such thing.
 */
export interface Cookies {
  read(header: string | undefined): ReadonlyMap<SessionLabel, string>
  set(given: { label: SessionLabel; secret: string; for: Span }): string
  clear(label: SessionLabel): string
}

const most = 64

export function createCookies(given: { secure: boolean }): Cookies {
  const prefix = given.secure ? '__Host-s-' : 's-'
  const attributes = `Path=/; HttpOnly; SameSite=Lax${given.secure ? '; Secure' : ''}`
  return {
    read: header => {
      const found = new Map<SessionLabel, string>()
      for (const part of (header ?? '').split(';')) {
        const [name = '', value = ''] = part.trim().split('=', 2)
        const label = name.startsWith(prefix) ? name.slice(prefix.length) : ''
        if (!/^[0-9a-f]{12}$/.test(label) || !/^[A-Za-z0-9_-]{43}$/.test(value)) continue
        if (found.size < most) found.set(label as SessionLabel, value)
      }
      return found
    },
    set: ({ label, secret, for: span }) =>
      `${prefix}${label}=${secret}; Max-Age=${Math.floor(span / 1000)}; ${attributes}`,
    clear: label => `${prefix}${label}=; Max-Age=0; ${attributes}`,
  }
}
