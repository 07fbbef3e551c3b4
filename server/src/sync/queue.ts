/** First in, first out. An array's own shift moves everything behind it, which a full disk makes very much. */
export interface Queue<T> {
  push(item: T): void
  first(): T | undefined
  shift(): T | undefined
  /** What stands in it, in order. */
  all(): readonly T[]
  readonly length: number
}

export function createQueue<T>(): Queue<T> {
  let items: T[] = []
  let head = 0
  const all = (): readonly T[] => {
    if (head > 0) items = items.slice(head)
    head = 0
    return items
  }
  return {
    push: item => void items.push(item),
    first: () => items[head],
    shift: () => {
      const item = items[head]
      if (head < items.length) head++
      if (head === items.length) {
        items = []
        head = 0
      } else if (head > 1000 && head * 2 > items.length) all()
      return item
    },
    all,
    get length() {
      return items.length - head
    },
  }
}
