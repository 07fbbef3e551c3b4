import { type Clock, seconds } from '@polyphony/shared/domain/time'
import { keyPlaces } from '@polyphony/shared/wire/keys'
import type { MediaLock } from '@polyphony/shared/wire/media'
import type * as LiveKit from 'livekit-client'

type Locked = Extract<MediaLock, { is: 'locked' }>

/** Sound and picture leave this device locked, and what comes is opened here: in a worker of the page's own. */
export interface Ring {
  readonly options: { readonly keyProvider: LiveKit.BaseKeyProvider; readonly worker: Worker }
  /** It opens what comes from now on; it is sent with as soon as all have it, or at once where there is no other. */
  put(lock: Locked): Promise<void>
  /** Nothing is sent with what is there now. */
  empty(): void
  close(): void
}

/** A frame of before may be on its way for this long. After that the old key opens nothing here either. */
const oldLasts = seconds(5)

export async function createRing(
  kit: Pick<typeof LiveKit, 'BaseKeyProvider' | 'KeyProviderEvent' | 'createKeyMaterialFromBuffer' | 'createE2EEKey'>,
  clock: Clock,
): Promise<Ring> {
  const { BaseKeyProvider, KeyProviderEvent, createKeyMaterialFromBuffer, createE2EEKey } = kit
  const { default: LockWorker } = await import('livekit-client/e2ee-worker?worker')
  const keys = new Map<number, CryptoKey>()
  let current: number | null = null

  /** What the library asks again whenever a connection is made anew. It has no way of its own to put a key without using it. */
  class Keys extends BaseKeyProvider {
    override getKeys(): LiveKit.KeyInfo[] {
      return Array.from(keys, ([keyIndex, key]) => ({ key, keyIndex }))
    }
    override getLatestManuallySetKeyIndex(): number {
      return current ?? 0
    }
    put(key: CryptoKey, keyIndex: number): void {
      this.emit(KeyProviderEvent.SetKey, { key, keyIndex }, keyIndex === current)
    }
  }
  const keyProvider = new Keys({
    sharedKey: true,
    keyringSize: keyPlaces,
    keySize: 256,
    // Nobody guesses on from a key: a new one comes from the house.
    ratchetWindowSize: 0,
    // A frame that does not open says nothing about the key.
    failureTolerance: -1,
  })
  const worker = new LockWorker()

  /** A place in the ring cannot be emptied; a key that nobody has opens nothing. */
  const throwAway = async (index: number): Promise<void> => {
    if (index === current || !keys.delete(index)) return
    keyProvider.put(await createKeyMaterialFromBuffer(createE2EEKey().buffer), index)
  }

  return {
    options: { keyProvider, worker },
    put: async ({ turn, key, use }) => {
      const index = turn % keyPlaces
      const material = await createKeyMaterialFromBuffer(bytesOf(key))
      keys.set(index, material)
      if (use || current === null) current = index
      keyProvider.put(material, index)
      if (current !== index) return
      const old = [...keys.keys()].filter(one => one !== index)
      clock.after(oldLasts, () => void Promise.all(old.map(throwAway)))
    },
    empty: () => {
      current = null
    },
    close: () => worker.terminate(),
  }
}

/** base64url → bytes. */
function bytesOf(text: string): ArrayBuffer {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, one => one.codePointAt(0) ?? 0).buffer
}
