import type { Kind } from '@polyphony/shared/domain/network'
import { addWords, t } from '../../i18n/i18n.ts'
import { network } from '../../i18n/en/network.ts'

addWords({ network })

/** "mother", "nurse"; where nobody wrote anything, what they are here. */
export function roleOf({ kind, role }: { readonly kind: Kind; readonly role: string }): string {
  if (role) return role
  return kind === 'network' ? '' : t(`network.role.${kind}`)
}
