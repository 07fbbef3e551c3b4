import { useState } from 'react'

/** What somebody has just chosen stands at once, and goes back only when it was refused. */
export function useWish<T>(is: T): readonly [T, (wish: T, doing: Promise<unknown>) => void] {
  const [wish, setWish] = useState<{ readonly for: T } | null>(null)
  const wishFor = (chosen: T, doing: Promise<unknown>): void => {
    const mine = { for: chosen }
    setWish(mine)
    void doing.finally(() => setWish(now => (now === mine ? null : now)))
  }
  return [wish ? wish.for : is, wishFor]
}
