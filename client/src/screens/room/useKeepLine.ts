import type { RefObject } from 'react'
import { useEffect } from 'react'

/** What grows above the line that somebody reads does not push it away. */
export function useKeepLine(side: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const gone = new AbortController()
    import('./later/keepLine.ts')
      .then(({ keepLine }) => {
        if (side.current && !gone.signal.aborted) keepLine({ side: side.current, signal: gone.signal })
      })
      // Without it the page does as its browser does.
      .catch(() => undefined)
    return () => gone.abort()
  }, [side])
}
