import { createHash } from 'node:crypto'
import { Fault } from '@polyphony/shared/domain/fault'
import type { LinkId, MeetingId, PersonId } from '@polyphony/shared/domain/ids'
import { newId } from '@polyphony/shared/domain/ids'
import type { Instant } from '@polyphony/shared/domain/time'
import type { LinkMade } from '@polyphony/shared/wire/views'
import { toString as drawQr } from 'qrcode'
import type { Db } from '../store/open.ts'
import { linkLasts } from './arranging.ts'
import type { Context, Who } from './context.ts'
import { allowed } from './standing.ts'

/**
 * A personal link: one person, one meeting, no account. The secret stands after the # of the address, which browsers
 * send to nobody; only its SHA-256 is kept. It works on several devices until it is revoked, and afterwards it leads to
 * the record.
 */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Making anew ends the link before: whoever holds the old one is out. */
export async function makeLink(
  context: Context,
  who: Who,
  input: { readonly meeting: MeetingId; readonly person: PersonId },
): Promise<LinkMade> {
  const { meeting, person } = input
  const now = context.clock.now()
  const token = Buffer.from(context.chance.fill(new Uint8Array(32))).toString('base64url')
  const link = newId<LinkId>(now, context.chance)
  const { expiresAt, ended } = await context.db.transaction().execute(async db => {
    const standing = await allowed(db, who, { meeting, act: 'make-link' })
    const invited = await db
      .selectFrom('invited')
      .select('person')
      .where('meeting', '=', meeting)
      .where('person', '=', person)
      .executeTakeFirst()
    if (!invited) throw new Fault('nobody-by-that-name', 'person')
    const former = await db
      .selectFrom('link')
      .select('id')
      .where('meeting', '=', meeting)
      .where('person', '=', person)
      .where('revoked_at', 'is', null)
      .execute()
    for (const { id } of former) await endLink(db, id, now)
    // A link to the record of a meeting of long ago works for as long as one to a meeting of today.
    const expires_at = Math.max(standing.meeting.starts_at, now) + linkLasts
    await db
      .insertInto('link')
      .values({
        id: link,
        token_hash: hashOf(token),
        person,
        meeting,
        made_by: who.person,
        made_at: now,
        expires_at,
        opened_at: null,
        revoked_at: null,
      })
      .execute()
    return { expiresAt: expires_at, ended: former.length > 0 }
  })
  if (ended) context.tell.rightsChanged(person)
  const url = `${context.publicUrl}/join#${token}`
  return { link, person, url, qr: await drawQr(url, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 }), expiresAt }
}

/** Ends the link and every sign-in made from it; whoever is inside by it is out within a second (S10). */
export async function revokeLink(context: Context, who: Who, input: { readonly link: LinkId }): Promise<null> {
  const row = await context.db.transaction().execute(async db => {
    const found = await db
      .selectFrom('link')
      .select(['meeting', 'person', 'revoked_at'])
      .where('id', '=', input.link)
      .executeTakeFirst()
    if (!found) throw new Fault('not-found')
    await allowed(db, who, { meeting: found.meeting, act: 'make-link' })
    if (found.revoked_at === null) await endLink(db, input.link, context.clock.now())
    return found
  })
  context.tell.rightsChanged(row.person)
  return null
}

async function endLink(db: Db, link: LinkId, at: Instant): Promise<void> {
  await db.updateTable('link').set({ revoked_at: at }).where('id', '=', link).execute()
  await db
    .updateTable('session')
    .set({ revoked_at: at })
    .where('link', '=', link)
    .where('revoked_at', 'is', null)
    .execute()
}

export interface OpenedLink {
  readonly link: LinkId
  readonly person: PersonId
  readonly meeting: MeetingId
  /** A sign-in made from the link lasts no longer than the link. */
  readonly expiresAt: Instant
}

/**
 * What a link opens; notes the first opening. The three refusals are told apart, because what helps is different:
 * link-unknown (copied wrongly), link-expired, link-revoked (a newer one was made).
 */
export async function openLink(context: Context, input: { readonly token: string }): Promise<OpenedLink> {
  const now = context.clock.now()
  return await context.db.transaction().execute(async db => {
    const row = await db.selectFrom('link').selectAll().where('token_hash', '=', hashOf(input.token)).executeTakeFirst()
    if (!row) throw new Fault('link-unknown')
    if (row.revoked_at !== null) throw new Fault('link-revoked')
    if (row.expires_at <= now) throw new Fault('link-expired')
    if (row.opened_at === null) await db.updateTable('link').set({ opened_at: now }).where('id', '=', row.id).execute()
    return { link: row.id, person: row.person, meeting: row.meeting, expiresAt: row.expires_at }
  })
}
