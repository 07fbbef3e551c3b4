export type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Words that no server has yet, kept in this tab through a reload of it, and nowhere else. */
export interface Kept {
  put(update: Uint8Array | null): void
  /** What a reload left behind, once. */
  take(): Uint8Array | null
}

export function keptInTab(storage: Keep, key: string): Kept {
  return {
    put: update => {
      try {
        if (update) storage.setItem(key, toText(update))
        else storage.removeItem(key)
      } catch {
        // Storage full or forbidden: the words still stand in this tab.
      }
    },
    take: () => {
      try {
        const text = storage.getItem(key)
        storage.removeItem(key)
        return text === null ? null : fromText(text)
      } catch {
        return null
      }
    },
  }
}

const toText = (bytes: Uint8Array): string => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
const fromText = (text: string): Uint8Array => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
