import type { NextMeeting, Place } from '@polyphony/shared/domain/closing'
import type { Decision, DecisionStanding, LookAgain, Position, TakenPosition } from '@polyphony/shared/domain/decision'
import type { DutyKind } from '@polyphony/shared/domain/duty-reading'
import type { OpenQuestion, QuestionEnd } from '@polyphony/shared/domain/question'
import type { StepTelling } from '@polyphony/shared/domain/step'
import type { Instant } from '@polyphony/shared/domain/time'
import type { AccessLine, LookAct } from '@polyphony/shared/wire/views'

/** What the house itself says in the files of a record. Everything else in them are people's own words. */
export const lang = 'en'

export const headings = {
  here: 'Who was here',
  absent: 'Invited, and not here',
  voices: 'In our own words',
  reflections: 'Reflections',
  decisions: 'What we talked about deciding',
  questions: 'What stays open',
  steps: 'Next steps',
  next: 'Next meeting',
  notes: 'Our notes',
  additions: 'Added later',
  people: 'The people of this network',
  looked: 'Who has looked',
} as const

export const nothing = {
  voices: 'Nobody’s words were written down.',
  decisions: 'Nothing was decided. That is fine.',
  questions: 'No open question was written down.',
  steps: 'No next step was written down.',
} as const

export const standings: Record<DecisionStanding, string> = {
  talking: 'We are still talking about it.',
  agreed: 'Agreed for now.',
  differently: 'We see it differently.',
  'left-open': 'Left open.',
  changed: 'Changed since.',
}
export const lapsed = 'The words have changed since.'
export const lapsedAgreement = 'It was agreed in other words. The words have changed since.'

const positionWords: Record<Position, string> = {
  'with-this': 'with this',
  'can-live-with-it': 'can live with it',
  'not-yet': 'not with this yet',
  'not-sure': 'not sure',
  'rather-not-say': 'rather not say',
}
const questionEnds: Record<QuestionEnd, string> = {
  'became-decision': 'It has become a decision.',
  'found-words': 'It has found words.',
  'no-longer': 'It is no longer a question.',
}
const tellings: Record<StepTelling, string> = {
  done: 'done',
  'under-way': 'under way',
  'not-right': 'no longer right for me',
}
const places: Record<Place, string> = { online: 'Online', home: 'At home', mixed: 'Some together, some online' }

export const someone = 'Someone'
export const someoneNotHere = 'Someone who is not here'

/** Weekday, date, time and zone: the zone is the one the meeting was agreed in. */
export function when(at: Instant, zone: string): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at)
  const city = zone.split('/').at(-1)?.replaceAll('_', ' ')
  return `${day(at, zone)}, ${time}, ${city} time`
}
/** Put together here: how a whole date is written differs between versions of the runtime. */
export function day(at: Instant, zone: string): string {
  const part = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }).format(at)
  const [weekday, date] = [part({ weekday: 'long' }), part({ day: 'numeric' })]
  return `${weekday} ${date} ${part({ month: 'long' })} ${part({ year: 'numeric' })}`
}
/** date: yyyy-mm-dd */
export function calendarDay(date: string): string {
  const [year = 0, month = 1, dayOfMonth = 1] = date.split('-').map(Number)
  return day(Date.UTC(year, month - 1, dayOfMonth), 'UTC')
}

export const where = (place: Place, words: string): string =>
  words === '' ? `${places[place]}.` : `${places[place]}: ${words}.`

export const unchecked = (author: string, speaker: string): string =>
  `Heard, written by ${author}. ${speaker} has not checked it yet.`
export const checked = (speaker: string): string => `${speaker} has said: yes, that’s what I said.`
export const writtenBy = (author: string): string => `Written by ${author}.`

export function positionLine(
  name: string,
  taken: TakenPosition,
  given: { now: string; marker: string | null },
): string {
  const words = taken.words === '' ? '' : `: “${taken.words}”`
  const aloud = given.marker === null ? '' : ` (said aloud, marked by ${given.marker})`
  const lapsed = taken.hash === given.now ? '' : ' (said before the words changed)'
  return `${name}: ${positionWords[taken.position]}${words}${aloud}${lapsed}`
}

export function lookAgainLine(lookAgain: LookAgain): string {
  return lookAgain.when === 'date'
    ? `We look at it again on ${calendarDay(lookAgain.date)}.`
    : 'It stands until we meet again.'
}

export function dutyLines(duty: NonNullable<Decision['duty']>, given: { by: string; centre: string }): string[] {
  return [
    `${given.by} decided this, as the law or the job asks. It was not agreed.`,
    `Because: ${duty.reason}`,
    ...(duty.said === '' ? [] : [`What ${given.centre} said about it: ${duty.said}`]),
  ]
}

export function questionLines(question: OpenQuestion, zone: string): string[] {
  const since = question.carried[0]
  return [
    ...(since ? [`Open since ${day(since.at, zone)}.`] : []),
    ...(question.ended ? [questionEnds[question.ended.how]] : []),
  ]
}

const aloud = (marker: string | null): string => (marker === null ? '' : ` (said aloud, noted by ${marker})`)

export const ownerLine = (owner: string | null, date: string | null, marker: string | null): string =>
  [
    owner === null ? 'Nobody has taken it on. That is fine.' : `${owner} has taken it on${aloud(marker)}.`,
    date && `By ${calendarDay(date)}.`,
  ]
    .filter(Boolean)
    .join(' ')

interface Told {
  readonly how: StepTelling
  readonly words: string
  readonly day: string
}
export const toldLine = (name: string, given: Told & { readonly marker: string | null }): string =>
  `${name}, ${toldOwn(given)}${aloud(given.marker)}`
export const toldOwn = ({ how, words, day: on }: Told): string =>
  `${on}: ${tellings[how]}${words === '' ? '' : `. “${words}”`}`
export const ownPosition = ({ position, words }: Pick<TakenPosition, 'position' | 'words'>): string =>
  `${positionWords[position]}${words === '' ? '' : `: “${words}”`}`
export const standingLine = (standing: DecisionStanding, at: string, by: string): string =>
  `${at}: ${standings[standing]} Said by ${by}.`

export function nextLine(next: NextMeeting | null): string {
  if (next === null) return 'No next meeting was agreed in this meeting.'
  if (next.next === 'none') return 'No next meeting for now.'
  return `${when(next.at, next.zone)}. ${where(next.place, next.placeWords)}`
}

export const askedLine = (names: readonly string[]): string => `Asked to come: ${names.join(', ')}.`

export const title = (centre: string): string => `Network meeting with ${centre}`
export const signed = (name: string, dayWords: string): string => `${name}, ${dayWords}`
export const personLine = (name: string, role: string): string => (role === '' ? name : `${name}, ${role}`)
export const sealedLine = (at: string): string =>
  `This record was closed on ${at}. It is the same for everyone who was there. What was added later is dated and signed.`
export const hashLine = (hash: string): string => `Its fingerprint: ${hash}`
export const withoutClosing = 'The meeting ended without closing. That is fine.'

const looked: Record<LookAct, string> = {
  'read-record': 'read the record',
  'printed-record': 'printed the record',
  'downloaded-record': 'took a copy of the record',
  'downloaded-copy': 'took a copy of everything they may have',
  'read-network': 'looked at the page of the network',
  'read-notes': 'read the notes in the meeting',
  'read-meeting': 'looked at when and where we meet',
  'read-earlier': 'looked at how the words came to be',
  'broke-seal': 'broke the seal to read the record',
  'duty-network': 'looked which records there are, after breaking the seal',
  'duty-record': 'read the record, after breaking the seal',
  'ended-duty': 'stopped reading before the hour was over',
}
const dutyWords: Record<DutyKind, string> = {
  danger: 'Someone may be in danger.',
  work: 'It is a duty of their work.',
  law: 'The law or a court asks for it.',
}
/** "Ravi, nurse, read the record: Tuesday 12 January 2027, 14:20, London time." As a duty, why follows. */
export const lookLine = (look: Pick<AccessLine, 'name' | 'role' | 'act' | 'why'> & { at: string }): string => {
  const said = `${personLine(look.name, look.role)}, ${looked[look.act]}: ${look.at}.`
  return look.why === null ? said : `${said} Why: ${dutyWords[look.why.kind]} ${look.why.reason}`
}
export const nobodyLooked = 'Nobody has looked yet.'

export const copyTitle = (centre: string): string => `All that is in the network of ${centre}`
export const ownCopyTitle = (centre: string): string => `Your own words in the network of ${centre}`
export const copiedOn = (at: string): string => `This copy was made on ${at}.`
export const meetingOn = (at: string): string => `Meeting: ${at}`
export const notEnded = 'This meeting has not ended. Its words come into a copy when it has.'
export const notClosed = 'Nobody has closed this meeting. These are its words as they stand on the day of this copy.'
export const wentOn = (who: string, dayWords: string): string => `${who} (until ${dayWords})`
export const addedOn = (at: string): string => `Added on ${at}:`
export const copyFooter =
  'This is what is kept of your meetings: the words, what was decided, what stays open, and who has looked.'
export const ownCopyFooter = 'These are your own words, and nobody else’s.'
