import type { RefObject } from 'react'
import { useEffect } from 'react'

/** A phone's keyboard takes at least this much of the screen; a browser's bars take less. */
const keyboard = 140

/** While a phone's keyboard is up, only the words have the room that is left. Nothing is taken out of the page. */
export function useKeyboardRoom(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const seen = window.visualViewport
    if (!seen) return
    const look = (): void => {
      const hidden = window.innerHeight - seen.height * seen.scale
      frame.current?.toggleAttribute('data-keyboard', hidden > keyboard)
      frame.current?.style.setProperty('--keyboard', `${Math.max(0, Math.round(hidden))}px`)
    }
    look()
    seen.addEventListener('resize', look)
    return () => seen.removeEventListener('resize', look)
  }, [frame])
}
