import type { DependencyList } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'

/** What a page asked the server for. While it asks again, the old answer stays: nothing blinks. */
export type Asked<T> =
  | { readonly is: 'asking' }
  | { readonly is: 'here'; readonly value: T; readonly again: () => void }
  | { readonly is: 'refused'; readonly error: unknown; readonly again: () => void }

/**
 * Asks at first, when `of` changes, and on again(). onReturn: also when the reader comes back to the tab. Not for pages
 * whose reading is written down: a glance at another tab is not a second look.
 */
export function useAsk<T>(ask: () => Promise<T>, of: DependencyList, how: { onReturn?: boolean } = {}): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({ is: 'asking' })
  const latest = useRef(ask)
  latest.current = ask
  const turn = useRef(0)

  const again = useCallback(() => {
    turn.current += 1
    const mine = turn.current
    latest.current().then(
      value => mine === turn.current && setAsked({ is: 'here', value, again }),
      (error: unknown) => {
        // An answer that is there stays readable when asking again fails.
        if (mine === turn.current) setAsked(now => (now.is === 'here' ? now : { is: 'refused', error, again }))
      },
    )
  }, [])

  useEffect(() => {
    setAsked({ is: 'asking' })
    again()
    const seen = () => {
      if (how.onReturn && document.visibilityState === 'visible') again()
    }
    document.addEventListener('visibilitychange', seen)
    return () => {
      turn.current += 1
      document.removeEventListener('visibilitychange', seen)
    }
  }, of)

  return asked
}
