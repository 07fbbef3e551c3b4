import { arrangeMeeting, inviteToMeeting, moveMeeting } from '../meetings/arranging.ts'
import { accessLog } from '../meetings/access-log.ts'
import { endAccess, leaveNetwork } from '../meetings/leaving.ts'
import { hideMyPlace } from '../meetings/hidden.ts'
import { makeLink, openLink, revokeLink } from '../meetings/links.ts'
import { callMe, me } from '../meetings/me.ts'
import { meetingPage, whoIsHere } from '../meetings/meeting-page.ts'
import { networkPage } from '../meetings/network-page.ts'
import { addPerson, addToTeam, changePerson, createNetwork, networks } from '../meetings/networks.ts'
import { addToRecord, printedRecord, recordPage } from '../meetings/records.ts'
import { tellStep } from '../meetings/tell-step.ts'
import type { DutyHandlers } from './duty-handlers.ts'
import type { Handlers } from './handlers.ts'
import type { HistoryHandlers } from './history-handlers.ts'
import type { HouseHandlers } from './house-handlers.ts'

/** Networks, meetings, links, coming in, and what comes afterwards. */
export type MeetingHandlers = Omit<Handlers, keyof HouseHandlers | keyof HistoryHandlers | keyof DutyHandlers>

export const meetingHandlers: MeetingHandlers = {
  networks: (context, who) => networks(context, who),
  createNetwork: (context, who, _params, body) => createNetwork(context, who, body),
  network: (context, who, params) => networkPage(context, who, params),
  addPerson: (context, who, params, body) => addPerson(context, who, { ...params, ...body }),
  addToTeam: (context, who, params, body) => addToTeam(context, who, { ...params, ...body }),
  leaveNetwork: (context, who, params) => leaveNetwork(context, who, params),
  endAccess: (context, who, params) => endAccess(context, who, params),
  changePerson: (context, who, params, body) => changePerson(context, who, { ...params, ...body }),

  arrangeMeeting: (context, who, params, body) => arrangeMeeting(context, who, { ...params, ...body }),
  meeting: (context, who, params) => meetingPage(context, who, params),
  moveMeeting: (context, who, params, body) => moveMeeting(context, who, { ...params, ...body }),
  inviteToMeeting: (context, who, params, body) => inviteToMeeting(context, who, { ...params, ...body }),
  hideMyPlace: (context, who, params, body) => hideMyPlace(context, who, { ...params, ...body }),
  whoIsHere: (context, who, params) => whoIsHere(context, who, params),
  makeLink: (context, who, params, body) => makeLink(context, who, { ...params, ...body }),
  revokeLink: (context, who, params) => revokeLink(context, who, params),

  join: async (context, _who, _params, body, { reply }) => {
    const { person, link, expiresAt } = await openLink(context, body)
    return me(context, await reply.setSession({ as: 'guest', person, link, expiresAt }))
  },
  callMe: (context, who, _params, body) => callMe(context, who, body),

  record: (context, who, params) => recordPage(context, who, params),
  printedRecord: (context, who, params) => printedRecord(context, who, params),
  addToRecord: (context, who, params, body) => addToRecord(context, who, { ...params, ...body }),
  tellStep: (context, who, params, body) => tellStep(context, who, { ...params, ...body }),
  accessLog: (context, who, params) => accessLog(context, who, params),
}
