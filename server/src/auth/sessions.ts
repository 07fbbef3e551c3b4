import type { Chance, LinkId, MeetingId, PersonId, SessionLabel } from '@polyphony/shared/domain/ids'
import type { Clock, Instant, Span } from '@polyphony/shared/domain/time'
import { days, hours, minutes } from '@polyphony/shared/domain/time'
import { whoHeader } from '@polyphony/shared/wire/rest'
import type { Logger } from '../log.ts'
import type { Db } from '../store/open.ts'
import { prepared } from '../store/prepared.ts'
import { createCookies } from './cookies.ts'
import { hashOfToken, newToken } from './tokens.ts'
import { createTries } from './tries.ts'

/** Somebody who is signed in; what the rest of the house calls Who. */
export interface SignedIn {
  readonly label: SessionLabel
  readonly person: PersonId
  readonly name: string
  readonly staff: { readonly administrator: boolean; readonly profession: string } | null
  readonly meeting: MeetingId | null
}

export type Headers = Readonly<Record<string, string | string[] | undefined>>

export type NewSession =
  | { readonly as: 'staff'; readonly person: PersonId }
  | { readonly as: 'guest'; readonly person: PersonId; readonly link: LinkId; readonly expiresAt: Instant }

/** Tells whoever holds sockets that these sign-ins are over. label null: all of this person. */
export type SessionsEnded = (given: { readonly person: PersonId; readonly label: SessionLabel | null }) => void

export interface Sessions {
  /** Who is asking, by their cookie. The one function for requests, handshakes and upgrades. */
  identify(headers: Headers, url: string): Promise<SignedIn | null>
  /** Signs somebody in. A personal link opened again in the same browser goes on with the sign-in it has. */
  open(given: NewSession, headers: Headers): Promise<{ readonly who: SignedIn; readonly cookies: readonly string[] }>
  /** Ends one sign-in; answers the cookie that takes it out of the browser. */
  end(who: SignedIn): Promise<string>
  endAllOf(person: PersonId): Promise<void>
  /** Takes away what can never hold again; answers how many rows. */
  forgetEnded(): Promise<number>
}

/** At most one, with what must still hold about it. */
const sessionOf = prepared((db, given: { readonly hash: string; readonly now: Instant }) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person')
    .leftJoin('staff', 'staff.person', 'session.person')
    .leftJoin('link', 'link.id', 'session.link')
    .selectAll('session')
    .select(['person.name', 'staff.administrator', 'staff.profession'])
    .select(['link.meeting as linkMeeting', 'link.revoked_at as linkRevoked'])
    .where('session.token_hash', '=', given.hash)
    .where('session.revoked_at', 'is', null)
    .where('session.expires_at', '>', given.now),
)
type Row = Awaited<ReturnType<typeof sessionOf>>[number]

const length = {
  staff: { idle: hours(24), whole: days(14) },
  guest: { idle: days(60), whole: days(400) },
} as const
/** Being seen is written down at most so often: a look at a page is no reason to wait for the disk. */
const seenEvery = minutes(10)

export function createSessions(given: {
  db: Db
  clock: Clock
  chance: Chance
  secure: boolean
  logger: Logger
  ended: SessionsEnded
}): Sessions {
  const { db, clock, chance, logger, ended } = given
  const byLink = createTries({ clock, most: 30, within: minutes(5) })
  const cookies = createCookies({ secure: given.secure })

  /** The sessions that hold now, among these secrets, newest first. */
  async function valid(secrets: readonly string[]): Promise<readonly Row[]> {
    const now = clock.now()
    const found = await Promise.all(secrets.map(secret => sessionOf(db, { hash: hashOfToken(secret), now })))
    const rows = found.flat().filter(row => {
      const { idle } = row.staff === 1 ? length.staff : length.guest
      const stillStaff = row.staff === 0 || row.administrator !== null
      return row.seen_at > now - idle && row.linkRevoked === null && stillStaff
    })
    return rows.sort((a, b) => b.made_at - a.made_at || (a.label < b.label ? 1 : -1))
  }
  const whoOf = (row: Row): SignedIn => ({
    label: row.label,
    person: row.person,
    name: row.name,
    staff: row.staff === 1 ? { administrator: row.administrator === 1, profession: row.profession ?? '' } : null,
    meeting: row.linkMeeting,
  })
  async function seen(row: Row): Promise<void> {
    const now = clock.now()
    if (row.seen_at > now - seenEvery) return
    await db.updateTable('session').set({ seen_at: now }).where('token_hash', '=', row.token_hash).execute()
  }

  return {
    identify: async (headers, url) => {
      const all = cookies.read(one(headers.cookie))
      const said = one(headers[whoHeader]) ?? new URLSearchParams(url.split('?')[1]).get('who')
      const meant = said === null ? [...all.values()] : [all.get(said as SessionLabel) ?? ''].filter(Boolean)
      const row = (await valid(meant)).find(found => hashOfToken(all.get(found.label) ?? '') === found.token_hash)
      if (!row) return null
      await seen(row)
      return whoOf(row)
    },

    open: async (wanted, headers) => {
      const there = cookies.read(one(headers.cookie))
      const standing = await valid([...there.values()])
      const dead = [...there.keys()].filter(label => !standing.some(row => row.label === label))
      const clear = dead.map(label => cookies.clear(label))
      const same = standing.find(
        row => wanted.as === 'guest' && row.link === wanted.link && row.person === wanted.person,
      )
      if (same) return { who: whoOf(same), cookies: clear }

      if (wanted.as === 'guest') byLink.take(wanted.link)
      const now = clock.now()
      const { whole } = length[wanted.as]
      const expiresAt = wanted.as === 'guest' ? Math.min(wanted.expiresAt, now + whole) : now + whole
      const secret = newToken(chance)
      const label = Buffer.from(chance.fill(new Uint8Array(6))).toString('hex') as SessionLabel
      const row = {
        token_hash: hashOfToken(secret),
        label,
        person: wanted.person,
        staff: wanted.as === 'staff' ? (1 as const) : (0 as const),
        link: wanted.as === 'guest' ? wanted.link : null,
        made_at: now,
        seen_at: now,
        expires_at: expiresAt,
        revoked_at: null,
      }
      await db.insertInto('session').values(row).execute()
      const [made] = await valid([secret])
      if (!made) throw new Error('a session that was just made does not hold')
      logger.info({ person: wanted.person, as: wanted.as, session: label }, 'somebody was let in')
      const span: Span = expiresAt - now
      return { who: whoOf(made), cookies: [...clear, cookies.set({ label, secret, for: span })] }
    },

    end: async who => {
      await db.updateTable('session').set({ revoked_at: clock.now() }).where('label', '=', who.label).execute()
      logger.info({ person: who.person, session: who.label }, 'somebody signed out')
      ended({ person: who.person, label: who.label })
      return cookies.clear(who.label)
    },

    endAllOf: async person => {
      await db
        .updateTable('session')
        .set({ revoked_at: clock.now() })
        .where('person', '=', person)
        .where('revoked_at', 'is', null)
        .execute()
      logger.info({ person }, 'all sign-ins of somebody were ended')
      ended({ person, label: null })
    },

    forgetEnded: async () => {
      const now = clock.now()
      const { numDeletedRows } = await db
        .deleteFrom('session')
        .where(row =>
          row.or([
            row('expires_at', '<=', now),
            row('revoked_at', 'is not', null),
            row.and([row('staff', '=', 1), row('seen_at', '<=', now - length.staff.idle)]),
            row.and([row('staff', '=', 0), row('seen_at', '<=', now - length.guest.idle)]),
          ]),
        )
        .executeTakeFirstOrThrow()
      return Number(numDeletedRows)
    },
  }
}

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value)
