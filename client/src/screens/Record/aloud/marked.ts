/**
 * Marks what is being read, and goes along with it as long as the reader does: whoever has moved elsewhere on the page
 * is not pulled back.
 */
export function marking(): { at(element: Element): void; none(): void } {
  let marked: Element | null = null
  const none = () => {
    marked?.removeAttribute('data-aloud')
    marked = null
  }
  return {
    none,
    at: element => {
      if (element === marked) return
      const follows = marked === null || isInSight(marked)
      none()
      marked = element
      element.setAttribute('data-aloud', '')
      if (follows) element.scrollIntoView({ block: 'nearest' })
    },
  }
}

function isInSight(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < window.innerHeight
}
