import type { Chance, DeviceId, MeetingId, SessionLabel } from '@polyphony/shared/domain/ids'
import { copyName, isCopy, whoseCopy } from './copy-name.ts'
import type { Copies } from './copying.ts'

/**
 * Locked copies of unsent words. The key is the server's and comes anew into each page over this sign-in; it is never
 * written on the device. When the sign-in ends, by whatever hand, nobody is given it any more and what lies here is
 * noise (ASVS 14.3.3). A key that the browser keeps, extractable or not, would open it for whoever sits down next.
 */
export function openCopies(given: {
  readonly meeting: MeetingId
  readonly who: SessionLabel | null
  readonly device: DeviceId
  readonly chance: Chance
  readonly key: () => Promise<string>
  /** Does this sign-in still hold? */
  readonly holds: (who: SessionLabel) => Promise<boolean>
}): Copies | null {
  const { meeting, who } = given
  const databases = globalThis.indexedDB as IDBFactory | undefined
  // Over plain http browsers lock nothing.
  if (who === null || !databases || !globalThis.crypto.subtle) return null
  const name = copyName(who, meeting)
  const open = async () => (await import('./copy.ts')).openCopy({ ...given, name, databases })
  return {
    left: async () => {
      const { isThere, sweep } = await look(databases, name)
      if (sweep.length > 0) await (await import('./copy.ts')).sweepCopies({ ...given, databases, names: sweep })
      return isThere ? await open() : null
    },
    begin: open,
    wipe: () => void databases.deleteDatabase(name),
  }
}

/** Somebody signs out: nothing of theirs stays. */
export async function wipeCopies(who: SessionLabel): Promise<void> {
  const databases = globalThis.indexedDB as IDBFactory | undefined
  const all = (await databases?.databases?.().catch(() => [])) ?? []
  for (const { name } of all) if (isCopy(name) && whoseCopy(name) === who) databases?.deleteDatabase(name)
}

async function look(databases: IDBFactory, name: string): Promise<{ isThere: boolean; sweep: string[] }> {
  // Some browsers cannot list; those ask for the one.
  const all = await databases.databases?.().catch(() => null)
  if (!all) return { isThere: await exists(databases, name), sweep: [] }
  const ours = all.map(one => one.name).filter(isCopy)
  return { isThere: ours.includes(name), sweep: ours.filter(one => one !== name) }
}

function exists(databases: IDBFactory, name: string): Promise<boolean> {
  return new Promise(resolve => {
    const asked = databases.open(name)
    asked.onupgradeneeded = () => asked.transaction?.abort()
    asked.onerror = () => resolve(false)
    asked.onsuccess = () => {
      asked.result.close()
      resolve(true)
    }
  })
}
