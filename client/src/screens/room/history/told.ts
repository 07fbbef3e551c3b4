import type { PersonId } from '@polyphony/shared/domain/ids'
import type { AllWords, Checkpoint, EntryWords, NamedPerson, Where, WrittenRun } from '@polyphony/shared/wire/history'
import { lang, t } from '../../../i18n/i18n.ts'
import { sayTime } from '../../../i18n/time.ts'

/** How people and places are called in what is told of the words. */
export interface Names {
  /** null: the house, which carries words over from an earlier meeting. */
  of(person: PersonId | null): string
}

export function namesIn(people: readonly NamedPerson[]): Names {
  const names = new Map(people.map(({ person, name }) => [person, name]))
  return {
    of: person => (person === null ? t('history.writers.earlier') : (names.get(person) ?? t('history.gone'))),
  }
}

export const sayAll = (names: readonly string[]): string =>
  new Intl.ListFormat(lang, { type: 'conjunction' }).format([...new Set(names)])

export interface Place<Words> {
  readonly where: Where
  readonly title: string
  readonly words: Words
}

/** The notes and every entry, each with its name. */
export function placesOf<Words>(all: AllWords<Words>): Place<Words>[] {
  const names = namesIn(all.people)
  return [
    { where: 'notes', title: t('history.where.notes'), words: all.notes },
    ...all.entries.map(entry => ({ where: entry.id, title: titleOf(entry, names), words: entry.body })),
  ]
}

function titleOf(entry: EntryWords<unknown>, names: Names): string {
  if (entry.kind !== 'voice') return t(`history.where.${entry.kind}`)
  if (entry.speaker === null) return t('history.where.absent', { name: entry.speakerWords || t('history.someone') })
  return t('history.where.voice', { name: names.of(entry.speaker) })
}

/** "10:42, before Sam took out many words" */
export function sayCheckpoint({ at, why, by, words }: Checkpoint, names: Names): string {
  return t(`history.checkpoints.${why}`, { time: sayTime(at), name: names.of(by), words: words ?? '' })
}

/** Enough of it to know which words are meant. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= 90 ? line : `${line.slice(0, 80).replace(/\s\S*$/, '')} …`
}

/** "Maria and Sam wrote this." and what each of them wrote, took away and brought back. */
export function sayRuns(runs: readonly WrittenRun[], names: Names): string[] {
  const standing = runs.filter(run => !run.gone && run.text.trim() !== '')
  const writers = [...new Set(standing.map(run => run.by.person))]
  const said: string[] = []
  const people = writers.filter(person => person !== null)
  if (people.length > 0) said.push(t('history.writers.wrote', { names: sayAll(people.map(names.of)) }))
  else if (writers.length > 0) said.push(t('history.writers.carried'))
  for (const run of standing) {
    const words = shortened(run.text)
    if (writers.length > 1) {
      const key = run.by.person === null ? 'history.writers.eachCarried' : 'history.writers.each'
      said.push(t(key, { name: names.of(run.by.person), words }))
    }
    if (run.back) said.push(t('history.writers.back', { name: names.of(run.back.person), words }))
  }
  for (const run of runs) {
    if (!run.gone || run.text.trim() === '') continue
    const key = run.gone.person === run.by.person ? 'history.writers.goneOwn' : 'history.writers.gone'
    said.push(t(key, { name: names.of(run.gone.person), words: shortened(run.text) }))
  }
  return [...new Set(said)]
}
