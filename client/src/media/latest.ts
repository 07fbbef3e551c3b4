/**
 * Does one thing after the other, and of what was wished meanwhile only the last: who taps the camera five times wants
 * what the fifth tap says. Failures are told to nobody; the next look wishes again.
 */
export function latest<Wish>(work: (wish: Wish) => Promise<void>): (wish: Wish) => void {
  let next: { readonly wish: Wish } | null = null
  let working = false
  const go = async (): Promise<void> => {
    working = true
    while (next !== null) {
      const { wish } = next
      next = null
      await work(wish).catch(() => undefined)
    }
    working = false
  }
  return wish => {
    next = { wish }
    if (!working) void go()
  }
}
