import * as z from 'zod/mini'
import type { Why } from '../domain/duty-reading.ts'
import { dutyKinds, reasonLength } from '../domain/duty-reading.ts'
import type { DutyReadingId, MeetingId } from '../domain/ids.ts'
import type { Instant } from '../domain/time.ts'
import { paths } from './paths.ts'
import { Nothing, route } from './route.ts'
import { DutyReading, line, Meeting, words } from './shapes.ts'
import type { RecordPage } from './views.ts'

/** Reading because of a duty: what comes in, and what goes out to whoever has said why. */
export interface OpenDutyReading {
  readonly reading: DutyReadingId
  /** First name of the person at the centre. */
  readonly centre: string
  readonly until: Instant
}

/** As much of a network as it takes to find a record in it: no people, no links, no meeting that goes on. */
export interface DutyPage extends OpenDutyReading {
  readonly now: Instant
  readonly why: Why
  readonly records: readonly { readonly meeting: MeetingId; readonly startsAt: Instant; readonly zone: string }[]
}

export interface DutyRecord extends OpenDutyReading {
  readonly now: Instant
  readonly page: RecordPage
}

const inReading = z.strictObject({ reading: DutyReading })

export const dutyRoutes = {
  /** Those of this sign-in that still hold. */
  dutyReadings: route<readonly OpenDutyReading[]>()({
    ...paths.dutyReadings,
    for: 'staff',
    params: Nothing,
    body: Nothing,
  }),
  breakSeal: route<OpenDutyReading>()({
    ...paths.breakSeal,
    for: 'staff',
    params: Nothing,
    body: z.strictObject({
      /** Of a meeting or a network, as somebody gave it to them: there is no list and no search. */
      address: line(300),
      kind: z.enum(dutyKinds),
      reason: words(reasonLength.most),
      /** Who they are is proven again at this moment. */
      password: z.string().check(z.maxLength(200)),
    }),
  }),
  dutyPage: route<DutyPage>()({ ...paths.dutyPage, for: 'staff', params: inReading, body: Nothing }),
  dutyRecord: route<DutyRecord>()({
    ...paths.dutyRecord,
    for: 'staff',
    params: z.strictObject({ reading: DutyReading, meeting: Meeting }),
    body: Nothing,
  }),
  endDutyReading: route<null>()({ ...paths.endDutyReading, for: 'staff', params: inReading, body: Nothing }),
} as const
