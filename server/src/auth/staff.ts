import { Fault } from '@polyphony/shared/domain/fault'
import type { PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import { byFirstName } from '@polyphony/shared/domain/network'
import type { Chance } from '@polyphony/shared/domain/ids'
import type { Clock, Instant } from '@polyphony/shared/domain/time'
import { days, minutes } from '@polyphony/shared/domain/time'
import type { StaffLine } from '@polyphony/shared/wire/views'
import type { Logger } from '../log.ts'
import type { Db } from '../store/open.ts'
import type { Tables } from '../store/tables.ts'
import { invitationUrl, qrOf, setUpUrl } from './links.ts'
import { createPasswords, refuseCommon } from './passwords.ts'
import type { Secrets } from './secrets.ts'
import { hashOfToken, newToken } from './tokens.ts'
import { createTries } from './tries.ts'

export interface StaffDesk {
  isSetUp(): Promise<boolean>
  /** A link for the first administrator, as long as there is none; null afterwards. Links made before stay good. */
  setUpLink(): Promise<string | null>
  setUp(given: {
    token: string
    name: string
    email: string
    password: string
    profession?: string | undefined
  }): Promise<PersonId>
  /** Refuses with wrong-password whether or not the address is known, and takes as long. */
  signIn(given: { email: string; password: string }): Promise<PersonId>
  /** Is it still they who signed in? By their password, at this moment; counted, whether or not it goes well. */
  prove(given: { person: PersonId; password: string }): Promise<void>
  everyone(asks: { readonly administrator: boolean }): Promise<readonly StaffLine[]>
  invite(given: {
    name: string
    email: string
    profession: string
    administrator: boolean
  }): Promise<{ url: string; qr: string; expiresAt: Instant }>
  lookAtInvitation(token: string): Promise<{ name: string; email: string; profession: string }>
  acceptInvitation(given: { token: string; name: string; password: string }): Promise<PersonId>
}

type Invitation = Tables['staff_invitation']

export function createStaffDesk(given: {
  db: Db
  clock: Clock
  chance: Chance
  publicUrl: string
  secrets: Secrets
  logger: Logger
}): StaffDesk {
  const { db, clock, chance, publicUrl, secrets, logger } = given
  const passwords = createPasswords({ secret: secrets.passwords })
  const byEmail = createTries({ clock, most: 10, within: minutes(5) })
  const byPerson = createTries({ clock, most: 6, within: minutes(10) })

  const isSetUp = async (): Promise<boolean> =>
    (await db.selectFrom('staff').select('person').where('administrator', '=', 1).limit(1).executeTakeFirst()) !==
    undefined

  async function invitation(from: Db, kind: Invitation['kind'], token: string): Promise<Invitation> {
    const row = await from
      .selectFrom('staff_invitation')
      .selectAll()
      .where('token_hash', '=', hashOfToken(token))
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (!row) throw new Fault('link-unknown')
    if (row.used_at !== null) throw new Fault('link-used')
    if (row.expires_at <= clock.now()) throw new Fault('link-expired')
    return row
  }
  async function addInvitation(
    wanted: Pick<Invitation, 'kind' | 'name' | 'email' | 'profession' | 'administrator' | 'expires_at'>,
  ): Promise<string> {
    const token = newToken(chance)
    const row = { ...wanted, token_hash: hashOfToken(token), made_at: clock.now(), used_at: null }
    await db.insertInto('staff_invitation').values(row).execute()
    return token
  }
  async function addStaff(
    to: Db,
    who: { name: string; email: string; passwordHash: string; profession: string; administrator: 0 | 1 },
  ): Promise<PersonId> {
    const now = clock.now()
    const taken = await to.selectFrom('staff').select('person').where('email', '=', who.email).executeTakeFirst()
    if (taken) throw new Fault('already-there', 'email')
    const person = newId<PersonId>(now, chance)
    await to.insertInto('person').values({ id: person, name: who.name, made_at: now }).execute()
    await to
      .insertInto('staff')
      .values({
        person,
        email: who.email,
        password_hash: who.passwordHash,
        profession: who.profession,
        administrator: who.administrator,
        made_at: now,
      })
      .execute()
    return person
  }

  return {
    isSetUp,

    setUpLink: async () => {
      if (await isSetUp()) return null
      const expires_at = clock.now() + days(30)
      const blank = { name: '', email: '', profession: '', administrator: 1 as const }
      return setUpUrl(publicUrl, await addInvitation({ kind: 'set-up', ...blank, expires_at }))
    },

    setUp: async ({ token, name, email, password, profession = '' }) => {
      await invitation(db, 'set-up', token)
      refuseCommon(password, email)
      const passwordHash = await passwords.hash(password)
      return await db.transaction().execute(async now => {
        await invitation(now, 'set-up', token)
        // The first one through ends them all: a house is set up once.
        await now
          .updateTable('staff_invitation')
          .set({ used_at: clock.now() })
          .where('kind', '=', 'set-up')
          .where('used_at', 'is', null)
          .execute()
        return await addStaff(now, { name, email, passwordHash, profession, administrator: 1 })
      })
    },

    signIn: async ({ email, password }) => {
      const key = secrets.mark(email)
      byEmail.take(key)
      const staff = await db.selectFrom('staff').selectAll().where('email', '=', email).executeTakeFirst()
      const right = await passwords.isRight(staff?.password_hash ?? null, password)
      if (!staff || !right) {
        logger.warn({ address: key }, 'a sign-in was refused')
        throw new Fault('wrong-password')
      }
      byEmail.forget(key)
      return staff.person
    },

    prove: async ({ person, password }) => {
      byPerson.take(person)
      const staff = await db.selectFrom('staff').select('password_hash').where('person', '=', person).executeTakeFirst()
      if (await passwords.isRight(staff?.password_hash ?? null, password)) return
      logger.warn({ person }, 'somebody who is signed in did not know the password')
      throw new Fault('wrong-password', 'password')
    },

    everyone: async asks => {
      const rows = await db
        .selectFrom('staff')
        .innerJoin('person', 'person.id', 'staff.person')
        .select(['staff.person', 'person.name', 'staff.profession', 'staff.administrator', 'staff.email'])
        .execute()
      return byFirstName(rows).map(row => ({
        person: row.person,
        name: row.name,
        profession: row.profession,
        administrator: row.administrator === 1,
        email: asks.administrator ? row.email : null,
      }))
    },

    invite: async ({ name, email, profession, administrator }) => {
      const taken = await db.selectFrom('staff').select('person').where('email', '=', email).executeTakeFirst()
      if (taken) throw new Fault('already-there', 'email')
      const expiresAt = clock.now() + days(7)
      const token = await addInvitation({
        kind: 'staff',
        name,
        email,
        profession,
        administrator: administrator ? 1 : 0,
        expires_at: expiresAt,
      })
      const url = invitationUrl(publicUrl, token)
      return { url, qr: await qrOf(url), expiresAt }
    },

    lookAtInvitation: async token => {
      const { name, email, profession } = await invitation(db, 'staff', token)
      return { name, email, profession }
    },

    acceptInvitation: async ({ token, name, password }) => {
      const { email } = await invitation(db, 'staff', token)
      refuseCommon(password, email)
      const passwordHash = await passwords.hash(password)
      return await db.transaction().execute(async now => {
        const row = await invitation(now, 'staff', token)
        // Other invitations to the same address are of no use any more.
        await now
          .updateTable('staff_invitation')
          .set({ used_at: clock.now() })
          .where('email', '=', row.email)
          .where('used_at', 'is', null)
          .execute()
        const { profession, administrator } = row
        return await addStaff(now, { name, email: row.email, passwordHash, profession, administrator })
      })
    },
  }
}
