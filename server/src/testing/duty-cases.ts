import type { DutyHandlers } from '../http/duty-handlers.ts'
import type { Case } from './case.ts'
import { staffOnly } from './case.ts'
import type { World } from './world.ts'
import { duty, password } from './world.ts'

const byDuty = (world: World) => ({ reading: world.reading })
/** An hour is for whoever has said why; to everybody else it is not there. */
const outsideOnly = { ...staffOnly, sam: 'not-found', aino: 'not-found', admin: 'not-found' } as const

/** Reading because of a duty. The last of them ends the hour of the others. */
export const dutyCases: { readonly [Name in keyof DutyHandlers]: Case<Name> } = {
  dutyReadings: { by: 'noor', input: () => ({}), refused: staffOnly, onlyLooks: true },
  breakSeal: {
    by: 'noor',
    input: world => ({ address: `${world.house.url}/meetings/${world.ended}`, ...duty, password }),
    // Sam is of the network: he asks its people.
    refused: { ...staffOnly, sam: 'seal-holds', admin: 'role-needed' },
    wrong: [
      ['not-understood', () => ({ address: 'the family of Maria' })],
      ['not-understood', () => ({ kind: 'curious' })],
      ['reason-needed', () => ({ reason: '' })],
      ['reason-needed', () => ({ reason: 'because I want to' })],
      ['wrong-password', () => ({ password: 'guessed' })],
      ['seal-holds', world => ({ address: world.link })],
      ['seal-holds', world => ({ address: world.other.network })],
      ['seal-holds', world => ({ address: `/meetings/${world.open}/record` })],
    ],
  },
  dutyPage: { by: 'noor', input: byDuty, refused: outsideOnly },
  dutyRecord: {
    by: 'noor',
    input: world => ({ ...byDuty(world), meeting: world.ended }),
    refused: outsideOnly,
    wrong: [
      ['not-found', world => ({ meeting: world.open })],
      ['not-found', world => ({ meeting: world.coming })],
      ['not-found', world => ({ meeting: world.other.meeting })],
    ],
  },
  endDutyReading: { by: 'noor', input: byDuty, refused: outsideOnly },
}
