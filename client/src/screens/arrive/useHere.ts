import { Fault } from '@polyphony/shared/domain/fault'
import { seconds, systemClock } from '@polyphony/shared/domain/time'
import type { WhoIsHere } from '@polyphony/shared/wire/views'
import { useEffect, useState } from 'react'
import { call } from '../../core/api.ts'

export interface Here {
  readonly here: WhoIsHere | null
  /** Asking fails just now; what is shown is from before. */
  readonly stale: boolean
  /** It will never answer this person. */
  readonly refused: unknown
}

const every = seconds(5)

/** Looks gently, and not at all while nobody looks at the page. */
export function useHere(meeting: string, wanted: boolean): Here {
  const [state, setState] = useState<Here>({ here: null, stale: false, refused: null })
  useEffect(() => {
    if (!wanted) return
    let over = false
    let later: () => void = () => undefined
    const look = async (): Promise<void> => {
      later()
      if (over || document.visibilityState === 'hidden') return
      try {
        const here = await call('whoIsHere', { meeting })
        if (!over) setState({ here, stale: false, refused: null })
      } catch (error) {
        const final = error instanceof Fault && error.fault !== 'leaving' && error.fault !== 'unexpected'
        if (!over) setState(now => ({ ...now, stale: true, refused: final ? error : null }))
        if (final) return
      }
      if (!over) later = systemClock.after(every, () => void look())
    }
    const seen = (): void => void look()
    document.addEventListener('visibilitychange', seen)
    void look()
    return () => {
      over = true
      later()
      document.removeEventListener('visibilitychange', seen)
    }
  }, [meeting, wanted])
  return state
}
