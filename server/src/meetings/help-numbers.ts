import { areDue } from '@polyphony/shared/domain/help-numbers'
import type { HelpNumbers } from '@polyphony/shared/wire/views'
import { factOf, keepFact } from '../store/facts.ts'
import type { Context } from './context.ts'

/** When somebody here last rang the numbers of the help page (F31). Who it was is nobody's business. */
const key = 'help-numbers-checked'

export async function helpNumbers({ db, clock }: Pick<Context, 'db' | 'clock'>): Promise<HelpNumbers> {
  const at = await factOf(db, key)
  const checkedAt = at === null ? null : Number(at)
  return { checkedAt, due: areDue(checkedAt, clock.now()) }
}

export async function helpNumbersChecked(context: Context): Promise<HelpNumbers> {
  await keepFact(context.db, key, String(context.clock.now()))
  return await helpNumbers(context)
}
