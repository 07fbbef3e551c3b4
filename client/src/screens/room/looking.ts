import type { Where } from '@polyphony/shared/wire/history'
import { createContext, useContext } from 'react'

/** What somebody wants to see of how the words came to be. */
export interface Looking {
  readonly view: 'who' | 'versions'
  /** Only these words. */
  readonly at: Where | null
}

export const LookBack = createContext<(looking: Looking) => void>(() => undefined)
export const useLookBack = (): ((looking: Looking) => void) => useContext(LookBack)
