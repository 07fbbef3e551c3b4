/** Things that are true of stretches of clocks. Of two that overlap the later one holds. */
export interface Ranges<T> {
  put(client: number, clock: number, end: number, value: T): void
  /** The stretch that holds this clock. */
  at(client: number, clock: number): Stretch<T> | null
  /** Where the next stretch after this clock begins, when none holds it. */
  nextAfter(client: number, clock: number): number
}
export interface Stretch<T> {
  readonly clock: number
  readonly end: number
  readonly value: T
}

export function createRanges<T>(): Ranges<T> {
  const all = new Map<number, Stretch<T>[]>()
  /** The first stretch that ends after this clock. */
  const find = (list: readonly Stretch<T>[], clock: number): number => {
    let [low, high] = [0, list.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((list[middle]?.end ?? 0) <= clock) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    put: (client, clock, end, value) => {
      const list = all.get(client) ?? []
      if (list.length === 0) all.set(client, list)
      const made = { clock, end, value }
      const from = find(list, clock)
      if (from === list.length) {
        list.push(made)
        return
      }
      let to = from
      while ((list[to]?.clock ?? Number.POSITIVE_INFINITY) < end) to++
      const covered = list.slice(from, to)
      const left = covered.filter(stretch => stretch.clock < clock).map(stretch => ({ ...stretch, end: clock }))
      const right = covered.filter(stretch => stretch.end > end).map(stretch => ({ ...stretch, clock: end }))
      list.splice(from, covered.length, ...left, made, ...right)
    },
    at: (client, clock) => {
      const list = all.get(client)
      const found = list?.[find(list, clock)]
      return found && found.clock <= clock ? found : null
    },
    nextAfter: (client, clock) => {
      const list = all.get(client)
      const found = list?.[find(list, clock)]
      return found && found.clock > clock ? found.clock : Number.POSITIVE_INFINITY
    },
  }
}
