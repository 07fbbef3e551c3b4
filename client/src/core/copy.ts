import type { Chance, DeviceId, SessionLabel } from '@polyphony/shared/domain/ids'
import { whoseCopy } from './copy-name.ts'
import type { Copy } from './copying.ts'

/** What lies on the device: locked words by the tab that locked them. */
export interface Locked {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly words: ArrayBuffer
}
export interface Drawer {
  all(): Promise<ReadonlyMap<DeviceId, Locked>>
  /** Puts this one in, and takes the others out, in one transaction. */
  put(device: DeviceId, locked: Locked, out: readonly DeviceId[]): Promise<void>
}

/** The server's key does not open this drawer any more: whatever is in it is wiped. */
export async function openCopy(given: {
  readonly name: string
  readonly device: DeviceId
  readonly chance: Chance
  readonly databases: IDBFactory
  /** Rejects when this sign-in is not given it. */
  readonly key: () => Promise<string>
}): Promise<Copy> {
  const { name, databases } = given
  const raw = Uint8Array.from(atob(await given.key()), letter => letter.charCodeAt(0))
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
  raw.fill(0)
  return lockedCopy({ ...given, key, drawer: openDrawer(databases, name) })
}

/** AES-GCM, a fresh nonce for every writing. The name is bound in: what was moved to another drawer opens nowhere. */
export function lockedCopy(given: {
  readonly name: string
  readonly device: DeviceId
  readonly chance: Chance
  readonly key: CryptoKey
  readonly drawer: Drawer
}): Copy {
  const { device, chance, key, drawer } = given
  const additionalData = new TextEncoder().encode(given.name)
  let taken: DeviceId[] = []
  /** One after the other: an older one that comes late must not stand over a newer one. */
  let last: Promise<unknown> = Promise.resolve()
  const write = async (update: Uint8Array | null): Promise<void> => {
    const iv = chance.fill(new Uint8Array(12))
    const plain = new Uint8Array(update ?? [])
    const words = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData }, key, plain)
    await drawer.put(device, { iv, words }, taken)
    taken = []
  }
  return {
    put: update => {
      const mine = last.then(
        () => write(update),
        () => write(update),
      )
      last = mine.catch(() => undefined)
      return mine
    },
    take: async () => {
      const left: Uint8Array[] = []
      for (const [of, { iv, words }] of await drawer.all()) {
        taken.push(of)
        const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData }, key, words).catch(() => null)
        if (plain && plain.byteLength > 0) left.push(new Uint8Array(plain))
      }
      taken = taken.filter(of => of !== device)
      return left
    },
  }
}

/** Copies of sign-ins that hold no more: nobody can open them, and nobody will. */
export async function sweepCopies(given: {
  readonly databases: IDBFactory
  readonly names: readonly string[]
  readonly holds: (who: SessionLabel) => Promise<boolean>
}): Promise<void> {
  const { databases, names, holds } = given
  for (const name of names) {
    const still = await holds(whoseCopy(name)).catch(() => true)
    if (!still) databases.deleteDatabase(name)
  }
}

const store = 'words'

/** Opened for each look and closed at once, so that wiping never waits for a tab. */
function openDrawer(databases: IDBFactory, name: string): Drawer {
  const open = (): Promise<IDBDatabase> =>
    new Promise((resolve, reject) => {
      const asked = databases.open(name, 1)
      asked.onupgradeneeded = () => void asked.result.createObjectStore(store)
      asked.onsuccess = () => resolve(asked.result)
      asked.onerror = () => reject(asked.error ?? new Error('not opened'))
    })
  const inside = async <T>(mode: 'readonly' | 'readwrite', work: (words: IDBObjectStore) => () => T): Promise<T> => {
    const database = await open()
    try {
      return await new Promise<T>((resolve, reject) => {
        const transaction = database.transaction(store, mode, { durability: 'strict' })
        const answer = work(transaction.objectStore(store))
        transaction.oncomplete = () => resolve(answer())
        transaction.onabort = () => reject(transaction.error ?? new Error('not written'))
      })
    } finally {
      database.close()
    }
  }
  return {
    all: () =>
      inside('readonly', words => {
        const keys = words.getAllKeys()
        const values = words.getAll()
        return () => new Map((keys.result as DeviceId[]).map((key, at) => [key, values.result[at] as Locked]))
      }),
    put: (device, locked, out) =>
      inside('readwrite', words => {
        words.put(locked, device)
        for (const one of out) words.delete(one)
        return () => undefined
      }),
  }
}
