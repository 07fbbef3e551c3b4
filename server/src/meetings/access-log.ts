import { createHash } from 'node:crypto'
import type { MeetingId, NetworkId } from '@polyphony/shared/domain/ids'
import type { Kind } from '@polyphony/shared/domain/network'
import { isNetworkSide } from '@polyphony/shared/domain/network'
import type { Instant } from '@polyphony/shared/domain/time'
import { hours } from '@polyphony/shared/domain/time'
import type { AccessLine, LookAct } from '@polyphony/shared/wire/views'
import { keepFact } from '../store/facts.ts'
import type { Db } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import type { Context, Who } from './context.ts'
import { whyOf } from './broken-seals.ts'
import { memberOf } from './standing.ts'

/**
 * Who has looked (F18). Each row is bound to the one before it, per network, and the newest hash is kept apart: one
 * changed, missing or added row is found. A look is committed, in one transaction with the proof that it is allowed,
 * before a word is read: nothing is seen without a trace, and nobody who writes in a room waits for a long page.
 */
type Row = Tables['access_event']
type Bare = Omit<Row, 'previous' | 'hash'>
export type Look = LookAct

const beginning = '0'.repeat(64)
/** Where the newest hash of a network is kept apart. */
export const headKey = (network: NetworkId | '') => `access-head:${network}`

/**
 * SHA-256 in hex over the hash before and the row, its columns in this order as JSON. Why somebody reads as a duty comes
 * last and only where it stands: lines from before there was such a thing are bound as they were written.
 */
function hashOf(previous: string, row: Bare): string {
  const columns = [row.network, row.seq, row.at, row.person, row.staff, row.act, row.meeting]
  const canonical = JSON.stringify((row.duty ?? null) === null ? columns : [...columns, row.duty])
  return createHash('sha256').update(previous).update('\n').update(canonical).digest('hex')
}

/**
 * Writes that somebody looks; answers the number of its line. db is the transaction that has found that they may. A relative who also works here looks as
 * a relative; whoever else has a sign-in of the staff, or comes as a practitioner, looks as staff.
 */
export async function writeLook(
  db: Db,
  look: {
    readonly who: Who
    readonly kind: Kind | null
    readonly network: NetworkId
    readonly act: Look
    readonly meeting: MeetingId | null
    readonly at: Instant
    /** Who they were on that day, and why, when they read because of a duty. */
    readonly duty?: string
  },
): Promise<number> {
  const { who, kind, network } = look
  // Touching the row holds it until the transaction ends, in both databases: two readers never take the same place.
  await db
    .updateTable('network')
    .set(set => ({ made_by: set.ref('made_by') }))
    .where('id', '=', network)
    .execute()
  const last = await db
    .selectFrom('access_event')
    .select(['seq', 'hash'])
    .where('network', '=', network)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  const asStaff = kind === 'practitioner' || (who.staff !== null && (kind === null || !isNetworkSide(kind)))
  const row: Bare = {
    network,
    seq: (last?.seq ?? 0) + 1,
    at: look.at,
    person: who.person,
    staff: asStaff ? 1 : 0,
    act: look.act,
    meeting: look.meeting,
    duty: look.duty ?? null,
  }
  const previous = last?.hash ?? beginning
  const hash = hashOf(previous, row)
  await db
    .insertInto('access_event')
    .values({ ...row, previous, hash })
    .execute()
  await keepFact(db, headKey(network), hash)
  return row.seq
}

/** Coming back to the same words within this time is the same look: a line that comes and goes is not ten looks. */
const sameLook = hours(1)

type Given = Parameters<typeof writeLook>[1]

/**
 * As writeLook, in a transaction of its own, but a look of the last hour by the same person at the same meeting stands for
 * this one too. What the log is known to hold is not asked again: a line that comes and goes costs nothing.
 */
export async function lookOnce(root: Db, look: Given): Promise<void> {
  const key = [look.network, look.who.person, look.act, look.meeting].join()
  const known = latelyOf(root)
  const at = known.get(key)
  if (at !== undefined && at > look.at - sameLook && at <= look.at) return
  const seen =
    (await lastLook(root, look)) ??
    (await root.transaction().execute(async db => {
      const meanwhile = await lastLook(db, look)
      if (meanwhile === null) await writeLook(db, look)
      return meanwhile ?? look.at
    }))
  known.delete(key)
  known.set(key, seen)
  const oldest = known.size > looksKept ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
}

/** Looks that stand in the log of a store, and when. */
const lately = new WeakMap<Db, Map<string, Instant>>()
const looksKept = 5000
function latelyOf(root: Db): Map<string, Instant> {
  const known = lately.get(root) ?? new Map<string, Instant>()
  lately.set(root, known)
  return known
}

/** When they looked, within the last hour. */
async function lastLook(db: Db, look: Given): Promise<Instant | null> {
  const before = await db
    .selectFrom('access_event')
    .select('at')
    .where('network', '=', look.network)
    .where('person', '=', look.who.person)
    .where('act', '=', look.act)
    .where('meeting', 'is', look.meeting)
    .where('at', '>', look.at - sameLook)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return before?.at ?? null
}

/**
 * Who has looked, newest first. Every member sees every look by staff. A look by a member is shown to that member
 * alone: whoever is afraid of a relative must be able to read unseen.
 */
export async function accessLog(
  context: Context,
  who: Who,
  input: { readonly network: NetworkId },
): Promise<readonly AccessLine[]> {
  await memberOf(context.db, who, { network: input.network, act: 'see-network' })
  return await linesFor(context.db, who, { network: input.network, before: null, most: 2000 })
}

/** All of them, newest first, a page at a time. */
export async function* looksFor(db: Db, who: Who, network: NetworkId): AsyncGenerator<AccessLine> {
  let before: number | null = null
  for (;;) {
    const lines: readonly (AccessLine & { readonly seq: number })[] = await rowsFor(db, who, {
      network,
      before,
      most: 500,
    })
    for (const { seq, ...line } of lines) {
      before = seq
      yield line
    }
    if (lines.length < 500) return
  }
}

interface Asked {
  readonly network: NetworkId
  /** Only lines with a smaller number; null: from the newest. */
  readonly before: number | null
  readonly most: number
}

const linesFor = async (db: Db, who: Who, asked: Asked): Promise<readonly AccessLine[]> =>
  (await rowsFor(db, who, asked)).map(({ seq: _, ...line }) => line)

async function rowsFor(db: Db, who: Who, asked: Asked): Promise<readonly (AccessLine & { readonly seq: number })[]> {
  const rows = await db
    .selectFrom('access_event')
    .innerJoin('person', 'person.id', 'access_event.person')
    .leftJoin('membership', on =>
      on
        .onRef('membership.person', '=', 'access_event.person')
        .onRef('membership.network', '=', 'access_event.network'),
    )
    .select(['access_event.seq', 'access_event.at', 'access_event.act', 'access_event.meeting', 'person.name'])
    .select('access_event.duty')
    .select(['membership.relation', 'membership.profession'])
    .where('access_event.network', '=', asked.network)
    .where('access_event.seq', '<', asked.before ?? Number.MAX_SAFE_INTEGER)
    .where(or => or.or([or('access_event.staff', '=', 1), or('access_event.person', '=', who.person)]))
    .orderBy('access_event.seq', 'desc')
    .limit(asked.most)
    .execute()
  return rows.map(row => ({
    seq: row.seq,
    at: row.at,
    name: row.name,
    role: row.profession || row.relation || '',
    act: row.act as Look,
    meeting: row.meeting,
    ...whyOf(row.duty),
  }))
}

/** What a check of the log found. broken: the first row that does not fit; null is the newest hash kept apart. */
export type LogCheck =
  | { readonly whole: true; readonly rows: number }
  | { readonly whole: false; readonly broken: { readonly network: NetworkId; readonly seq: number | null } }

/** Walks every chain from its beginning. One changed byte anywhere is found. */
export async function verifyAccessLog(context: Context): Promise<LogCheck> {
  const rows = await context.db.selectFrom('access_event').selectAll().orderBy('network').orderBy('seq').execute()
  const kept = await context.db
    .selectFrom('house')
    .selectAll()
    .where('key', 'like', `${headKey('')}%`)
    .execute()
  const heads = kept.map(({ key, value }) => [key.slice(headKey('').length) as NetworkId, value] as const)
  return checkChains({ rows, heads: new Map(heads) })
}

/** rows: by network and seq. heads: the newest hash of each network, as it was kept apart. */
export function checkChains(given: {
  readonly rows: readonly Row[]
  readonly heads: ReadonlyMap<NetworkId, string>
}): LogCheck {
  const { rows, heads } = given
  const ends = new Map<NetworkId, { seq: number; hash: string }>()
  for (const row of rows) {
    const { network } = row
    const before = ends.get(network) ?? { seq: 0, hash: beginning }
    const { previous, hash, ...bare } = row
    const fits = row.seq === before.seq + 1 && previous === before.hash && hash === hashOf(previous, bare)
    if (!fits) return { whole: false, broken: { network, seq: row.seq } }
    ends.set(network, { seq: row.seq, hash })
  }
  for (const network of new Set([...ends.keys(), ...heads.keys()])) {
    if (heads.get(network) !== ends.get(network)?.hash) return { whole: false, broken: { network, seq: null } }
  }
  return { whole: true, rows: rows.length }
}
