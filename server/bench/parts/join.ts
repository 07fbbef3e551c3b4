import { pause } from '../house.ts'
import { createCrowd, within } from '../load/crowd.ts'
import { inTurns, range } from '../meetings.ts'
import { cpuOf } from '../process.ts'
import { profiled } from '../profile.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { column, seed } from './part.ts'
import type { Figures, Options, Part } from './part.ts'
import { evening, hasEvening, percentile, writeEvening } from './seeding.ts'

/** So often everybody comes at once and goes again: one storm alone is over too soon to be weighed. */
const storms = 5

async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const crowd = createCrowd(target, options)
  const history = evening()
  try {
    const rooms = range(options.rooms)
    const began = performance.now()
    await writeEvening(crowd, history, rooms)
    const ingest = (history.updates.length * rooms.length) / ((performance.now() - began) / 1000)
    await pause(1000)
    const times: number[] = []
    let cpu = 0
    let bytes = 0
    let empty = 0
    const comeAtOnce = async (): Promise<void> => {
      const before = cpuOf(target.pid)
      const start = performance.now()
      const all = await inTurns(
        rooms.flatMap(room => range(options.people).map(nth => crowd.looker(room, nth))),
        Number.POSITIVE_INFINITY,
        async reader => {
          await within(reader.connect(), 30_000)
          return reader
        },
      )
      // What they say in return, and what the others are told of them, belongs to it.
      await pause(200)
      cpu += cpuOf(target.pid) - before
      for (const reader of all) {
        times.push(reader.times.answered - start)
        bytes += reader.bytesIn
        if (!hasEvening(reader, history)) empty++
        reader.cut()
      }
      await pause(300)
    }
    await profiled(target, async () => {
      for (let storm = 0; storm < storms; storm++) await comeAtOnce()
    })
    const joins = storms * options.rooms * options.people
    return {
      cpuMsPerJoin: (cpu * 1000) / joins,
      p50: percentile(times, 0.5),
      p95: percentile(times, 0.95),
      most: Math.max(...times),
      kbPerJoin: bytes / joins / 1024,
      ingestPerSecond: ingest,
      empty,
      joins,
    }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size: Options = { rooms: 10, people: 6, writers: 0, seconds: 0, seed }

export const join: Part = {
  name: 'join',
  says: ({ rooms, people }) =>
    `${rooms * people} people come at once into ${rooms} meetings with 30,000 characters, written in some 5,200 updates; ` +
    `${storms} times over. Somebody is in each meeting already. Empty: the first answer was not the whole evening.`,
  targets: ['ours', 'y-websocket-server', 'hocuspocus'],
  sizes: [size],
  short: { ...size, rooms: 2 },
  columns: [
    column('cpuMsPerJoin', 'CPU ms per join', 2),
    column('p50', 'p50 ms'),
    column('p95', 'p95 ms'),
    column('most', 'slowest ms'),
    column('kbPerJoin', 'kB per join', 1),
    column('ingestPerSecond', 'updates taken in per s'),
    column('empty', 'empty'),
    column('joins', 'joins'),
  ],
  bars: [
    {
      key: 'cpuMsPerJoin',
      says: 'CPU per join of 30,000 characters',
      against: 'y-websocket-server',
      is: 'at most',
      value: 0.75,
    },
    { key: 'empty', says: 'first answers that were not the whole evening', against: null, is: 'at most', value: 0 },
  ],
  run,
}
