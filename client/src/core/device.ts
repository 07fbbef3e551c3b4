import { newId } from '@polyphony/shared/domain/ids'
import type { Chance, DeviceId } from '@polyphony/shared/domain/ids'
import type { Clock } from '@polyphony/shared/domain/time'

const key = 'polyphony-device'

/**
 * The id of this tab. It survives a reload, so that the seat is found again. A tab that was duplicated carries a copy of
 * the other's storage: the lock tells which of the two the id belongs to, and the copy gets one of its own.
 */
export async function deviceOfThisTab(given: {
  storage: Pick<Storage, 'getItem' | 'setItem'>
  locks: Pick<LockManager, 'request'> | null
  clock: Clock
  chance: Chance
  /** Until when the id is in use. */
  signal: AbortSignal
}): Promise<DeviceId> {
  const { storage, locks, clock, chance, signal } = given
  const kept = storage.getItem(key)
  if (kept !== null && (await held(locks, kept, signal))) return kept as DeviceId
  const made = newId<DeviceId>(clock.now(), chance)
  storage.setItem(key, made)
  await held(locks, made, signal)
  return made
}

/** Holds the name until then or until the tab goes. A page that reloads lets go a moment late: hence the patience. */
function held(locks: Pick<LockManager, 'request'> | null, name: string, until: AbortSignal): Promise<boolean> {
  if (!locks) return Promise.resolve(true)
  return new Promise(resolve => {
    const inUse = new Promise<void>(done => until.addEventListener('abort', () => done()))
    locks
      .request(`${key}:${name}`, { signal: AbortSignal.timeout(400) }, () => {
        resolve(true)
        return until.aborted ? undefined : inUse
      })
      .catch(() => resolve(false))
  })
}
