/** By which way the notes go: over a WebSocket, or by plain requests on a network that blocks those. */
export type RouteWay = 'plain' | 'tunnel'

export interface Route {
  readonly next: RouteWay
  /** It was open at least once in this tab: so if it is not now, that is more likely the line than the network. */
  readonly plainWorked: boolean
  opened(way: RouteWay): void
  /** It went before it was open. */
  failed(way: RouteWay): void
  /** Tried on the side, and it works. */
  plainWorks(): void
}

const tries = 2

/**
 * After two failed connects the tunnel is tried. Nobody can tell a blocking network from no network: while neither way
 * opens they take turns, and whichever opens first is kept.
 */
export function createRoute(): Route {
  let next: RouteWay = 'plain'
  let failures = 0
  let plainWorked = false
  const plainWorks = (): void => {
    plainWorked = true
    failures = 0
    next = 'plain'
  }
  return {
    get next() {
      return next
    },
    get plainWorked() {
      return plainWorked
    },
    opened: way => {
      if (way === 'plain') plainWorks()
      else next = 'tunnel'
    },
    failed: way => {
      if (way === 'plain') failures++
      next = way === 'plain' && failures >= tries ? 'tunnel' : 'plain'
    },
    plainWorks,
  }
}
