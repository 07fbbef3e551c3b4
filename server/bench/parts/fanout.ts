import { pause } from '../house.ts'
import { createCrowd } from '../load/crowd.ts'
import type { Crowd } from '../load/crowd.ts'
import { cpuOf, mainCpuOf, rssOf } from '../process.ts'
import { profiled } from '../profile.ts'
import { openTarget } from '../targets.ts'
import type { Target, TargetName } from '../targets.ts'
import { column, seed, whole } from './part.ts'
import type { Figures, Options, Part } from './part.ts'

/** What was seen while people typed. CPU in milliseconds, spans in milliseconds. */
export interface Window {
  readonly cpuMsPer1000: number
  /** Of these on the main thread. */
  readonly mainMsPer1000: number
  readonly serverCores: number
  readonly generatorCores: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly sentPerSecond: number
  readonly deliveredPerSecond: number
  readonly framesPerSecond: number
  readonly rssMb: number
  /** p99 of how late the generator was: over 25, something else took its core. */
  readonly generatorLate: number
}

export async function look(target: Target, crowd: Crowd, seconds: number): Promise<Window> {
  const { meter, pace } = crowd
  meter.clear()
  pace.late.clear()
  const [server, main, own, began] = [cpuOf(target.pid), mainCpuOf(target.pid), process.cpuUsage(), performance.now()]
  await pause(seconds * 1000)
  const wall = (performance.now() - began) / 1000
  const cpu = cpuOf(target.pid) - server
  const mainCpu = mainCpuOf(target.pid) - main
  const { user, system } = process.cpuUsage(own)
  const { way } = meter
  return {
    cpuMsPer1000: (cpu / meter.delivered) * 1e6,
    mainMsPer1000: (mainCpu / meter.delivered) * 1e6,
    serverCores: cpu / wall,
    generatorCores: (user + system) / 1e6 / wall,
    p50: way.percentile(0.5) ?? Number.NaN,
    p95: way.percentile(0.95) ?? Number.NaN,
    p99: way.percentile(0.99) ?? Number.NaN,
    sentPerSecond: meter.sent / wall,
    deliveredPerSecond: meter.delivered / wall,
    framesPerSecond: meter.frames / wall,
    rssMb: rssOf(target.pid) / 1024,
    generatorLate: pace.late.percentile(0.99) ?? 0,
  }
}

/** Rooms of six, two of whom type: what an update costs that arrives on the others' screens. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const crowd = createCrowd(target, options)
  try {
    await crowd.comes(0, options.rooms, options)
    await pause(1000)
    // As long as it takes until every line that is held has shown once that it lives.
    const resting = await look(target, crowd, 4)
    crowd.types()
    await pause((options.warm ?? 2.5) * 1000)
    const seen = await profiled(target, () => look(target, crowd, options.seconds))
    crowd.rests()
    await crowd.settles()
    const verdict = await crowd.verdict()
    return { ...seen, restingMs: resting.serverCores * 1000, ...verdict }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size = { rooms: 50, people: 6, writers: 2, seconds: 8, seed }
const cpu = 'CPU per 1,000 delivered updates'

export const fanout: Part = {
  name: 'fanout',
  says: ({ rooms, people, writers, seconds, warm }) =>
    `${rooms} rooms of ${people}, ${writers} of whom type at five keys a second, in bursts, with a cursor at every key; ` +
    `the others glance about. ${seconds} s, after ${warm ?? 2.5} s of the same.`,
  targets: ['ours', 'y-websocket-server', 'hocuspocus', 'relay'],
  further: ['keeping-relay'],
  sizes: [size, { ...size, rooms: 100 }, { ...size, warm: 40 }],
  short: { ...size, rooms: 10, seconds: 3 },
  columns: [
    column('cpuMsPer1000', 'CPU ms per 1,000 delivered', 1),
    column('mainMsPer1000', 'of these main thread', 1),
    column('serverCores', 'cores', 3),
    column('restingMs', 'CPU ms per s at rest', 1),
    column('p50', 'p50 ms', 1),
    column('p95', 'p95 ms', 1),
    column('p99', 'p99 ms', 1),
    column('deliveredPerSecond', 'delivered/s'),
    column('framesPerSecond', 'frames/s'),
    column('rssMb', 'RSS MB'),
    column('generatorCores', 'generator cores', 2),
    ...whole,
    column('verified', 'copies compared'),
  ],
  bars: [
    { key: 'cpuMsPer1000', says: cpu, against: 'y-websocket-server', is: 'at most', value: 0.5 },
    { key: 'cpuMsPer1000', says: cpu, against: 'hocuspocus', is: 'at most', value: 0.3 },
    { key: 'cpuMsPer1000', says: cpu, against: 'relay', is: 'at most', value: 1.15 },
  ],
  run,
}
