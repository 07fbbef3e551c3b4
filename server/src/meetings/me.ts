import type { NetworkId } from '@polyphony/shared/domain/ids'
import type { Me } from '@polyphony/shared/wire/views'
import type { Context, Who } from './context.ts'
import { isMember } from './standing.ts'

/** Who somebody is signed in as, and where their personal link leads. */
export async function me(context: Context, who: Who | null): Promise<Me> {
  if (who === null) return { who: null }
  return {
    who: {
      person: who.person,
      name: who.name,
      label: who.label,
      staff: who.staff,
      meeting: who.meeting,
      network: await networkOf(context, who),
    },
  }
}

/** null for whoever is of one meeting only: an interpreter, a guest. */
async function networkOf({ db }: Context, who: Who): Promise<NetworkId | null> {
  if (who.meeting === null) return null
  const row = await db.selectFrom('meeting').select('network').where('id', '=', who.meeting).executeTakeFirst()
  return row && (await isMember(db, who, row.network)) ? row.network : null
}

/**
 * What they do, in their own words. It changes wherever they stand now; who has looked shows it from now on, and what is
 * sealed keeps the words of its day.
 */
export async function changeProfession(
  context: Context,
  who: Who,
  input: { readonly profession: string },
): Promise<Me> {
  const { profession } = input
  await context.db.transaction().execute(async db => {
    await db.updateTable('staff').set({ profession }).where('person', '=', who.person).execute()
    await db
      .updateTable('membership')
      .set({ profession })
      .where('person', '=', who.person)
      .where('kind', '=', 'practitioner')
      // Who left it out and has gone since is shown without a word beside their name; now there is one.
      .where(or => or.or([or('until', 'is', null), or('profession', '=', '')]))
      .execute()
    await db
      .updateTable('invited')
      .set({ role: profession })
      .where('person', '=', who.person)
      .where('kind', '=', 'practitioner')
      .where('meeting', 'in', from => from.selectFrom('meeting').select('id').where('phase', '!=', 'ended'))
      .execute()
  })
  return await me(context, { ...who, staff: who.staff && { ...who.staff, profession } })
}

/** What they want to be called. What is sealed keeps the name of its day. */
export async function callMe(context: Context, who: Who, input: { readonly name: string }): Promise<Me> {
  await context.db.updateTable('person').set({ name: input.name }).where('id', '=', who.person).execute()
  return await me(context, { ...who, name: input.name })
}
