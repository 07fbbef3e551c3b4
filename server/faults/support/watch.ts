import { monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Loaded into the process of a house before its own code: says how it fares, and moves the machine's clock for it alone.
 * The house knows nothing of this.
 */
const RealDate = Date
let shift = 0
class ShiftedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    super(given.length === 0 ? RealDate.now() + shift : given[0])
  }
  static override now(): number {
    return RealDate.now() + shift
  }
}
globalThis.Date = ShiftedDate as DateConstructor

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
const resolution = 5
/** A machine with much memory lets waste lie for long. Once a minute it is seen what is really held. */
const collectEvery = 60
let pulse = 0
setInterval(() => {
  const late = Math.max(0, delay.percentile(99) / 1e6 - resolution)
  const collects = ++pulse % collectEvery === 0
  if (collects) globalThis.gc?.()
  const { rss, heapUsed } = process.memoryUsage()
  if (process.connected) process.send?.({ rss, heap: heapUsed, late, held: collects ? rss : null })
  // What the collecting itself has cost is not the house's.
  delay.reset()
}, 1000).unref()
process.on('message', given => {
  shift = (given as { shift: number }).shift
})
process.channel?.unref()
