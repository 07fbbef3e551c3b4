import type { MediaLock } from '@polyphony/shared/wire/media'
import type { BodyGiven } from './body.ts'
import type { Ring } from './livekit-lock.ts'

/** Whether sound and picture are locked now, as the house says it: the newest word counts, by whichever way it came. */
export interface Locking {
  /** A word that came with a ticket. */
  take(lock: MediaLock): Promise<void>
  isLocked(): boolean
  /** Whether it is right to send so now. */
  isAs(sendsLocked: boolean): boolean
  /** The parts are there. onTurn: it was opened, or closed again. */
  begin(given: {
    readonly ring: Pick<Ring, 'put' | 'empty' | 'close'> | null
    readonly onTurn: () => void
  }): Promise<void>
  /** The door is closed: what comes next is all new. */
  forget(): void
  end(): void
}

export function followLock({ signalling, change }: Pick<BodyGiven, 'signalling' | 'change'>): Locking {
  let lock: MediaLock | null = null
  let ring: Parameters<Locking['begin']>[0]['ring'] = null
  let onTurn: () => void = () => undefined

  const put = async (): Promise<void> => {
    if (lock?.is === 'locked') await ring?.put(lock)
    else ring?.empty()
  }
  const take = async (next: MediaLock): Promise<void> => {
    if (lock !== null && next.turn < lock.turn) return
    // A word that was overtaken by the one that all may send with it.
    if (lock?.is === 'locked' && lock.turn === next.turn && lock.use && next.is === 'locked' && lock.key === next.key)
      return
    const turned = lock !== null && lock.is !== next.is
    lock = next
    change({ lock: next.is === 'locked' ? 'locked' : next.why })
    await put()
    if (turned) onTurn()
  }
  const stop = signalling.onLock(next => void take(next))

  return {
    take,
    isLocked: () => lock?.is === 'locked',
    isAs: sendsLocked => (lock?.is === 'locked') === sendsLocked,
    begin: async given => {
      ;({ ring, onTurn } = given)
      await put()
    },
    forget: () => {
      lock = null
      ring?.empty()
      change({ lock: null })
    },
    end: () => {
      stop()
      ring?.close()
    },
  }
}
