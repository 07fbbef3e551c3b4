import * as z from 'zod/mini'
import { positions } from '../domain/decision.ts'
import type { FaultName } from '../domain/fault.ts'
import type { DeviceId, MeetingId, PersonId } from '../domain/ids.ts'
import type { Command as DomainCommand, RoomState, Stamped } from '../domain/meeting.ts'
import type { MediaLock, MediaTicket, Signal, SignalFrom } from './media.ts'
import {
  Command,
  Day,
  Device,
  Entry,
  Hash,
  Instant,
  lineOrNothing,
  Meeting,
  Name,
  Person,
  Place,
  Relation,
  words,
  Zone,
} from './shapes.ts'

/** The /live wire: socket.io at this path. Event names stand nowhere else. */
export { livePath } from './paths.ts'

const LookAgain = z.discriminatedUnion('when', [
  z.object({ when: z.literal('until-we-meet') }),
  z.object({ when: z.literal('date'), date: Day }),
])
const NextMeeting = z.discriminatedUnion('next', [
  z.object({ next: z.literal('none') }),
  z.object({
    next: z.literal('at'),
    at: Instant,
    zone: Zone,
    place: Place,
    placeWords: lineOrNothing(200),
    who: z.optional(z.array(Person).check(z.maxLength(60))),
  }),
])
const Reading = z.discriminatedUnion('is', [
  z.object({ is: z.literal('notes') }),
  z.object({ is: z.literal('entry'), entry: Entry }),
  z.object({ is: z.literal('next') }),
  z.object({ is: z.literal('end') }),
])
const WritingMode = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('talk') }),
  z.object({ mode: z.literal('one'), scribe: Person }),
  z.object({ mode: z.literal('all') }),
])
const heard = z.enum(['spoke', 'wrote', 'passed'])
const say = <Name extends string, Shape extends z.core.$ZodShape>(name: Name, shape: Shape) =>
  z.strictObject({ do: z.literal(name), ...shape })

/** Everything a person can do in a room. The type of domain/meeting and this schema are held equal below. */
export const Deed = z.discriminatedUnion('do', [
  say('arrive', { way: z.enum(['picture', 'sound', 'notes']) }),
  say('change-way', { way: z.enum(['picture', 'sound', 'notes']) }),
  say('step-out', {}),
  say('come-back', {}),
  say('leave', {}),
  say('seat-person', { person: Person, byPhone: z.boolean() }),
  say('seat-guest', { person: Person, name: Name, relation: Relation, byPhone: z.optional(z.boolean()) }),
  say('unseat', { person: Person }),
  say('use-device', { person: Person }),
  say('want-to-speak', { wants: z.boolean() }),
  say('mark-heard', { person: Person, how: heard }),
  say('pause-together', { pause: z.boolean() }),
  say('set-writing', { writing: WritingMode }),
  say('check-voice', { entry: Entry, hash: Hash }),
  say('ask-to-reflect', { who: z.array(Person).check(z.minLength(1), z.maxLength(8)) }),
  say('answer-reflecting', { answer: z.enum(['yes', 'not-now']) }),
  say('stop-reflecting', {}),
  say('rest-microphone', { rest: z.boolean() }),
  say('answer-floor', { how: heard }),
  say('end-floor', {}),
  say('take-position', { decision: Entry, position: z.enum(positions), words: words(1000), hash: Hash }),
  say('mark-position', { decision: Entry, person: Person, position: z.enum(positions), hash: Hash }),
  say('settle-decision', {
    decision: Entry,
    standing: z.enum(['talking', 'agreed', 'differently', 'left-open', 'changed']),
    lookAgain: z.nullable(LookAgain),
    hash: Hash,
  }),
  say('decide-by-duty', { decision: Entry, reason: words(2000), said: words(2000), hash: Hash }),
  say('end-question', { question: Entry, how: z.enum(['became-decision', 'found-words', 'no-longer']) }),
  say('reopen-question', { question: Entry }),
  say('offer-step', { step: Entry, to: Person }),
  say('accept-step', { step: Entry, date: z.nullable(Day) }),
  say('release-step', { step: Entry }),
  say('tell-step', { step: Entry, how: z.enum(['done', 'under-way', 'not-right']), words: words(1000) }),
  say('begin-closing', {}),
  say('go-on-talking', {}),
  say('read-on', { from: Reading }),
  say('read-again', { from: Reading }),
  say('agree-next-meeting', { next: NextMeeting }),
  say('let-absent-read', { may: z.boolean() }),
  say('end-meeting', { how: z.enum(['together', 'without-closing']) }),
])

/** Fails to compile when the wire and the domain drift apart. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
export const wireIsDomain: Same<Readonly<z.infer<typeof Deed>>['do'], DomainCommand['do']> = true

export const Enter = z.strictObject({ meeting: Meeting, device: Device })
/** locks: this browser can lock sound and picture on their way through a media server. */
export const AskMedia = z.strictObject({ meeting: Meeting, device: Device, locks: z.optional(z.boolean()) })
export const Do = z.strictObject({
  id: Command,
  meeting: Meeting,
  device: Device,
  /** Who it is said for: the person themself or a seat on their device. */
  as: Person,
  deed: Deed,
})
export type Do = z.infer<typeof Do>

/** "I cannot hear", or no longer. Kept nowhere: it is a mark on a tile, not a deed (domain/hearing.ts). */
export const Hearing = z.strictObject({ meeting: Meeting, device: Device, as: Person, hears: z.boolean() })

export interface Entered {
  readonly state: RoomState
  /** seq of the last event inside state. */
  readonly seq: number
  readonly you: PersonId
  /** Who says that they cannot hear right now. Empty for those who do not sit in the circle. */
  readonly cannotHear: readonly PersonId[]
  /** The server's clock, so that an hour's error on a phone does no harm. */
  readonly now: number
}
export type Reply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: FaultName }

/** Client → server. Each has an acknowledgement, except signal. */
export interface FromClient {
  /** Look into the room and hear its events. Takes no seat: that is 'arrive'. */
  enter(input: z.input<typeof Enter>, reply: (reply: Reply<Entered>) => void): void
  do(input: z.input<typeof Do>, reply: (reply: Reply<{ readonly seq: number }>) => void): void
  /** A ticket for sound and picture. Refused while the door is closed (D2). */
  media(input: z.input<typeof AskMedia>, reply: (reply: Reply<MediaTicket>) => void): void
  signal(input: z.input<typeof Signal> & { readonly meeting: MeetingId; readonly device: DeviceId }): void
  /** "I can't talk freely." One way, without content. */
  cannotTalk(input: z.input<typeof Enter>, reply: (reply: Reply<null>) => void): void
  hearing(input: z.input<typeof Hearing>, reply: (reply: Reply<null>) => void): void
}

/** Server → client. */
export interface FromServer {
  happened(meeting: MeetingId, events: readonly Stamped[]): void
  signal(meeting: MeetingId, signal: SignalFrom): void
  /** The lock of sound and picture has changed. Only to devices that may take part in them now. */
  mediaLock(meeting: MeetingId, lock: MediaLock, came: () => void): void
  /** All who cannot hear right now, to everyone who sits in the circle. */
  cannotHear(meeting: MeetingId, people: readonly PersonId[]): void
  /** To practitioners only. shown: it stands on this screen now. */
  cannotTalk(meeting: MeetingId, person: PersonId, shown: () => void): void
  /** Access was taken away, or the meeting is no longer to be seen: ask again. */
  rightsChanged(meeting: MeetingId): void
  /** The server goes down for a moment. */
  leaving(): void
}
