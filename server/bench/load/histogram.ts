/** Milliseconds in steps of a tenth, up to twenty seconds. */
export interface Histogram {
  add(span: number): void
  /** null when there is nothing in it. */
  percentile(share: number): number | null
  readonly count: number
  clear(): void
}

const steps = 200_000

export function createHistogram(): Histogram {
  const slots = new Uint32Array(steps + 1)
  let count = 0
  return {
    add: span => {
      const slot = Math.min(steps, Math.max(0, Math.floor(span * 10)))
      slots[slot] = (slots[slot] ?? 0) + 1
      count++
    },
    percentile: share => {
      if (count === 0) return null
      let left = count * share
      for (let slot = 0; slot <= steps; slot++) {
        left -= slots[slot] ?? 0
        if (left <= 0) return (slot + 1) / 10
      }
      return steps / 10
    },
    get count() {
      return count
    },
    clear: () => {
      slots.fill(0)
      count = 0
    },
  }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}
