import * as z from 'zod/mini'
import type { FaultName } from '../domain/fault.ts'
import { dutyRoutes } from './duty.ts'
import { paths } from './paths.ts'
import { Nothing, route } from './route.ts'
import {
  Email,
  Entry,
  Instant,
  Label,
  Link,
  line,
  lineOrNothing,
  Meeting,
  Name,
  Network,
  Person,
  Place,
  Relation,
  Seq,
  Token,
  words,
  Zone,
} from './shapes.ts'
import type { BroughtBack, Checkpoints, Difference, Timeline, Version, WhoWrote } from './history.ts'
import type {
  AccessLine,
  ConnectionWays,
  HelpNumbers,
  LinkMade,
  MeetingPage,
  Me,
  MediaCheck,
  NetworkPage,
  NetworkSummary,
  RecordAnswer,
  Service,
  StaffLine,
  WhoIsHere,
} from './views.ts'

export { filePaths, recordFilePath, whoHeader } from './paths.ts'

const Password = z.string().check(z.minLength(12), z.maxLength(200))
const Kind = z.enum(['network', 'practitioner', 'interpreter', 'advocate', 'guest'])

const inMeeting = z.strictObject({ meeting: Meeting })
const inNetwork = z.strictObject({ network: Network })

/** The REST table. */
export const routes = {
  // the house
  health: route<{ ok: true; notes: 'well' | 'not-saved' }>()({
    ...paths.health,
    for: 'open',
    params: Nothing,
    body: Nothing,
  }),
  service: route<Service>()({ ...paths.service, for: 'open', params: Nothing, body: Nothing }),
  me: route<Me>()({ ...paths.me, for: 'open', params: Nothing, body: Nothing }),

  // set-up and staff
  setUp: route<Me>()({
    ...paths.setUp,
    for: 'open',
    params: Nothing,
    // What they do stands beside their name wherever the network reads who has looked (F18).
    body: z.strictObject({
      token: Token,
      name: Name,
      email: Email,
      password: Password,
      profession: z.optional(line(80)),
    }),
  }),
  signIn: route<Me>()({
    ...paths.signIn,
    for: 'open',
    params: Nothing,
    body: z.strictObject({ email: Email, password: z.string().check(z.maxLength(200)) }),
  }),
  signOut: route<null>()({ ...paths.signOut, for: 'signed-in', params: Nothing, body: Nothing }),
  staff: route<readonly StaffLine[]>()({ ...paths.staff, for: 'staff', params: Nothing, body: Nothing }),
  inviteStaff: route<{ url: string; qr: string; expiresAt: number }>()({
    ...paths.inviteStaff,
    for: 'administrator',
    params: Nothing,
    body: z.strictObject({ name: Name, email: Email, profession: line(80), administrator: z.boolean() }),
  }),
  staffInvitation: route<{ name: string; email: string; profession: string }>()({
    ...paths.staffInvitation,
    for: 'open',
    params: Nothing,
    body: z.strictObject({ token: Token }),
  }),
  acceptStaffInvitation: route<Me>()({
    ...paths.acceptStaffInvitation,
    for: 'open',
    params: Nothing,
    body: z.strictObject({ token: Token, name: Name, password: Password }),
  }),
  /** Their own: it stands beside their name in every network they are in. */
  changeProfession: route<Me>()({
    ...paths.changeProfession,
    for: 'staff',
    params: Nothing,
    body: z.strictObject({ profession: line(80) }),
  }),
  /** For the page that tries a connection before a meeting: the relay and the media server, and no way into a room. */
  tryConnection: route<ConnectionWays>()({
    ...paths.tryConnection,
    for: 'signed-in',
    params: Nothing,
    body: Nothing,
  }),
  mediaCheck: route<MediaCheck>()({ ...paths.mediaCheck, for: 'administrator', params: Nothing, body: Nothing }),
  helpNumbers: route<HelpNumbers>()({ ...paths.helpNumbers, for: 'administrator', params: Nothing, body: Nothing }),
  helpNumbersChecked: route<HelpNumbers>()({
    ...paths.helpNumbersChecked,
    for: 'administrator',
    params: Nothing,
    body: Nothing,
  }),
  endStaffSessions: route<null>()({
    ...paths.endStaffSessions,
    for: 'administrator',
    params: z.strictObject({ person: Person }),
    body: Nothing,
  }),

  // networks
  networks: route<readonly NetworkSummary[]>()({ ...paths.networks, for: 'signed-in', params: Nothing, body: Nothing }),
  createNetwork: route<{ network: string }>()({
    ...paths.createNetwork,
    for: 'staff',
    params: Nothing,
    body: z.strictObject({
      centre: Name,
      people: z.array(z.strictObject({ name: Name, relation: Relation })).check(z.maxLength(40)),
      team: z.array(Person).check(z.maxLength(12)),
    }),
  }),
  network: route<NetworkPage>()({ ...paths.network, for: 'signed-in', params: inNetwork, body: Nothing }),
  addPerson: route<{ person: string }>()({
    ...paths.addPerson,
    for: 'staff',
    params: inNetwork,
    body: z.strictObject({ name: Name, relation: Relation, kind: Kind, child: z.optional(z.boolean()) }),
  }),
  addToTeam: route<null>()({
    ...paths.addToTeam,
    for: 'staff',
    params: inNetwork,
    body: z.strictObject({ person: Person }),
  }),
  changePerson: route<null>()({
    ...paths.changePerson,
    for: 'staff',
    params: z.strictObject({ network: Network, person: Person }),
    body: z.strictObject({ name: Name, relation: Relation, child: z.optional(z.boolean()) }),
  }),

  // meetings
  arrangeMeeting: route<{ meeting: string }>()({
    ...paths.arrangeMeeting,
    for: 'staff',
    params: inNetwork,
    body: z.strictObject({
      /** null: now. */
      startsAt: z.nullable(Instant),
      zone: Zone,
      place: Place,
      placeWords: lineOrNothing(200),
      people: z.array(Person).check(z.minLength(1), z.maxLength(24)),
    }),
  }),
  meeting: route<MeetingPage>()({ ...paths.meeting, for: 'signed-in', params: inMeeting, body: Nothing }),
  moveMeeting: route<null>()({
    ...paths.moveMeeting,
    for: 'staff',
    params: inMeeting,
    body: z.strictObject({ startsAt: Instant, zone: Zone, place: Place, placeWords: lineOrNothing(200) }),
  }),
  inviteToMeeting: route<null>()({
    ...paths.inviteToMeeting,
    for: 'staff',
    params: inMeeting,
    body: z.strictObject({ person: Person }),
  }),
  /** "Hide where I am": only by oneself. Refused without a relay. */
  hideMyPlace: route<null>()({
    ...paths.hideMyPlace,
    for: 'signed-in',
    params: inMeeting,
    body: z.strictObject({ hide: z.boolean() }),
  }),
  whoIsHere: route<WhoIsHere>()({ ...paths.whoIsHere, for: 'signed-in', params: inMeeting, body: Nothing }),
  makeLink: route<LinkMade>()({
    ...paths.makeLink,
    for: 'staff',
    params: inMeeting,
    body: z.strictObject({ person: Person }),
  }),
  revokeLink: route<null>()({
    ...paths.revokeLink,
    for: 'staff',
    params: z.strictObject({ link: Link }),
    body: Nothing,
  }),

  // coming in
  join: route<Me>()({ ...paths.join, for: 'open', params: Nothing, body: z.strictObject({ token: Token }) }),
  callMe: route<Me>()({ ...paths.callMe, for: 'signed-in', params: Nothing, body: z.strictObject({ name: Name }) }),
  /** base64: locks unsent words that somebody keeps on their device (ASVS 14.3.3). */
  copyKey: route<{ key: string }>()({ ...paths.copyKey, for: 'signed-in', params: inMeeting, body: Nothing }),

  // afterwards
  record: route<RecordAnswer>()({ ...paths.record, for: 'signed-in', params: inMeeting, body: Nothing }),
  /** Said by the page when its print button is used; a look like any other. */
  printedRecord: route<null>()({ ...paths.printedRecord, for: 'signed-in', params: inMeeting, body: Nothing }),
  addToRecord: route<null>()({
    ...paths.addToRecord,
    for: 'signed-in',
    params: inMeeting,
    body: z.strictObject({ words: words(4000).check(z.minLength(1)) }),
  }),
  tellStep: route<null>()({
    ...paths.tellStep,
    for: 'signed-in',
    params: z.strictObject({ meeting: Meeting, step: Entry }),
    body: z.strictObject({ how: z.enum(['done', 'under-way', 'not-right']), words: words(1000) }),
  }),

  // how the words came to be; in a meeting for who reads its notes, afterwards for who reads its record
  whoWrote: route<WhoWrote>()({ ...paths.whoWrote, for: 'signed-in', params: inMeeting, body: Nothing }),
  timeline: route<Timeline>()({ ...paths.timeline, for: 'signed-in', params: inMeeting, body: Nothing }),
  checkpoints: route<Checkpoints>()({ ...paths.checkpoints, for: 'signed-in', params: inMeeting, body: Nothing }),
  nameMoment: route<{ seq: number }>()({
    ...paths.nameMoment,
    for: 'signed-in',
    params: inMeeting,
    body: z.strictObject({ words: line(120) }),
  }),
  version: route<Version>()({
    ...paths.version,
    for: 'signed-in',
    params: z.strictObject({ meeting: Meeting, seq: Seq }),
    body: Nothing,
  }),
  difference: route<Difference>()({
    ...paths.difference,
    for: 'signed-in',
    params: z.strictObject({ meeting: Meeting, seq: Seq, from: Seq }),
    body: Nothing,
  }),
  /** Keeps what stands now, and answers the earlier words: putting them there is an edit like any other. */
  bringBack: route<BroughtBack>()({
    ...paths.bringBack,
    for: 'signed-in',
    params: z.strictObject({ meeting: Meeting, seq: Seq }),
    body: z.strictObject({ where: z.union([z.literal('notes'), Entry]) }),
  }),
  accessLog: route<readonly AccessLine[]>()({ ...paths.accessLog, for: 'signed-in', params: inNetwork, body: Nothing }),

  ...dutyRoutes,

  // going
  /** By oneself. What one was in stays readable to the people of the network; staff read nothing more. */
  leaveNetwork: route<null>()({ ...paths.leaveNetwork, for: 'signed-in', params: inNetwork, body: Nothing }),
  /** By the person at the centre: whoever it is keeps their own words, and reads no others. */
  endAccess: route<null>()({
    ...paths.endAccess,
    for: 'signed-in',
    params: z.strictObject({ network: Network, person: Person }),
    body: Nothing,
  }),
} as const

export type Routes = typeof routes
export type RouteName = keyof Routes
/** An empty strictObject infers as Record<string, never>; joined with another it would forbid every field. */
type Known<T> = { [K in keyof T as string extends K ? never : K]: T[K] }
export type In<Name extends RouteName> = Known<z.input<Routes[Name]['params']>> & Known<z.input<Routes[Name]['body']>>
export type Params<Name extends RouteName> = z.output<Routes[Name]['params']>
export type Body<Name extends RouteName> = z.output<Routes[Name]['body']>
export type Out<Name extends RouteName> =
  NonNullable<Routes[Name]['out']> extends never ? null : Exclude<Routes[Name]['out'], undefined>

/** Every refusal looks like this. */
export interface Refusal {
  readonly fault: FaultName
  readonly field: string | null
  /** For 'unexpected': the name it has in the log. */
  readonly reference: string | null
}

export const Who = Label
