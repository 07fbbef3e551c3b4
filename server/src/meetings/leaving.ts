import { Fault } from '@polyphony/shared/domain/fault'
import type { NetworkId, PersonId } from '@polyphony/shared/domain/ids'
import type { Db } from '../store/open.ts'
import type { Context, Who } from './context.ts'
import { membersOf } from './people.ts'
import { kindIn, memberOf } from './standing.ts'

/**
 * Going from a network, by oneself. Its people keep what they were in together; staff who go read nothing more. Nobody
 * explains why. The network is the person's at the centre: they do not leave it, and it is not left without a team.
 */
export async function leaveNetwork(context: Context, who: Who, input: { readonly network: NetworkId }): Promise<null> {
  const { network } = input
  await context.db.transaction().execute(async db => {
    const kind = await memberOf(db, who, { network, act: 'see-network' })
    if (kind === 'centre') throw new Fault('not-yours')
    if (kind === 'practitioner') {
      const others = (await membersOf(db, network)).filter(one => one.kind === 'practitioner')
      if (others.length === 1) throw new Fault('last-of-the-team')
    }
    await end(context, db, { network, person: who.person, by: who.person })
  })
  context.tell.rightsChanged(who.person)
  return null
}

/**
 * The person at the centre ends the reading of one of their people, or of an interpreter, advocate or guest, whether they
 * have left before or not. The team is asked to go in a meeting, and goes by itself.
 */
export async function endAccess(
  context: Context,
  who: Who,
  input: { readonly network: NetworkId; readonly person: PersonId },
): Promise<null> {
  const { network, person } = input
  await context.db.transaction().execute(async db => {
    const mine = await memberOf(db, who, { network, act: 'see-network' })
    if (mine !== 'centre' || person === who.person) throw new Fault('not-yours')
    const member = await db
      .selectFrom('membership')
      .select('kind')
      .where('network', '=', network)
      .where('person', '=', person)
      .executeTakeFirst()
    if (!member) throw new Fault('not-found', 'person')
    const isOfTheTeam = (await kindIn(db, person, network)) === 'practitioner'
    if (isOfTheTeam) throw new Fault('not-yours', 'person')
    await end(context, db, { network, person, by: who.person })
  })
  context.tell.rightsChanged(person)
  return null
}

/** until stays the day of the going: who ended it may change, when they went does not. */
async function end(
  context: Context,
  db: Db,
  given: { readonly network: NetworkId; readonly person: PersonId; readonly by: PersonId },
): Promise<void> {
  await db
    .updateTable('membership')
    .set(set => ({ until: set.fn.coalesce('until', set.val(context.clock.now())), ended_by: given.by }))
    .where('network', '=', given.network)
    .where('person', '=', given.person)
    .execute()
  // Nobody waits at a door for somebody who has gone.
  await db
    .deleteFrom('invited')
    .where('person', '=', given.person)
    .where('attended_at', 'is', null)
    .where('meeting', 'in', from =>
      from.selectFrom('meeting').select('id').where('network', '=', given.network).where('phase', '!=', 'ended'),
    )
    .execute()
}
