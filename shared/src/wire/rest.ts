import * as z from 'zod/mini'
import type { FaultName } from '../domain/fault.ts'
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
  Token,
  words,
  Zone,
} from './shapes.ts'
import type {
  AccessLine,
  LinkMade,
  MeetingPage,
  Me,
  NetworkPage,
  NetworkSummary,
  RecordPage,
  Service,
  StaffLine,
  WhoIsHere,
} from './views.ts'

/** The REST table: method, path, what comes in, what goes out. Both sides infer from it. */
const Nothing = z.strictObject({})
const Password = z.string().check(z.minLength(12), z.maxLength(200))
const Kind = z.enum(['network', 'practitioner', 'interpreter', 'advocate', 'guest'])

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'
interface Route<Params extends z.ZodMiniType, Body extends z.ZodMiniType, Out> {
  readonly method: Method
  /** Express syntax. */
  readonly path: string
  /** open: without sign-in · signed-in: by anybody's session · staff: a practitioner's or administrator's session. */
  readonly for: 'open' | 'signed-in' | 'staff' | 'administrator'
  readonly params: Params
  readonly body: Body
  /** Only a type: what goes out is ours. */
  readonly out?: Out
}
const route =
  <Out>() =>
  <P extends z.ZodMiniType, B extends z.ZodMiniType>(given: Route<P, B, Out>): Route<P, B, Out> =>
    given

const inMeeting = z.strictObject({ meeting: Meeting })
const inNetwork = z.strictObject({ network: Network })

export const routes = {
  // the house
  health: route<{ ok: true; notes: 'well' | 'not-saved' }>()({
    method: 'GET',
    path: '/api/health',
    for: 'open',
    params: Nothing,
    body: Nothing,
  }),
  service: route<Service>()({ method: 'GET', path: '/api/service', for: 'open', params: Nothing, body: Nothing }),
  me: route<Me>()({ method: 'GET', path: '/api/me', for: 'open', params: Nothing, body: Nothing }),

  // set-up and staff
  setUp: route<Me>()({
    method: 'POST',
    path: '/api/set-up',
    for: 'open',
    params: Nothing,
    body: z.strictObject({ token: Token, name: Name, email: Email, password: Password }),
  }),
  signIn: route<Me>()({
    method: 'POST',
    path: '/api/sign-in',
    for: 'open',
    params: Nothing,
    body: z.strictObject({ email: Email, password: z.string().check(z.maxLength(200)) }),
  }),
  signOut: route<null>()({ method: 'POST', path: '/api/sign-out', for: 'signed-in', params: Nothing, body: Nothing }),
  staff: route<readonly StaffLine[]>()({
    method: 'GET',
    path: '/api/staff',
    for: 'staff',
    params: Nothing,
    body: Nothing,
  }),
  inviteStaff: route<{ url: string; qr: string; expiresAt: number }>()({
    method: 'POST',
    path: '/api/staff/invitations',
    for: 'administrator',
    params: Nothing,
    body: z.strictObject({ name: Name, email: Email, profession: line(80), administrator: z.boolean() }),
  }),
  staffInvitation: route<{ name: string; email: string; profession: string }>()({
    method: 'POST',
    path: '/api/staff/invitations/look',
    for: 'open',
    params: Nothing,
    body: z.strictObject({ token: Token }),
  }),
  acceptStaffInvitation: route<Me>()({
    method: 'POST',
    path: '/api/staff/invitations/accept',
    for: 'open',
    params: Nothing,
    body: z.strictObject({ token: Token, name: Name, password: Password }),
  }),
  endStaffSessions: route<null>()({
    method: 'POST',
    path: '/api/staff/:person/end-sessions',
    for: 'administrator',
    params: z.strictObject({ person: Person }),
    body: Nothing,
  }),

  // networks
  networks: route<readonly NetworkSummary[]>()({
    method: 'GET',
    path: '/api/networks',
    for: 'signed-in',
    params: Nothing,
    body: Nothing,
  }),
  createNetwork: route<{ network: string }>()({
    method: 'POST',
    path: '/api/networks',
    for: 'staff',
    params: Nothing,
    body: z.strictObject({
      centre: Name,
      people: z.array(z.strictObject({ name: Name, relation: Relation })).check(z.maxLength(40)),
      team: z.array(Person).check(z.maxLength(12)),
    }),
  }),
  network: route<NetworkPage>()({
    method: 'GET',
    path: '/api/networks/:network',
    for: 'signed-in',
    params: inNetwork,
    body: Nothing,
  }),
  addPerson: route<{ person: string }>()({
    method: 'POST',
    path: '/api/networks/:network/people',
    for: 'staff',
    params: inNetwork,
    body: z.strictObject({ name: Name, relation: Relation, kind: Kind }),
  }),
  addToTeam: route<null>()({
    method: 'POST',
    path: '/api/networks/:network/team',
    for: 'staff',
    params: inNetwork,
    body: z.strictObject({ person: Person }),
  }),
  changePerson: route<null>()({
    method: 'PATCH',
    path: '/api/networks/:network/people/:person',
    for: 'staff',
    params: z.strictObject({ network: Network, person: Person }),
    body: z.strictObject({ name: Name, relation: Relation }),
  }),

  // meetings
  arrangeMeeting: route<{ meeting: string }>()({
    method: 'POST',
    path: '/api/networks/:network/meetings',
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
  meeting: route<MeetingPage>()({
    method: 'GET',
    path: '/api/meetings/:meeting',
    for: 'signed-in',
    params: inMeeting,
    body: Nothing,
  }),
  moveMeeting: route<null>()({
    method: 'PATCH',
    path: '/api/meetings/:meeting',
    for: 'staff',
    params: inMeeting,
    body: z.strictObject({ startsAt: Instant, zone: Zone, place: Place, placeWords: lineOrNothing(200) }),
  }),
  inviteToMeeting: route<null>()({
    method: 'POST',
    path: '/api/meetings/:meeting/people',
    for: 'staff',
    params: inMeeting,
    body: z.strictObject({ person: Person }),
  }),
  whoIsHere: route<WhoIsHere>()({
    method: 'GET',
    path: '/api/meetings/:meeting/here',
    for: 'signed-in',
    params: inMeeting,
    body: Nothing,
  }),
  makeLink: route<LinkMade>()({
    method: 'POST',
    path: '/api/meetings/:meeting/links',
    for: 'staff',
    params: inMeeting,
    body: z.strictObject({ person: Person }),
  }),
  revokeLink: route<null>()({
    method: 'DELETE',
    path: '/api/links/:link',
    for: 'staff',
    params: z.strictObject({ link: Link }),
    body: Nothing,
  }),

  // coming in
  join: route<Me>()({
    method: 'POST',
    path: '/api/join',
    for: 'open',
    params: Nothing,
    body: z.strictObject({ token: Token }),
  }),
  callMe: route<Me>()({
    method: 'POST',
    path: '/api/me/name',
    for: 'signed-in',
    params: Nothing,
    body: z.strictObject({ name: Name }),
  }),

  // afterwards
  record: route<RecordPage>()({
    method: 'GET',
    path: '/api/meetings/:meeting/record',
    for: 'signed-in',
    params: inMeeting,
    body: Nothing,
  }),
  addToRecord: route<null>()({
    method: 'POST',
    path: '/api/meetings/:meeting/additions',
    for: 'signed-in',
    params: inMeeting,
    body: z.strictObject({ words: words(4000).check(z.minLength(1)) }),
  }),
  tellStep: route<null>()({
    method: 'POST',
    path: '/api/meetings/:meeting/steps/:step',
    for: 'signed-in',
    params: z.strictObject({ meeting: Meeting, step: Entry }),
    body: z.strictObject({ how: z.enum(['done', 'under-way', 'not-right']), words: words(1000) }),
  }),
  accessLog: route<readonly AccessLine[]>()({
    method: 'GET',
    path: '/api/networks/:network/who-has-looked',
    for: 'signed-in',
    params: inNetwork,
    body: Nothing,
  }),
} as const

/** Not JSON: files of the record, as GET. kind: html | md. */
export const recordFilePath = '/api/meetings/:meeting/record.:kind'

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

/** A tab says which sign-in it speaks for in this header; in a WebSocket address and a download link as ?who=. */
export const whoHeader = 'polyphony-who'
export const Who = Label
