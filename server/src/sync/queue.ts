/** First in, first out. An array's own shift moves everything behind it, which a full disk makes very much. */
export interface Queue<T> {
  push(item: T): void
  first(): T | undefined
  shift(): T | undefined
  /** What stands in it, in order. */
  all(): readonly T[]
  readonly length: number
}

/** A class, and not closures: one is asked many times for every keystroke of everybody. */
class List<T> implements Queue<T> {
  #items: T[] = []
  #head = 0
  get length(): number {
    return this.#items.length - this.#head
  }
  push(item: T): void {
    this.#items.push(item)
  }
  first(): T | undefined {
    return this.#items[this.#head]
  }
  shift(): T | undefined {
    const item = this.#items[this.#head]
    if (this.#head < this.#items.length) this.#head++
    if (this.#head === this.#items.length) {
      this.#items = []
      this.#head = 0
    } else if (this.#head > 1000 && this.#head * 2 > this.#items.length) this.all()
    return item
  }
  all(): readonly T[] {
    if (this.#head > 0) this.#items = this.#items.slice(this.#head)
    this.#head = 0
    return this.#items
  }
}

export const createQueue = <T>(): Queue<T> => new List<T>()
