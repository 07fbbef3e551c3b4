import type { Refused } from './lost-words.ts'

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

/** What was refused stays to be copied, through a reload too. */
export function refusedInTab(
  storage: Keep,
  key: string,
): { put(refused: Refused | null): void; take(): Refused | null } {
  return {
    put: refused => {
      try {
        if (refused) storage.setItem(key, JSON.stringify(refused))
        else storage.removeItem(key)
      } catch {
        // It still stands on the screen.
      }
    },
    take: () => {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null') as Refused | null
      } catch {
        return null
      }
    },
  }
}

const toText = (bytes: Uint8Array): string => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
const fromText = (text: string): Uint8Array => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))
