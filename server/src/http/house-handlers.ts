import type { ConnectionWays, MediaCheck, Service } from '@polyphony/shared/wire/views'

import { may } from '@polyphony/shared/domain/access'
import { Fault } from '@polyphony/shared/domain/fault'
import type { PersonId } from '@polyphony/shared/domain/ids'
import type { Secrets } from '../auth/secrets.ts'
import type { Sessions } from '../auth/sessions.ts'
import type { StaffDesk } from '../auth/staff.ts'
import { helpNumbers, helpNumbersChecked } from '../meetings/help-numbers.ts'
import { changeProfession, me } from '../meetings/me.ts'
import { standingByRows } from '../meetings/standing.ts'
import type { Handlers } from './handlers.ts'

/** The house itself, set-up and the people who work here. */
export type HouseHandlers = Pick<
  Handlers,
  | 'health'
  | 'service'
  | 'me'
  | 'setUp'
  | 'signIn'
  | 'signOut'
  | 'staff'
  | 'inviteStaff'
  | 'staffInvitation'
  | 'acceptStaffInvitation'
  | 'endStaffSessions'
  | 'mediaCheck'
  | 'tryConnection'
  | 'copyKey'
  | 'changeProfession'
  | 'helpNumbers'
  | 'helpNumbersChecked'
>

export function houseHandlers(given: {
  staff: StaffDesk
  sessions: Sessions
  secrets: Pick<Secrets, 'copyKey'>
  service: Pick<Service, 'name' | 'phone'>
  notes: () => 'well' | 'not-saved'
  mediaCheck: () => Promise<MediaCheck>
  connectionWays: (person: PersonId) => ConnectionWays
}): HouseHandlers {
  const { staff, sessions, secrets, service, notes, mediaCheck, connectionWays } = given
  return {
    health: async () => ({ ok: true, notes: notes() }),
    service: async context => ({ ...service, setUpDone: await staff.isSetUp(), now: context.clock.now() }),
    me: (context, who) => me(context, who),

    setUp: async (context, _who, _params, body, { reply }) =>
      me(context, await reply.setSession({ as: 'staff', person: await staff.setUp(body) })),
    signIn: async (context, _who, _params, body, { reply }) =>
      me(context, await reply.setSession({ as: 'staff', person: await staff.signIn(body) })),
    signOut: async (_context, _who, _params, _body, { reply }) => {
      await reply.endSession()
      return null
    },

    staff: (_context, who) => staff.everyone({ administrator: who.staff?.administrator === true }),
    inviteStaff: (_context, _who, _params, body) => staff.invite(body),
    staffInvitation: (_context, _who, _params, body) => staff.lookAtInvitation(body.token),
    acceptStaffInvitation: async (context, _who, _params, body, { reply }) =>
      me(context, await reply.setSession({ as: 'staff', person: await staff.acceptInvitation(body) })),
    endStaffSessions: async (_context, _who, { person }) => {
      await sessions.endAllOf(person)
      return null
    },
    changeProfession: (context, who, _params, body) => changeProfession(context, who, body),
    mediaCheck: () => mediaCheck(),
    helpNumbers: context => helpNumbers(context),
    helpNumbersChecked: context => helpNumbersChecked(context),
    tryConnection: async (_context, who) => connectionWays(who.person),
    copyKey: async (context, who, { meeting }) => {
      if (!may(await standingByRows(context.db, who, meeting), 'enter-meeting')) throw new Fault('not-yours')
      return { key: secrets.copyKey(who.label, meeting) }
    },
  }
}
