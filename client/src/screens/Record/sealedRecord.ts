import { Fault } from '@polyphony/shared/domain/fault'
import type { Clock } from '@polyphony/shared/domain/time'
import { seconds, systemClock } from '@polyphony/shared/domain/time'
import type { RecordAnswer } from '@polyphony/shared/wire/views'
import { call } from '../../core/api.ts'

interface How {
  readonly ask: () => Promise<RecordAnswer>
  readonly clock: Clock
}

const times = 6

/**
 * The record is written in the moment a meeting ends. Whoever comes in that moment waits for it a little, instead of
 * reading that something could not be saved.
 */
export async function whenSealed({ ask, clock }: How): Promise<RecordAnswer> {
  for (let turn = 1; ; turn++) {
    try {
      return await ask()
    } catch (error) {
      if (!(error instanceof Fault) || error.fault !== 'not-saved' || turn >= times) throw error
      await new Promise<void>(then => clock.after(seconds(1), then))
    }
  }
}

export const sealedRecord = (meeting: string): Promise<RecordAnswer> =>
  whenSealed({ ask: () => call('record', { meeting }), clock: systemClock })
