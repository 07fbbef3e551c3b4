import { areDue } from '@polyphony/shared/domain/help-numbers'
import type { HelpNumbers } from '@polyphony/shared/wire/views'
import type { Context } from './context.ts'

/** When somebody here last rang the numbers of the help page (F31). Who it was is nobody's business. */
const key = 'help-numbers-checked'

export async function helpNumbers({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<HelpNumbers> {
  const row = await db.selectFrom('house').select('value').where('key', '=', key).executeTakeFirst()
  const checkedAt = row ? Number(row.value) : null
  return { checkedAt, due: areDue(checkedAt, clock.now()) }
}

export async function helpNumbersChecked(context: Context): Promise<HelpNumbers> {
  const value = String(context.clock.now())
  await context.db
    .insertInto('house')
    .values({ key, value })
    .onConflict(same => same.column('key').doUpdateSet({ value }))
    .execute()
  return await helpNumbers(context)
}
