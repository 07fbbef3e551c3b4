import i18next from 'i18next'
import type { arrive } from './en/arrive.ts'
import { common } from './en/common.ts'
import { faults } from './en/faults.ts'
import type { help } from './en/help.ts'
import type { media } from './en/media.ts'
import type { meeting } from './en/meeting.ts'
import type { network } from './en/network.ts'
import type { record } from './en/record.ts'
import type { room } from './en/room.ts'
import type { staff } from './en/staff.ts'

/** Every area of words. English travels with the screen that speaks it, so that the join page stays small. */
interface Areas {
  readonly common: typeof common
  readonly faults: typeof faults
  readonly help: typeof help
  readonly staff: typeof staff
  readonly network: typeof network
  readonly meeting: typeof meeting
  readonly record: typeof record
  readonly arrive: typeof arrive
  readonly media: typeof media
  readonly room: typeof room
}
export type Area = keyof Areas

/** 'network.title', 'arrive.way.picture': a sentence that exists. */
type Paths<T, Before extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${Before}${Plural<K>}` : Paths<T[K], `${Before}${K}.`>
}[keyof T & string]
type Plural<K extends string> = K extends `${infer One}_${'one' | 'other'}` ? One : K
export type Key = Paths<Areas, ''>

export const lang = 'en-GB'

const words = i18next.createInstance()
void words.init({
  lng: lang,
  fallbackLng: 'en',
  resources: { en: { translation: { common, faults } } },
  // React escapes what it shows.
  interpolation: { escapeValue: false },
  initAsync: false,
})

/** A screen says which areas it speaks: `addWords({ network })` beside its imports. */
export function addWords(areas: Partial<Areas>): void {
  words.addResourceBundle('en', 'translation', areas, true, true)
}

/** The sentence, with {{names}} filled in. */
export function t(key: Key, fill?: Readonly<Record<string, string | number>>): string {
  return words.t(key, fill ?? {})
}
