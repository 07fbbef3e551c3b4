import type { Act, Standing } from '@polyphony/shared/domain/access'
import { may } from '@polyphony/shared/domain/access'
import type { DutyKind } from '@polyphony/shared/domain/duty-reading'
import { dutyHour, namedIn, reasonLength } from '@polyphony/shared/domain/duty-reading'
import { Fault } from '@polyphony/shared/domain/fault'
import type { DutyReadingId, MeetingId, NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { DutyPage, DutyRecord, OpenDutyReading } from '@polyphony/shared/wire/duty'
import type { Logger } from '../log.ts'
import type { Db } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import type { Look } from './access-log.ts'
import { writeLook } from './access-log.ts'
import type { Duty } from './broken-seals.ts'
import { whyOf } from './broken-seals.ts'
import type { Context, Who } from './context.ts'
import { centreName } from './people.ts'
import { pageOf } from './records.ts'
import { leftAs, membershipOf, nobody } from './standing.ts'

/**
 * Reading because of a duty (§ who may read, F18). Somebody who works here and is not of a network says why, proves again
 * who they are, and reads its sealed records for an hour. The reason and every look under it stand in the chain before a
 * word is read. Nothing else in the house knows of this hour: no room, no notes, no file opens by it.
 */
export interface DutyReadings {
  breakSeal(context: Context, who: Who, input: Given): Promise<OpenDutyReading>
  /** Those of this sign-in that still hold. */
  open(context: Context, who: Who): Promise<readonly OpenDutyReading[]>
  page(context: Context, who: Who, input: InReading): Promise<DutyPage>
  record(context: Context, who: Who, input: InReading & { readonly meeting: MeetingId }): Promise<DutyRecord>
  /** Sooner than by itself. */
  end(context: Context, who: Who, input: InReading): Promise<null>
}
interface Given {
  readonly address: string
  readonly kind: DutyKind
  readonly reason: string
  readonly password: string
}
interface InReading {
  readonly reading: DutyReadingId
}

export function createDutyReadings(given: {
  /** Refuses who is not, at this moment, the person who signed in; so many times and no more. */
  readonly prove: (given: { person: PersonId; password: string }) => Promise<void>
  readonly logger: Logger
}): DutyReadings {
  const { prove, logger } = given
  return {
    breakSeal: async (context, who, { address, kind, reason, password }) => {
      const id = namedIn(address)
      if (id === null) throw new Fault('not-understood', 'address')
      if (reason.length < reasonLength.least) throw new Fault('reason-needed', 'reason')
      const role = who.staff?.profession ?? ''
      // Their people read who it was. A name alone says nothing to them.
      if (role === '') throw new Fault('role-needed')
      await prove({ person: who.person, password })
      const at = context.clock.now()
      const duty: Duty = { kind, reason, name: who.name, role }
      const opened = await context.db.transaction().execute(async db => {
        const found = await sealedUnder(db, id)
        const standing = found && (await outside(db, who, found.network))
        // The same answer for what is not there and what is not theirs: nobody feels their way to a family.
        if (!found || !standing || !may(standing, 'break-seal')) throw refused(who)
        const { network, meeting } = found
        const look = { who, kind: null, network, act: 'broke-seal', meeting, at } as const
        const seq = await writeLook(db, { ...look, duty: JSON.stringify(duty) })
        const row = { id: newId<DutyReadingId>(at, context.chance), network, until: at + dutyHour }
        const { person, label } = who
        await db
          .insertInto('duty_reading')
          .values({ ...row, seq, person, label, ended_at: null })
          .execute()
        return { reading: row.id, centre: await centreName(db, network), until: row.until, network }
      })
      const { network, ...open } = opened
      logger.warn({ person: who.person, network }, 'a seal was broken because of a duty')
      return open
    },

    open: async (context, who) => {
      const rows = await context.db
        .selectFrom('duty_reading')
        .select(['id', 'network', 'until'])
        .where('person', '=', who.person)
        .where('label', '=', who.label)
        .where('until', '>', context.clock.now())
        .where('ended_at', 'is', null)
        .orderBy('until', 'desc')
        .execute()
      const open: OpenDutyReading[] = []
      for (const { id, network, until } of rows) {
        const standing = { ...(await outside(context.db, who, network)), brokeSeal: true }
        if (!may(standing, 'find-by-duty')) continue
        open.push({ reading: id, centre: await centreName(context.db, network), until })
      }
      return open
    },

    page: async (context, who, { reading }) => {
      const { db } = context
      const now = context.clock.now()
      const { row, duty } = await look(context, who, { reading, act: 'find-by-duty', leaves: 'duty-network' })
      const records = await db
        .selectFrom('record')
        .innerJoin('meeting', 'meeting.id', 'record.meeting')
        .select(['meeting.id as meeting', 'meeting.starts_at as startsAt', 'meeting.zone'])
        .where('meeting.network', '=', row.network)
        .orderBy('meeting.starts_at', 'desc')
        .execute()
      const { why } = whyOf(duty)
      if (!why) throw new Error('an hour of reading without a reason')
      return { ...(await openReading(db, row)), now, why, records }
    },

    record: async (context, who, { reading, meeting }) => {
      const { db } = context
      const now = context.clock.now()
      const { row } = await look(context, who, { reading, act: 'read-by-duty', leaves: 'duty-record', meeting })
      return { ...(await openReading(db, row)), now, page: await pageOf(db, who, meeting) }
    },

    end: async (context, who, { reading }) => {
      const at = context.clock.now()
      await context.db.transaction().execute(async db => {
        const { row, duty } = await holding(db, who, { reading, at })
        await writeLook(db, { who, kind: null, network: row.network, act: 'ended-duty', meeting: null, at, duty })
        await db.updateTable('duty_reading').set({ ended_at: at }).where('id', '=', reading).execute()
      })
      return null
    },
  }

  function refused(who: Who): Fault {
    logger.warn({ person: who.person }, 'a seal was not broken')
    return new Fault('seal-holds', 'address')
  }
}

type Row = Tables['duty_reading']
interface Holding {
  readonly row: Row
  /** As it stands in the chain. */
  readonly duty: string
  readonly standing: Standing
}

/** The network that has a sealed record under this id, of a meeting or of itself. */
async function sealedUnder(
  db: Db,
  id: string,
): Promise<{ readonly network: NetworkId; readonly meeting: MeetingId | null } | null> {
  const found = await db
    .selectFrom('record')
    .innerJoin('meeting', 'meeting.id', 'record.meeting')
    .select(['meeting.network', 'meeting.id'])
    .where(or => or.or([or('meeting.id', '=', id as MeetingId), or('meeting.network', '=', id as NetworkId)]))
    .limit(1)
    .executeTakeFirst()
  return found ? { network: found.network, meeting: found.id === id ? found.id : null } : null
}

/** Who somebody is to a network that they mean to read because of a duty. Who has ever come to it as a helper is no stranger. */
async function outside(db: Db, who: Who, network: NetworkId): Promise<Standing> {
  const member = await membershipOf(db, who.person, network)
  const helped = await db
    .selectFrom('invited')
    .innerJoin('meeting', 'meeting.id', 'invited.meeting')
    .select('invited.kind')
    .where('meeting.network', '=', network)
    .where('invited.person', '=', who.person)
    .where('invited.kind', '!=', 'practitioner')
    .limit(1)
    .executeTakeFirst()
  return {
    ...nobody,
    staff: who.staff !== null,
    kind: member?.until === null ? member.kind : (helped?.kind ?? null),
    left: member && member.until !== null ? leftAs(member) : null,
  }
}

/** Their own hour, as long as it holds. Somebody else's is not there; what was theirs is over. */
async function holding(
  db: Db,
  who: Who,
  asked: { readonly reading: DutyReadingId; readonly at: number },
): Promise<Holding> {
  const row = await db.selectFrom('duty_reading').selectAll().where('id', '=', asked.reading).executeTakeFirst()
  if (!row || row.person !== who.person) throw new Fault('not-found')
  const brokeSeal = row.label === who.label && row.ended_at === null && asked.at < row.until
  const standing = { ...(await outside(db, who, row.network)), brokeSeal }
  if (!may(standing, 'find-by-duty')) throw new Fault('reading-over')
  const { duty } = await db
    .selectFrom('access_event')
    .select('duty')
    .where('network', '=', row.network)
    .where('seq', '=', row.seq)
    .executeTakeFirstOrThrow()
  if (duty === null) throw new Error('an hour of reading without a reason')
  return { row, duty, standing }
}

/** Commits the trace, in one transaction with the proof that it is allowed, before a word is read. */
async function look(
  context: Context,
  who: Who,
  asked: {
    readonly reading: DutyReadingId
    readonly act: Extract<Act, 'find-by-duty' | 'read-by-duty'>
    readonly leaves: Look
    readonly meeting?: MeetingId
  },
): Promise<Holding> {
  const at = context.clock.now()
  const { meeting = null } = asked
  return await context.db.transaction().execute(async db => {
    const held = await holding(db, who, { reading: asked.reading, at })
    const { network } = held.row
    const sealed = meeting && (await sealedUnder(db, meeting))
    const phase = sealed && sealed.network === network && sealed.meeting === meeting ? 'ended' : null
    // Of another network, still going on, or nothing at all: there is no record here.
    if (!may({ ...held.standing, phase }, asked.act)) throw new Fault('not-found')
    await writeLook(db, { who, kind: null, network, act: asked.leaves, meeting, at, duty: held.duty })
    return held
  })
}

const openReading = async (db: Db, row: Row): Promise<OpenDutyReading> => ({
  reading: row.id,
  centre: await centreName(db, row.network),
  until: row.until,
})
