import type { DutyReadings } from '../meetings/duty-readings.ts'
import type { Handlers } from './handlers.ts'

/** Reading because of a duty. */
export type DutyHandlers = Pick<Handlers, 'dutyReadings' | 'breakSeal' | 'dutyPage' | 'dutyRecord' | 'endDutyReading'>

export function dutyHandlers(duty: DutyReadings): DutyHandlers {
  return {
    dutyReadings: (context, who) => duty.open(context, who),
    breakSeal: (context, who, _params, body) => duty.breakSeal(context, who, body),
    dutyPage: (context, who, params) => duty.page(context, who, params),
    dutyRecord: (context, who, params) => duty.record(context, who, params),
    endDutyReading: (context, who, params) => duty.end(context, who, params),
  }
}
