import type { EntryId } from './ids.ts'
import type { EntryKind, RoomState, Words } from './meeting.ts'

/**
 * What lies before everybody while it is read back (C1): one thing at a time, by its name and never by a number, so that
 * nobody is moved when something is added or taken back meanwhile.
 */
export type ReadingPlace =
  | { readonly is: 'notes' }
  | { readonly is: 'entry'; readonly entry: EntryId }
  /** When do we meet next? */
  | { readonly is: 'next' }
  /** Everything has been read and said. */
  | { readonly is: 'end' }
export type Readable = Extract<ReadingPlace, { is: 'notes' | 'entry' }>

/** The exact words that were read back together. Words that change afterwards are not read (C1). */
export interface ReadWords {
  readonly key: EntryId | 'notes'
  readonly hash: string
}

/** What is felt comes before what is done. */
const order: readonly EntryKind[] = ['voice', 'reflection', 'decision', 'question', 'step']

const keyOf = (place: Readable): ReadWords['key'] => (place.is === 'notes' ? 'notes' : place.entry)
const isReadable = (place: ReadingPlace): place is Readable => place.is === 'notes' || place.is === 'entry'

export const samePlace = (one: ReadingPlace, other: ReadingPlace): boolean =>
  one.is === other.is && (one.is !== 'entry' || other.is !== 'entry' || one.entry === other.entry)

/** Are there words at this place? What is empty or was taken back is passed quietly. */
export function hasWords(words: Words, place: Readable): boolean {
  if (place.is === 'notes') return !words.notes.empty()
  const facts = words.entry(place.entry)
  return facts !== null && !facts.withdrawn && !facts.empty
}

const hashAt = (words: Words, place: Readable): string =>
  place.is === 'notes' ? words.notes.hash() : (words.entry(place.entry)?.hash ?? '')

function wasRead(state: RoomState, words: Words, place: Readable): boolean {
  const read = state.readBack[keyOf(place)]
  return read !== undefined && read === hashAt(words, place)
}

/** Everything in the order in which it is read; also what is empty or taken back, for it has its place too. */
function inOrder(state: RoomState, words: Words): readonly Readable[] {
  const entries = order.flatMap(kind => (kind === 'voice' ? voicesByName(state, words) : words.inOrder(kind)))
  return [{ is: 'notes' }, ...entries.map(entry => ({ is: 'entry', entry }) as const)]
}

/** One person after the other, by first name; who is not here comes last. */
function voicesByName(state: RoomState, words: Words): readonly EntryId[] {
  const voices = words.inOrder('voice').map(entry => {
    const speaker = words.entry(entry)?.speaker ?? null
    const name = speaker === null ? '' : (state.people[speaker]?.name ?? '')
    return { entry, speaker: speaker ?? '', name }
  })
  voices.sort((one, other) => {
    if ((one.speaker === '') !== (other.speaker === '')) return one.speaker === '' ? 1 : -1
    return one.name.localeCompare(other.name, 'en') || one.speaker.localeCompare(other.speaker, 'en')
  })
  return voices.map(voice => voice.entry)
}

/** What still waits to be read back. A part without words needs no reading (C1, C2). */
export function leftToRead(state: RoomState, words: Words): readonly Readable[] {
  return inOrder(state, words).filter(place => hasWords(words, place) && !wasRead(state, words, place))
}

/** What was read when somebody says "we have read this" here. null: there is nothing to read. */
export function readHere(words: Words, place: ReadingPlace): ReadWords | null {
  if (!isReadable(place) || !hasWords(words, place)) return null
  return { key: keyOf(place), hash: hashAt(words, place) }
}

/**
 * Where it goes on from here. From what is read for the first time to the next that nobody has read yet, and then to
 * whatever was written or changed meanwhile; from what is looked at once more, to whatever stands behind it.
 */
export function placeAfter(state: RoomState, words: Words, from: ReadingPlace): ReadingPlace {
  const left = leftToRead(state, words).filter(place => !samePlace(place, from))
  const then: ReadingPlace = state.closing?.next ? { is: 'end' } : { is: 'next' }
  if (!isReadable(from)) return left[0] ?? then
  const all = inOrder(state, words)
  const behind = all.slice(all.findIndex(place => samePlace(place, from)) + 1)
  const once = hasWords(words, from) && wasRead(state, words, from)
  const next = behind.find(place => hasWords(words, place) && (once || !wasRead(state, words, place)))
  return next ?? left[0] ?? then
}

/** The one before. null: there is none. */
export function placeBefore(state: RoomState, words: Words, from: ReadingPlace): ReadingPlace | null {
  if (from.is === 'end') return { is: 'next' }
  const all = inOrder(state, words)
  const here = isReadable(from) ? all.findIndex(place => samePlace(place, from)) : all.length
  return all.slice(0, Math.max(0, here)).findLast(place => hasWords(words, place)) ?? null
}
