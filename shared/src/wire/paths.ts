/** The addresses of the wires, without the schemas: a phone that joins loads no parser for what it only sends. */
interface Address {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Express syntax. */
  readonly path: string
}

export const paths = {
  health: { method: 'GET', path: '/api/health' },
  service: { method: 'GET', path: '/api/service' },
  tryConnection: { method: 'POST', path: '/api/try-connection' },
  mediaCheck: { method: 'POST', path: '/api/media-check' },
  helpNumbers: { method: 'GET', path: '/api/help-numbers' },
  helpNumbersChecked: { method: 'POST', path: '/api/help-numbers/checked' },
  me: { method: 'GET', path: '/api/me' },
  setUp: { method: 'POST', path: '/api/set-up' },
  signIn: { method: 'POST', path: '/api/sign-in' },
  signOut: { method: 'POST', path: '/api/sign-out' },
  staff: { method: 'GET', path: '/api/staff' },
  inviteStaff: { method: 'POST', path: '/api/staff/invitations' },
  staffInvitation: { method: 'POST', path: '/api/staff/invitations/look' },
  acceptStaffInvitation: { method: 'POST', path: '/api/staff/invitations/accept' },
  endStaffSessions: { method: 'POST', path: '/api/staff/:person/end-sessions' },
  changeProfession: { method: 'PATCH', path: '/api/me/profession' },
  networks: { method: 'GET', path: '/api/networks' },
  createNetwork: { method: 'POST', path: '/api/networks' },
  network: { method: 'GET', path: '/api/networks/:network' },
  addPerson: { method: 'POST', path: '/api/networks/:network/people' },
  addToTeam: { method: 'POST', path: '/api/networks/:network/team' },
  leaveNetwork: { method: 'POST', path: '/api/networks/:network/leave' },
  endAccess: { method: 'POST', path: '/api/networks/:network/people/:person/end-access' },
  changePerson: { method: 'PATCH', path: '/api/networks/:network/people/:person' },
  arrangeMeeting: { method: 'POST', path: '/api/networks/:network/meetings' },
  meeting: { method: 'GET', path: '/api/meetings/:meeting' },
  moveMeeting: { method: 'PATCH', path: '/api/meetings/:meeting' },
  inviteToMeeting: { method: 'POST', path: '/api/meetings/:meeting/people' },
  hideMyPlace: { method: 'POST', path: '/api/meetings/:meeting/my-place' },
  whoIsHere: { method: 'GET', path: '/api/meetings/:meeting/here' },
  makeLink: { method: 'POST', path: '/api/meetings/:meeting/links' },
  revokeLink: { method: 'DELETE', path: '/api/links/:link' },
  join: { method: 'POST', path: '/api/join' },
  copyKey: { method: 'POST', path: '/api/meetings/:meeting/copy-key' },
  callMe: { method: 'POST', path: '/api/me/name' },
  record: { method: 'GET', path: '/api/meetings/:meeting/record' },
  printedRecord: { method: 'POST', path: '/api/meetings/:meeting/record/printed' },
  addToRecord: { method: 'POST', path: '/api/meetings/:meeting/additions' },
  tellStep: { method: 'POST', path: '/api/meetings/:meeting/steps/:step' },
  whoWrote: { method: 'GET', path: '/api/meetings/:meeting/who-wrote' },
  timeline: { method: 'GET', path: '/api/meetings/:meeting/timeline' },
  checkpoints: { method: 'GET', path: '/api/meetings/:meeting/checkpoints' },
  nameMoment: { method: 'POST', path: '/api/meetings/:meeting/checkpoints' },
  version: { method: 'GET', path: '/api/meetings/:meeting/versions/:seq/words' },
  difference: { method: 'GET', path: '/api/meetings/:meeting/versions/:seq/since/:from' },
  bringBack: { method: 'POST', path: '/api/meetings/:meeting/versions/:seq/bring-back' },
  accessLog: { method: 'GET', path: '/api/networks/:network/who-has-looked' },
  dutyReadings: { method: 'GET', path: '/api/duty-readings' },
  breakSeal: { method: 'POST', path: '/api/duty-readings' },
  dutyPage: { method: 'GET', path: '/api/duty-readings/:reading' },
  dutyRecord: { method: 'GET', path: '/api/duty-readings/:reading/records/:meeting/words' },
  endDutyReading: { method: 'POST', path: '/api/duty-readings/:reading/end' },
} as const satisfies Record<string, Address>

/**
 * Not answered as JSON by the table: files, as GET. A file that is not named here is served by nobody, and each of them
 * states which trace it leaves (F18).
 */
export const filePaths = {
  /** kind: html | md */
  record: '/api/meetings/:meeting/record.:kind',
  /** kind: html | json. The person at the centre gets everything; whoever else belongs or belonged, their own words. */
  copy: '/api/networks/:network/copy.:kind',
} as const
export const recordFilePath = filePaths.record

/** A tab says which sign-in it speaks for in this header; in a WebSocket address and a download link as ?who=. */
export const whoHeader = 'polyphony-who'

/** The /live wire: socket.io at this path. */
export const livePath = '/live'
