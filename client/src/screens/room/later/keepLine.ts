/**
 * New words of others never move the line that somebody reads or writes. What holds its place is where they write, or
 * what they have pressed last, or else the line in the middle of what they see: when something above it has grown, the
 * page goes along, before anything is drawn. A browser by itself holds only its upper edge, and an older Safari nothing.
 */
export function keepLine({ side, signal }: { readonly side: HTMLElement; readonly signal: AbortSignal }): void {
  const page = document.documentElement
  /** The line, and what it stands in: an editor may make its lines anew. */
  let held: readonly { readonly at: Element; readonly top: number }[] = []
  /** How far it was scrolled then. Whoever has scrolled since, by hand or because a page was turned, means it. */
  let heldAt = 0
  let pressed: Element | null = null
  let ownScroll = false

  /** The words beside the faces scroll by themselves where there is room for both; on a phone the page does. */
  const scroller = (): Element => (getComputedStyle(side).overflowY === 'auto' ? side : page)
  /** What of the words is seen: below the faces, above the controls. */
  const view = (): { readonly from: number; readonly to: number } => {
    const { top, bottom } = side.getBoundingClientRect()
    if (scroller() === side) return { from: top, to: bottom }
    const faces = side.parentElement?.querySelector('[aria-label] ul')?.getBoundingClientRect()
    return { from: Math.max(0, faces?.bottom ?? 0), to: innerHeight }
  }
  const isSeen = (part: Element | null, { from, to }: ReturnType<typeof view>): part is Element => {
    if (!part || part === side || !side.contains(part)) return false
    const { top, bottom } = part.getBoundingClientRect()
    return bottom > top && bottom > from && top < to
  }
  const lineInTheMiddle = ({ from, to }: ReturnType<typeof view>): Element | null => {
    const { left, width } = side.getBoundingClientRect()
    const middle = from + (to - from) * 0.45
    for (const beside of [0, -14, 14, -32, 32, -60, 60]) {
      const found = document.elementFromPoint(left + width / 2, middle + beside)
      const line = found?.closest('p, h2, h3, li, form, article, details, button, label, fieldset') ?? null
      if (line && side.contains(line)) return line
    }
    return null
  }
  const remember = (): void => {
    const seen = view()
    const line = [document.activeElement, pressed].find(part => isSeen(part, seen)) ?? lineInTheMiddle(seen)
    const found: { at: Element; top: number }[] = []
    for (let at: Element | null = line; at && at !== side; at = at.parentElement)
      found.push({ at, top: at.getBoundingClientRect().top })
    held = found
    heldAt = scroller().scrollTop
  }
  /** The page ends before the place where they were: the browser has moved it, not they. */
  const isShorter = ({ scrollTop, clientHeight, scrollHeight }: Element): boolean =>
    scrollTop < heldAt && scrollTop + clientHeight >= scrollHeight - 1
  const keep = (): void => {
    const still = held.find(({ at }) => at.isConnected && at.getClientRects().length > 0)
    const here = scroller()
    // At the very top somebody has just come: what is new there is for them to see.
    if (still && here.scrollTop > 0 && (Math.abs(here.scrollTop - heldAt) < 1 || isShorter(here))) {
      const moved = still.at.getBoundingClientRect().top - still.top
      ownScroll = Math.abs(moved) >= 1
      if (ownScroll) here.scrollBy({ top: moved, behavior: 'instant' })
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
  const listening = { capture: true, passive: true, signal } as const
  const scrolled = (): void => {
    // Told late of what is known already.
    if (pressed && Math.abs(scroller().scrollTop - heldAt) < 1) return
    if (!ownScroll) pressed = null
    ownScroll = false
    remember()
  }
  const press = ({ target }: Event): void => {
    pressed = target instanceof Element ? target : null
    remember()
  }
  addEventListener('scroll', scrolled, listening)
  addEventListener('pointerdown', press, listening)
  // What was written in folds as it is left: the button under a finger must not slip away before it is let go.
  addEventListener('focusin', keep, listening)
  // Two who hold the same line pull it to and fro.
  for (const part of [page, side]) part.style.setProperty('overflow-anchor', 'none')
  signal.addEventListener('abort', () => {
    sizes.disconnect()
    parts.disconnect()
    for (const part of [page, side]) part.style.removeProperty('overflow-anchor')
  })
  remember()
}
