/**
 * New words of others never move the line that somebody reads. Most browsers see to that by themselves; those that do
 * not (a Safari on an old phone) are helped here: when something above has grown, the page goes along with it, before
 * anything is drawn.
 */
export function keepLine({ side, signal }: { readonly side: HTMLElement; readonly signal: AbortSignal }): void {
  let line: { readonly at: Element; readonly top: number } | null = null

  /** The words beside the faces scroll by themselves where there is room for both; on a phone the page does. */
  const scroller = (): Element =>
    getComputedStyle(side).overflowY === 'auto' ? side : (document.scrollingElement ?? side)
  /** Where the words begin to be seen: below whatever sticks to the top. */
  const edge = (): number => {
    if (scroller() === side) return side.getBoundingClientRect().top
    const faces = side.parentElement?.querySelector('[aria-label] ul')?.getBoundingClientRect()
    return Math.max(0, faces?.bottom ?? 0)
  }
  const remember = (): void => {
    const from = edge()
    for (const at of side.querySelectorAll('article, form, h2, h3, p, li')) {
      const { top, bottom } = at.getBoundingClientRect()
      if (bottom <= from || bottom === top) continue
      line = { at, top }
      return
    }
  }
  const keep = (): void => {
    const here = scroller()
    if (line?.at.isConnected && here.scrollTop > 0) {
      const moved = line.at.getBoundingClientRect().top - line.top
      if (Math.abs(moved) > 0.5) here.scrollBy({ top: moved, behavior: 'instant' })
    }
    remember()
  }

  const sizes = new ResizeObserver(keep)
  const watch = (): void => {
    sizes.disconnect()
    for (const part of side.children) sizes.observe(part)
  }
  const parts = new MutationObserver(watch)
  parts.observe(side, { childList: true })
  watch()
  remember()
  window.addEventListener('scroll', remember, { capture: true, passive: true, signal })
  signal.addEventListener('abort', () => {
    sizes.disconnect()
    parts.disconnect()
  })
}
