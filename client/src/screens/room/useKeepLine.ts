import type { RefObject } from 'react'
import { useEffect } from 'react'

/** For browsers that let the line that is read be pushed away by what grows above it. */
export function useKeepLine(side: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = side
    if (!current || CSS.supports('overflow-anchor', 'auto')) return
    const gone = new AbortController()
    import('./later/keepLine.ts')
      .then(({ keepLine }) => gone.signal.aborted || keepLine({ side: current, signal: gone.signal }))
      // Without it the page still works as such browsers do.
      .catch(() => undefined)
    return () => gone.abort()
  }, [side])
}
