import { pause } from '../house.ts'
import { createCrowd } from '../load/crowd.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { look } from './fanout.ts'
import { column, seed, whole } from './part.ts'
import type { Figures, Options, Part } from './part.ts'

/** One full circle: how long until the others see a letter, and until its writer knows that it is kept. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const crowd = createCrowd(target, options)
  try {
    await crowd.comes(0, options.rooms, options)
    crowd.types()
    await pause(3000)
    const seen = await look(target, crowd, options.seconds)
    const { kept } = crowd.meter
    const keptFigures = {
      keptP50: kept.percentile(0.5) ?? Number.NaN,
      keptP95: kept.percentile(0.95) ?? Number.NaN,
      keptP99: kept.percentile(0.99) ?? Number.NaN,
      keptCount: kept.count,
    }
    crowd.rests()
    await crowd.settles()
    return { ...seen, ...keptFigures, ...(await crowd.verdict()) }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size: Options = { rooms: 1, people: 20, writers: 10, seconds: 20, seed }

export const latency: Part = {
  name: 'latency',
  says: ({ people, writers, seconds }) =>
    `${people} people in one room, ${writers} of whom type at once. ${seconds} s. Kept: until the writer is told. ` +
    'For ours that is the disk, for Hocuspocus its memory; the others say nothing.',
  targets: ['ours', 'y-websocket-server', 'hocuspocus', 'relay'],
  sizes: [size],
  short: { ...size, seconds: 4 },
  columns: [
    column('p50', 'other screen p50 ms', 1),
    column('p95', 'p95 ms', 1),
    column('p99', 'p99 ms', 1),
    column('keptP50', 'kept p50 ms', 1),
    column('keptP95', 'p95 ms', 1),
    column('keptP99', 'p99 ms', 1),
    column('keptCount', 'kept'),
    column('sentPerSecond', 'keys/s'),
    column('deliveredPerSecond', 'delivered/s'),
    column('generatorLate', 'generator late p99 ms', 1),
    ...whole,
  ],
  bars: [
    { key: 'p95', says: 'keystroke to other screen, ms, p95', against: null, is: 'at most', value: 100 },
    { key: 'keptP99', says: 'keystroke to durable, ms, p99', against: null, is: 'at most', value: 50 },
  ],
  run,
}
