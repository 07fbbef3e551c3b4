import type { arrive } from './en/arrive.ts'
import type { closing } from './en/closing.ts'
import type { connection } from './en/connection.ts'
import { common } from './en/common.ts'
import type { deciding } from './en/deciding.ts'
import type { duty } from './en/duty.ts'
import { faults } from './en/faults.ts'
import type { history } from './en/history.ts'
import type { landing } from './en/landing.ts'
import type { media } from './en/media.ts'
import type { mediaCheck } from './en/mediaCheck.ts'
import type { meeting } from './en/meeting.ts'
import type { network } from './en/network.ts'
import type { record } from './en/record.ts'
import type { reflecting } from './en/reflecting.ts'
import type { room } from './en/room.ts'
import type { staff } from './en/staff.ts'
import type { unsent } from './en/unsent.ts'

/** Every area of words. English travels with the screen that speaks it, so that the join page stays small. */
interface Areas {
  readonly common: typeof common
  readonly faults: typeof faults
  readonly staff: typeof staff
  readonly network: typeof network
  readonly meeting: typeof meeting
  readonly record: typeof record
  readonly arrive: typeof arrive
  readonly duty: typeof duty
  readonly media: typeof media
  readonly mediaCheck: typeof mediaCheck
  readonly connection: typeof connection
  readonly room: typeof room
  readonly reflecting: typeof reflecting
  readonly deciding: typeof deciding
  readonly closing: typeof closing
  readonly landing: typeof landing
  readonly history: typeof history
  readonly unsent: typeof unsent
}

/** 'network.title', 'arrive.way.picture': a sentence that exists. */
type Paths<T, Before extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${Plural<K>}` : Paths<T[K], `${Before}${K}.`>
}[keyof T & string]
type Plural<K extends string> = K extends `${infer One}_${'one' | 'other'}` ? One : K
export type Key = Paths<Areas, ''>

export const lang = 'en-GB'

interface Tree {
  readonly [key: string]: string | Tree
}

const words: Record<string, Tree> = { common, faults }
const plural = new Intl.PluralRules(lang)

/** A screen says which areas it speaks: `addWords({ network })` beside its imports. */
export function addWords(areas: Partial<Areas>): void {
  Object.assign(words, areas)
}

/**
 * The sentence, with {{names}} filled in; key_one, key_other … by {{count}}, as the language counts. Written here because
 * a library for it weighs 13 kB (gzip), a ninth of what the join page may be.
 */
export function t(key: Key, fill: Readonly<Record<string, string | number>> = {}): string {
  const { count } = fill
  const found = find(key) ?? (typeof count === 'number' ? find(`${key}_${plural.select(count)}`) : undefined)
  if (found === undefined) {
    if (import.meta.env.DEV) throw new Error(`No words for ${key}: its area is not added.`)
    return ''
  }
  return found.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(fill[name] ?? ''))
}

function find(key: string): string | undefined {
  let at: string | Tree | undefined = words
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined
  return typeof at === 'string' ? at : undefined
}
