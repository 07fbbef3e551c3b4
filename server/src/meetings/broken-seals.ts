import type { Why } from '@polyphony/shared/domain/duty-reading'
import type { NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import { days } from '@polyphony/shared/domain/time'
import type { BrokenSeals } from '@polyphony/shared/wire/views'
import type { Db } from '../store/open.ts'

/**
 * What stands in the chain of looks beside a look from outside: why, and what they were called and did here on that day.
 * Nobody changes their name or their work afterwards and was somebody else.
 */
export interface Duty extends Why {
  readonly name: string
  readonly role: string
}

export function whyOf(duty: string | null): { readonly why: Why | null } & Partial<Pick<Duty, 'name' | 'role'>> {
  if (duty === null) return { why: null }
  const { kind, reason, name, role } = JSON.parse(duty) as Duty
  return { name, role, why: { kind, reason } }
}

/** So long it stands on the page for everybody; for who was not there meanwhile, until they have seen it. */
const toldFor = days(30)

/**
 * Seals that were broken and that this person may not know of yet, newest first: for the page of the network and of a
 * record, which many come to and no further. Asked before their look is written.
 */
export async function brokenSealsFor(
  db: Db,
  asked: { readonly person: PersonId; readonly network: NetworkId; readonly at: Instant },
): Promise<BrokenSeals> {
  const { person, network, at } = asked
  const last = await db
    .selectFrom('access_event')
    .select('seq')
    .where('network', '=', network)
    .where('person', '=', person)
    .where('act', 'in', ['read-network', 'read-record'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const rows = await db
    .selectFrom('access_event')
    .select(['at', 'duty'])
    .where('network', '=', network)
    .where('act', '=', 'broke-seal')
    .where(or => or.or([or('at', '>', at - toldFor), or('seq', '>', last?.seq ?? 0)]))
    .orderBy('seq', 'desc')
    .execute()
  return rows.map(row => {
    const { name = '', role = '' } = whyOf(row.duty)
    return { at: row.at, name, role }
  })
}
