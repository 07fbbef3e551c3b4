import { useEffect, useRef } from 'react'

type Letter = 'd' | 'e'

const onApple = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent)

/** The keys as they are shown, and as a screen reader is told. */
export function keysFor(letter: Uppercase<Letter>): { readonly shown: string; readonly aria: string } {
  return onApple()
    ? { shown: `⌘ ${letter}`, aria: `Meta+${letter}` }
    : { shown: `Ctrl + ${letter}`, aria: `Control+${letter}` }
}

/**
 * Ctrl or Cmd with a letter, never a letter alone: a single key would fire while somebody writes, or speaks to their
 * device (WCAG 2.1.4).
 */
export function useKeys(deeds: Readonly<Record<Letter, () => void>>): void {
  const latest = useRef(deeds)
  latest.current = deeds
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const wanted = onApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
      if (!wanted || event.altKey || event.shiftKey || event.repeat) return
      const letter = event.key.toLowerCase()
      if (letter !== 'd' && letter !== 'e') return
      // The browser would keep a bookmark or look for something.
      event.preventDefault()
      latest.current[letter]()
    }
    addEventListener('keydown', press, { capture: true })
    return () => removeEventListener('keydown', press, { capture: true })
  }, [])
}
