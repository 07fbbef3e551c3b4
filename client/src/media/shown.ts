/**
 * Tells a media server how large a picture is drawn here, so that a tile gets no more than it shows (adaptive stream).
 * The tiles belong to the screen and media knows none of them: it finds the video elements that play this stream.
 */
export interface Shown {
  readonly element: object
  width(): number
  height(): number
  visible: boolean
  pictureInPicture: boolean
  visibilityChangedAt: number | undefined
  handleResize?: () => void
  handleVisibilityChanged?: () => void
  observe(): void
  stopObserving(): void
  /** Measures again, and tells what is different. */
  look(): void
}

/** Before a tile is drawn: a small picture is there at once, and the large one follows. */
const beforeDrawn = { width: 320, height: 180 }

export function showing(stream: () => MediaStream | null): Shown {
  let size = beforeDrawn
  let drawnOnce = false
  const shown: Shown = {
    element: {},
    width: () => size.width,
    height: () => size.height,
    visible: true,
    pictureInPicture: false,
    visibilityChangedAt: undefined,
    observe: () => undefined,
    stopObserving: () => undefined,
    look: () => {
      const found = drawn(stream())
      drawnOnce ||= found !== null
      const visible = found !== null || !drawnOnce
      const next = found ?? size
      const changes = { size: next.width !== size.width || next.height !== size.height, visible }
      size = next
      if (changes.size) shown.handleResize?.()
      if (visible === shown.visible) return
      shown.visible = visible
      shown.handleVisibilityChanged?.()
    },
  }
  return shown
}

/** The largest on the page, or null. Scrolled out of sight counts as drawn: scrolling back must not show black. */
function drawn(stream: MediaStream | null): { width: number; height: number } | null {
  let largest: { width: number; height: number } | null = null
  if (stream === null) return null
  for (const video of document.querySelectorAll('video')) {
    if (video.srcObject !== stream) continue
    const { width, height } = video.getBoundingClientRect()
    if (width * height > (largest ? largest.width * largest.height : 0)) largest = { width, height }
  }
  return largest
}
