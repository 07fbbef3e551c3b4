import type { FromClient, FromServer } from '@polyphony/shared/wire/live'
import type { filePaths, RouteName } from '@polyphony/shared/wire/rest'
import type { frame } from '@polyphony/shared/wire/sync'
import type { LookAct } from '@polyphony/shared/wire/views'

/**
 * What each way of reading leaves in "who has looked" (F18), or why it shows nobody's words. Every route, file, event and
 * frame there is stands here: a new one without its statement does not compile.
 */
export type Statement = { readonly leaves: LookAct; readonly as?: 'duty' } | { readonly shows: string }

const leaves = (act: LookAct): Statement => ({ leaves: act })
/** Only for who is not of the network, and has said why. */
const leavesAsDuty = (act: LookAct): Statement => ({ leaves: act, as: 'duty' })
const shows = (what: string): Statement => ({ shows: what })
const house = shows('the house itself')
const oneself = shows('who is asking')
const staff = shows('those who work here')
const change = shows('nothing: it changes something')

export const routeLooks: { readonly [Name in RouteName]: Statement } = {
  health: house,
  service: house,
  me: oneself,
  setUp: oneself,
  signIn: oneself,
  signOut: oneself,
  mediaCheck: house,
  helpNumbers: house,
  helpNumbersChecked: change,
  changeProfession: oneself,
  tryConnection: house,
  staff,
  inviteStaff: staff,
  staffInvitation: staff,
  acceptStaffInvitation: oneself,
  endStaffSessions: staff,
  networks: shows('first names and the time of a next meeting'),
  createNetwork: change,
  network: leaves('read-network'),
  addPerson: change,
  addToTeam: change,
  changePerson: change,
  arrangeMeeting: change,
  meeting: leaves('read-meeting'),
  moveMeeting: change,
  inviteToMeeting: change,
  hideMyPlace: change,
  whoIsHere: shows('who sits in the circle now, to those who are asked to come'),
  makeLink: change,
  revokeLink: change,
  join: oneself,
  callMe: oneself,
  record: leaves('read-record'),
  printedRecord: leaves('printed-record'),
  addToRecord: change,
  tellStep: change,
  accessLog: shows('who has looked'),
  dutyReadings: shows('first names of those whose records one reads as a duty'),
  breakSeal: leavesAsDuty('broke-seal'),
  dutyPage: leavesAsDuty('duty-network'),
  dutyRecord: leavesAsDuty('duty-record'),
  endDutyReading: leavesAsDuty('ended-duty'),
  leaveNetwork: change,
  endAccess: change,
  copyKey: shows('a key for words that are on the device already'),
  whoWrote: leaves('read-earlier'),
  timeline: leaves('read-earlier'),
  checkpoints: leaves('read-earlier'),
  version: leaves('read-earlier'),
  difference: leaves('read-earlier'),
  nameMoment: change,
  bringBack: change,
}

export const fileLooks: { readonly [Name in keyof typeof filePaths]: Statement } = {
  record: leaves('downloaded-record'),
  copy: leaves('downloaded-copy'),
}

export const saidLooks: { readonly [Name in keyof FromClient]: Statement } = {
  enter: leaves('read-notes'),
  do: leaves('read-notes'),
  media: shows('a ticket for sound and picture'),
  signal: change,
  cannotTalk: change,
  hearing: change,
}
/** What is sent goes to whoever has entered and sits, which has left its line. */
export const heardLooks: { readonly [Name in keyof FromServer]: Statement } = {
  happened: leaves('read-notes'),
  signal: shows('how two devices find each other'),
  mediaLock: shows('the key of sound and picture, to whoever takes part in them now'),
  cannotTalk: shows('that somebody cannot talk, without content'),
  cannotHear: shows('who cannot hear just now'),
  rightsChanged: shows('that one has to ask again'),
  leaving: house,
}

/** Whoever opens the notes, by WebSocket or by the tunnel, has left the line before the first frame. */
export const frameLooks: { readonly [Name in keyof typeof frame]: Statement } = {
  sync: leaves('read-notes'),
  awareness: leaves('read-notes'),
  queryAwareness: leaves('read-notes'),
  people: leaves('read-notes'),
  kept: shows('how much is saved'),
  trouble: house,
  rights: oneself,
  there: house,
}
