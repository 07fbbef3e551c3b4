import { seconds } from '@polyphony/shared/domain/time'
import type { Clock } from '@polyphony/shared/domain/time'

/**
 * Is the other end still there? A socket can look open for minutes after the line is gone: a lift, a laptop that slept,
 * a router that forgot. After a second of silence the server is asked; it answers at once or is taken as not there.
 */
export interface Beat {
  opened(): void
  closed(): void
  /** Anything came from the other side. */
  heard(): void
  /** The page is looked at again, or the phone is online again: ask now, and do not wait long. */
  wake(): void
  /** Asked, and not answered in time. */
  readonly quiet: boolean
}

/** Together less than the three seconds within which "not connected" is shown. */
const silence = seconds(1)
const patience = seconds(1.8)
/** Slow is not gone: a weak line is left this long before a new one is tried. */
const dead = seconds(6)
const shortly = seconds(1)
/** A timer that comes so much too late says that the device slept. What was asked before cannot be judged. */
const slept = seconds(2)

export function createBeat(given: {
  readonly clock: Clock
  readonly ask: () => void
  readonly changed: () => void
  /** Nobody is there: a new line is needed. */
  readonly gone: () => void
  /** Nobody looks at a hidden page, and a phone in a pocket saves its battery. */
  readonly looked: () => boolean
}): Beat {
  const { clock, ask, changed, gone, looked } = given
  let open = false
  let quiet = false
  let stop = (): void => undefined

  const after = (span: number, then: () => void, late: () => void): void => {
    stop()
    const due = clock.now() + span
    stop = clock.after(span, () => (clock.now() > due + slept ? late() : then()))
  }
  const wait = (): void => after(silence, listen, wake)
  const listen = (): void => {
    if (!looked()) {
      wait()
      return
    }
    after(patience, unanswered, wake)
    ask()
  }
  const unanswered = (): void => {
    quiet = true
    changed()
    after(dead - patience, gone, wake)
    ask()
  }
  const wake = (): void => {
    if (!open) return
    after(shortly, gone, wake)
    ask()
  }
  return {
    opened: () => {
      open = true
      quiet = false
      wait()
    },
    closed: () => {
      open = false
      quiet = false
      stop()
    },
    heard: () => {
      if (!open) return
      wait()
      if (!quiet) return
      quiet = false
      changed()
    },
    wake,
    get quiet() {
      return quiet
    },
  }
}
