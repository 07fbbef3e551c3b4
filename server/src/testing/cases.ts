import { hours } from '@polyphony/shared/domain/time'
import type { RouteName } from '@polyphony/shared/wire/rest'
import type { Case } from './case.ts'
import { staffOnly } from './case.ts'
import { dutyCases } from './duty-cases.ts'
import type { World } from './world.ts'
import { password, tokens } from './world.ts'

const unknown = ['link-unknown', () => ({ token: 'B'.repeat(43) })] as const
const teamOnly = { ...staffOnly, aino: 'not-yours', admin: 'not-yours' } as const
const administratorOnly = { ...staffOnly, sam: 'not-yours', aino: 'not-yours' } as const
const signedIn = { nobody: 'not-signed-in' } as const
const ofTheNetwork = { ...signedIn, aino: 'not-yours', admin: 'not-yours', petra: 'not-yours' } as const

const when = (world: World) => ({
  startsAt: world.house.clock.now() + hours(5),
  zone: 'Europe/Helsinki',
  place: 'home' as const,
  placeWords: 'Elena’s kitchen',
})
const inOurs = (world: World) => ({ network: world.network })
const inComing = (world: World) => ({ meeting: world.coming })
const inEnded = (world: World) => ({ meeting: world.ended })
const inOpen = (world: World) => ({ meeting: world.open })
const otherNetwork = (world: World) => ({ network: world.other.network })
const otherMeeting = (world: World) => ({ meeting: world.other.meeting })

/** A second look within the hour leaves no second trace. */
const lookingBack = {
  by: 'elena',
  refused: ofTheNetwork,
  foreign: otherMeeting,
  wrong: [['not-in-the-room', inComing]],
  onlyLooks: true,
} as const

export const cases: { readonly [Name in RouteName]: Case<Name> } = {
  health: { by: 'nobody', input: () => ({}), onlyLooks: true },
  service: { by: 'nobody', input: () => ({}), onlyLooks: true },
  me: { by: 'nobody', input: () => ({}), onlyLooks: true },

  setUp: {
    by: 'nobody',
    input: () => ({ token: tokens.setUp, name: 'Ada', email: 'ada@example.org', password }),
    wrong: [unknown],
  },
  signIn: {
    by: 'nobody',
    input: () => ({ email: 'ada@example.org', password }),
    wrong: [['wrong-password', () => ({ password: 'guessed' })]],
  },
  staff: { by: 'sam', input: () => ({}), refused: staffOnly, onlyLooks: true },
  inviteStaff: {
    by: 'admin',
    input: () => ({ name: 'Ravi', email: 'ravi@example.org', profession: 'psychiatrist', administrator: false }),
    refused: administratorOnly,
  },
  staffInvitation: {
    by: 'nobody',
    input: () => ({ token: tokens.staff }),
    wrong: [unknown],
    onlyLooks: true,
  },
  acceptStaffInvitation: {
    by: 'nobody',
    input: () => ({ token: tokens.staff, name: 'Ravi', password }),
    wrong: [unknown],
  },
  tryConnection: { by: 'elena', input: () => ({}), refused: signedIn, onlyLooks: true },
  mediaCheck: { by: 'admin', input: () => ({}), refused: administratorOnly, onlyLooks: true },
  helpNumbers: { by: 'admin', input: () => ({}), refused: administratorOnly, onlyLooks: true },
  helpNumbersChecked: { by: 'admin', input: () => ({}), refused: administratorOnly },
  changeProfession: { by: 'admin', input: () => ({ profession: 'family worker' }), refused: staffOnly },
  endStaffSessions: {
    by: 'admin',
    input: world => ({ person: world.guests.aino.person }),
    refused: administratorOnly,
  },

  networks: { by: 'elena', input: () => ({}), refused: signedIn, onlyLooks: true },
  createNetwork: {
    by: 'sam',
    input: world => ({
      centre: 'Jonas',
      people: [{ name: 'Ida', relation: 'sister' }],
      team: [world.guests.aino.person],
    }),
    refused: staffOnly,
    wrong: [['nobody-by-that-name', world => ({ team: [world.elena] })]],
  },
  network: { by: 'elena', input: inOurs, refused: ofTheNetwork, foreign: otherNetwork },
  addPerson: {
    by: 'sam',
    input: world => ({ ...inOurs(world), name: 'Rosa', relation: 'neighbour', kind: 'network' }),
    refused: teamOnly,
    foreign: otherNetwork,
  },
  addToTeam: {
    by: 'sam',
    input: world => ({ ...inOurs(world), person: world.guests.aino.person }),
    refused: teamOnly,
    foreign: otherNetwork,
    wrong: [
      ['nobody-by-that-name', world => ({ person: world.tomas })],
      ['already-there', world => ({ person: world.guests.sam.person })],
    ],
  },
  changePerson: {
    by: 'sam',
    input: world => ({ ...inOurs(world), person: world.tomas, name: 'Tom', relation: 'little brother' }),
    refused: teamOnly,
    foreign: otherNetwork,
    wrong: [['not-found', world => ({ person: world.other.person })]],
  },

  arrangeMeeting: {
    by: 'sam',
    input: world => ({ ...inOurs(world), ...when(world), people: [world.elena] }),
    refused: teamOnly,
    foreign: otherNetwork,
    wrong: [
      ['nobody-by-that-name', world => ({ people: [world.elena, world.other.person] })],
      ['not-understood', () => ({ startsAt: Date.UTC(2021, 1, 1) })],
      ['not-understood', () => ({ zone: 'Middle/Earth' })],
    ],
  },
  meeting: { by: 'elena', input: inComing, refused: ofTheNetwork, foreign: otherMeeting },
  moveMeeting: {
    by: 'sam',
    input: world => ({ ...inComing(world), ...when(world) }),
    refused: teamOnly,
    foreign: otherMeeting,
    wrong: [['meeting-ended', inEnded]],
  },
  inviteToMeeting: {
    by: 'sam',
    input: world => ({ ...inComing(world), person: world.tomas }),
    refused: teamOnly,
    foreign: otherMeeting,
    wrong: [
      ['nobody-by-that-name', world => ({ person: world.other.person })],
      ['meeting-ended', inEnded],
    ],
  },
  hideMyPlace: {
    by: 'elena',
    input: world => ({ ...inComing(world), hide: false }),
    refused: ofTheNetwork,
    foreign: otherMeeting,
    // This house has no relay.
    wrong: [['not-understood', () => ({ hide: true })]],
    onlyLooks: true,
  },
  whoIsHere: { by: 'elena', input: inComing, refused: ofTheNetwork, foreign: otherMeeting, onlyLooks: true },
  makeLink: {
    by: 'sam',
    input: world => ({ ...inComing(world), person: world.guests.sam.person }),
    refused: teamOnly,
    foreign: otherMeeting,
    wrong: [['nobody-by-that-name', world => ({ person: world.other.person })]],
  },
  revokeLink: {
    by: 'sam',
    input: world => ({ link: world.link }),
    refused: teamOnly,
    foreign: world => ({ link: world.other.link }),
  },

  join: {
    by: 'nobody',
    input: () => ({ token: tokens.join }),
    wrong: [unknown],
  },
  callMe: { by: 'elena', input: () => ({ name: 'Leni' }), refused: signedIn },
  copyKey: { by: 'elena', input: inComing, refused: ofTheNetwork, foreign: otherMeeting, onlyLooks: true },

  record: {
    by: 'elena',
    input: inEnded,
    refused: ofTheNetwork,
    foreign: otherMeeting,
    wrong: [['meeting-not-ended', inComing]],
  },
  printedRecord: {
    by: 'elena',
    input: inEnded,
    refused: ofTheNetwork,
    foreign: otherMeeting,
    wrong: [['meeting-not-ended', inComing]],
  },
  addToRecord: {
    by: 'elena',
    input: world => ({ ...inEnded(world), words: 'I see this differently now' }),
    refused: ofTheNetwork,
    foreign: otherMeeting,
    wrong: [['meeting-not-ended', inComing]],
  },
  tellStep: {
    by: 'elena',
    input: world => ({ ...inEnded(world), step: world.step, how: 'done', words: 'he was kind' }),
    refused: { ...ofTheNetwork, sam: 'only-the-owner' },
    foreign: otherMeeting,
    wrong: [
      ['meeting-not-ended', inComing],
      ['no-such-words', world => ({ step: world.link })],
    ],
  },
  whoWrote: {
    by: 'elena',
    input: inEnded,
    refused: ofTheNetwork,
    foreign: otherMeeting,
    wrong: [['not-in-the-room', inComing]],
  },
  timeline: { ...lookingBack, input: inEnded },
  checkpoints: { ...lookingBack, input: inEnded },
  nameMoment: {
    by: 'elena',
    input: world => ({ ...inOpen(world), words: 'before we stopped for tea' }),
    refused: { ...ofTheNetwork, sam: 'not-in-the-room' },
    foreign: otherMeeting,
    wrong: [
      ['not-in-the-room', inComing],
      ['meeting-ended', inEnded],
    ],
  },
  version: {
    ...lookingBack,
    input: world => ({ ...inEnded(world), seq: '1' }),
    wrong: [...lookingBack.wrong, ['not-found', () => ({ seq: '99999' })]],
  },
  difference: {
    ...lookingBack,
    input: world => ({ ...inEnded(world), seq: '2', from: '1' }),
    wrong: [...lookingBack.wrong, ['not-found', () => ({ from: '99999' })]],
  },
  bringBack: {
    by: 'elena',
    input: world => ({ ...inOpen(world), seq: '1', where: 'notes' }),
    refused: { ...ofTheNetwork, sam: 'not-in-the-room' },
    foreign: otherMeeting,
    wrong: [
      ['not-in-the-room', inComing],
      ['meeting-ended', inEnded],
      ['no-such-words', world => ({ where: world.step })],
    ],
  },
  accessLog: { by: 'elena', input: inOurs, refused: ofTheNetwork, foreign: otherNetwork, onlyLooks: true },

  ...dutyCases,

  // Last: whoever has gone reads no more, and nobody is signed in afterwards.
  endAccess: {
    by: 'maria',
    input: world => ({ ...inOurs(world), person: world.tomas }),
    refused: { ...ofTheNetwork, elena: 'not-yours', sam: 'not-yours' },
    foreign: otherNetwork,
    wrong: [
      ['not-found', world => ({ person: world.other.person })],
      ['not-yours', world => ({ person: world.guests.sam.person })],
      ['not-yours', world => ({ person: world.maria })],
    ],
  },
  leaveNetwork: {
    by: 'elena',
    input: inOurs,
    refused: { ...ofTheNetwork, maria: 'not-yours', sam: 'last-of-the-team' },
    foreign: otherNetwork,
  },
  signOut: { by: 'petra', input: () => ({}), refused: signedIn },
}
