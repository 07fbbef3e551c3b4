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

/** What they want to be called. What is sealed keeps the name of its day. */
export async function callMe(context: Context, who: Who, input: { readonly name: string }): Promise<Me> {
  await context.db.updateTable('person').set({ name: input.name }).where('id', '=', who.person).execute()
  return await me(context, { ...who, name: input.name })
}
