import type { RefObject } from 'react'
import { useEffect } from 'react'

/**
 * Many things here go away when they have been pressed. Whoever walks by keyboard is then not thrown back to the top of
 * the page: the nearest part that is still there takes the focus, and Tab goes on from it.
 */
export function useKeepFocus(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const within = frame.current
    if (!within) return
    let way: readonly HTMLElement[] = []
    const remember = ({ target }: FocusEvent): void => {
      const found: HTMLElement[] = []
      for (let at = target instanceof HTMLElement ? target : null; at && at !== within; at = at.parentElement)
        found.push(at)
      way = found
    }
    const look = (): void => {
      const [last] = way
      if (!last || last.isConnected || document.activeElement !== document.body) return
      const still = way.find(part => part.isConnected && part.matches('article, form, fieldset, li, section, details'))
      way = []
      if (!still) return
      if (!still.hasAttribute('tabindex')) still.tabIndex = -1
      still.focus({ preventScroll: true })
    }
    const observer = new MutationObserver(look)
    observer.observe(within, { childList: true, subtree: true })
    within.addEventListener('focusin', remember)
    return () => {
      observer.disconnect()
      within.removeEventListener('focusin', remember)
    }
  }, [frame])
}

/** For what opens when it is asked for: its first field has the focus. */
export function focusFirst(opened: HTMLElement | null): void {
  opened?.querySelector<HTMLElement>('input, textarea, select, button')?.focus()
}
