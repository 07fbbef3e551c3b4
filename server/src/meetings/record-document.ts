import type { EntryId, PersonId } from '@polyphony/shared/domain/ids'
import type { EntryKind } from '@polyphony/shared/domain/meeting'
import type { EntryReading, OpenRecord, Passage } from '@polyphony/shared/domain/record'
import { plain } from '@polyphony/shared/domain/record'
import type { RecordPage } from '@polyphony/shared/wire/views'
import * as say from './record-words.ts'

/**
 * A record as a plain document: what the page shows, in the same order (F17). The HTML and the Markdown file are two
 * ways of writing down this one thing, so that neither can say more than the other.
 */
export type Part =
  | { readonly is: 'heading'; readonly level: 2 | 3 | 4; readonly text: string }
  /** Somebody's own words. */
  | { readonly is: 'words'; readonly passage: Passage; readonly kind: EntryKind | 'notes' }
  /** What the house says about them. */
  | { readonly is: 'line'; readonly text: string }
  | { readonly is: 'list'; readonly items: readonly string[] }

export interface RecordDocument {
  readonly lang: string
  readonly title: string
  /** yyyy-mm-dd, for the file name. */
  readonly date: string
  readonly parts: readonly Part[]
  /** What the house says about the record itself. */
  readonly footer: readonly string[]
}

/** Signs that turn the direction of what follows: in a name they would turn round what the house says beside it. */
const straight = (text: string): string => text.replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
export const heading = (level: 2 | 3, text: string): Part => ({ is: 'heading', level, text: straight(text) })
export const line = (text: string): Part => ({ is: 'line', text: straight(text) })
export const list = (items: readonly string[]): Part[] =>
  items.length > 0 ? [{ is: 'list', items: items.map(straight) }] : []
export const wordsPart = (entry: EntryReading): Part => ({ is: 'words', passage: entry.body, kind: entry.kind })

/** history: with every earlier standing of a decision; for the copy of everything. */
export function recordDocument(page: RecordPage, given: { readonly history?: boolean } = {}): RecordDocument {
  const { record } = page
  const { zone } = record
  return {
    lang: say.lang,
    title: straight(say.title(record.centre)),
    date: new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(record.startsAt),
    parts: [
      ...recordParts(page, {
        history: given.history ?? false,
        end: [
          heading(2, say.headings.next),
          line(say.nextLine(record.next)),
          ...askedNext(record),
          ...(record.how === 'without-closing' ? [line(say.withoutClosing)] : []),
        ],
      }),
      ...page.additions.flatMap((addition, at): Part[] => [
        ...(at === 0 ? [heading(2, say.headings.additions)] : []),
        heading(3, say.signed(addition.name, say.when(addition.at, zone))),
        { is: 'words', passage: passageOf(addition.words), kind: 'voice' },
      ]),
    ],
    footer: [say.sealedLine(say.when(record.endedAt, zone)), say.hashLine(page.hash)],
  }
}

/** A record, or what stands of a meeting that has not ended. */
interface Told {
  readonly record: OpenRecord
  readonly steps: RecordPage['steps']
}

/** What people said, with their names. end: what is said of how they parted, between the steps and the notes. */
export function recordParts(
  page: Told,
  given: { readonly history: boolean; readonly end: readonly Part[] },
): readonly Part[] {
  const { record } = page
  const names = new Map<PersonId, string>(record.people.map(person => [person.id, person.name]))
  const name = (id: PersonId | null): string => (id === null ? say.someone : (names.get(id) ?? say.someone))
  const { zone } = record
  return [
    line(say.when(record.openedAt ?? record.startsAt, zone)),
    line(say.where(record.place, record.placeWords)),
    ...people(record),
    ...voices(record, name),
    ...section(say.headings.reflections, null, record.reflections, entry => [
      wordsPart(entry),
      line(say.writtenBy(name(entry.author))),
    ]),
    ...decisions(record, name, given.history),
    ...section(say.headings.questions, say.nothing.questions, record.questions, entry => [
      wordsPart(entry),
      ...say.questionLines(entry.question, zone).map(line),
    ]),
    ...steps(page, name),
    ...given.end,
    ...notes(record.notes),
  ]
}

/** empty null: the heading is left out when there is nothing under it. */
function section<E extends EntryReading>(
  title: string,
  empty: string | null,
  entries: readonly E[],
  show: (entry: E) => readonly Part[],
): Part[] {
  if (entries.length === 0) return empty === null ? [] : [heading(2, title), line(empty)]
  return [heading(2, title), ...entries.flatMap(show)]
}

function askedNext({ next, people: all }: OpenRecord): Part[] {
  const who = next?.next === 'at' ? next.who : undefined
  return who ? [line(say.askedLine(all.filter(({ id }) => who.includes(id)).map(({ name }) => name)))] : []
}

function people(record: OpenRecord): Part[] {
  const lines = (here: boolean) =>
    record.people.filter(person => person.here === here).map(person => say.personLine(person.name, person.role))
  const absent = lines(false)
  return [
    heading(2, say.headings.here),
    ...list(lines(true)),
    ...(absent.length > 0 ? [heading(2, say.headings.absent), ...list(absent)] : []),
  ]
}

type NameOf = (id: PersonId | null) => string

/** One block per person: their words stand under their name, each the same size. */
function voices(record: OpenRecord, name: NameOf): Part[] {
  let before: string | null = null
  return section(say.headings.voices, say.nothing.voices, record.voices, voice => {
    const speaker = voice.speaker === null ? voice.speakerWords || say.someoneNotHere : name(voice.speaker)
    const whose = voice.speaker !== null && voice.speakerWords !== '' ? `${speaker}, ${voice.speakerWords}` : speaker
    const again = before === whose
    before = whose
    const heard = voice.speaker !== voice.author
    return [
      ...(again ? [] : [heading(3, whose)]),
      wordsPart(voice),
      ...(voice.check ? [line(say.checked(speaker))] : []),
      ...(heard && !voice.check
        ? [
            line(
              voice.speaker === null ? say.writtenBy(name(voice.author)) : say.unchecked(name(voice.author), speaker),
            ),
          ]
        : []),
    ]
  })
}

function decisions(record: OpenRecord, name: NameOf, history: boolean): Part[] {
  return section(say.headings.decisions, say.nothing.decisions, record.decisions, entry => {
    const { decision, hash } = entry
    const lapsed = decision.standing === 'agreed' && decision.agreedHash !== hash
    const positions = Object.entries(decision.positions) as [PersonId, (typeof decision.positions)[PersonId]][]
    return [
      wordsPart(entry),
      ...(decision.duty
        ? [
            ...say.dutyLines(decision.duty, { by: name(decision.duty.by), centre: record.centre }).map(line),
            ...(decision.duty.hash === hash ? [] : [line(say.lapsed)]),
          ]
        : [line(lapsed ? say.lapsedAgreement : say.standings[decision.standing])]),
      ...(decision.lookAgain && !decision.duty ? [line(say.lookAgainLine(decision.lookAgain))] : []),
      ...list(
        positions.map(([person, taken]) =>
          say.positionLine(name(person), taken, {
            now: hash,
            marker: taken.markedBy === null ? null : name(taken.markedBy),
          }),
        ),
      ),
      ...(history
        ? list(
            decision.history.map(({ standing, at, by }) =>
              say.standingLine(standing, say.when(at, record.zone), name(by)),
            ),
          )
        : []),
    ]
  })
}

function steps({ record, steps: today }: Told, name: NameOf): Part[] {
  return section(say.headings.steps, say.nothing.steps, record.steps, entry => {
    const step = today[entry.id as EntryId] ?? entry.step
    return [
      wordsPart(entry),
      line(
        say.ownerLine(
          step.owner === null ? null : name(step.owner),
          step.date,
          step.markedBy ? name(step.markedBy) : null,
        ),
      ),
      ...list(
        step.told.map(told =>
          say.toldLine(name(told.by), {
            ...told,
            day: say.day(told.at, record.zone),
            marker: told.markedBy ? name(told.markedBy) : null,
          }),
        ),
      ),
    ]
  })
}

function notes(passage: Passage): Part[] {
  return plain(passage).trim() === '' ? [] : [heading(2, say.headings.notes), { is: 'words', passage, kind: 'notes' }]
}

function passageOf(words: string): Passage {
  return words.split('\n').map(text => ({ is: 'paragraph', depth: 0, runs: [{ text }] }))
}
