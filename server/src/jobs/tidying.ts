import type { Clock } from '@polyphony/shared/domain/time'
import { hours, minutes } from '@polyphony/shared/domain/time'
import type { Sessions } from '../auth/sessions.ts'
import type { Logger } from '../log.ts'

/** What nobody needs any more goes by itself: sign-ins that are over say where somebody was, and when. */
export interface Tidying {
  close(): Promise<void>
}

const first = minutes(5)
const every = hours(6)

export function createTidying(given: {
  readonly sessions: Pick<Sessions, 'forgetEnded'>
  readonly clock: Clock
  readonly logger: Logger
}): Tidying {
  const { sessions, clock, logger } = given
  let begun: Promise<void> = Promise.resolve()
  let closing = false
  let stop = clock.after(first, tidy)

  function tidy(): void {
    begun = sessions.forgetEnded().then(
      gone => logger.info({ gone }, 'sign-ins that were over are forgotten'),
      (error: unknown) => logger.error({ error }, 'sign-ins that are over could not be forgotten; next time'),
    )
    if (!closing) stop = clock.after(every, tidy)
  }

  return {
    close: async () => {
      closing = true
      stop()
      await begun
    },
  }
}
