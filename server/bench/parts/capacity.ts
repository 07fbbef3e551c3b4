import { pause } from '../house.ts'
import { createCrowd } from '../load/crowd.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { look } from './fanout.ts'
import type { Window } from './fanout.ts'
import { column, seed, whole } from './part.ts'
import type { Figures, Options, Part } from './part.ts'

const full = 0.9
const steps = [100, 200, 300, 400, 500, 600, 800, 1000, 1200]
const isWell = ({ p99 }: Window): boolean => p99 < 100

/** More and more rooms, until words are late or a core is full. options.rooms: never more than these. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const crowd = createCrowd(target, options)
  try {
    crowd.types()
    let here = 0
    let well = { rooms: 0, p99: 0 }
    let base: { rooms: number; seen: Window } | null = null
    for (const rooms of [...steps.filter(step => step < options.rooms), options.rooms]) {
      await crowd.comes(here, rooms - here, options)
      here = rooms
      await pause(2500)
      let seen = await look(target, crowd, options.seconds)
      // A neighbour's noise is not the server's limit.
      for (let again = 0; again < 2 && !isWell(seen) && seen.serverCores < full; again++) {
        seen = await look(target, crowd, options.seconds)
      }
      const generatorIsFull = seen.generatorCores > full
      if (isWell(seen)) well = { rooms, p99: seen.p99 }
      if (base === null || (seen.serverCores < 0.92 && !generatorIsFull)) base = { rooms, seen }
      if (!isWell(seen) || seen.serverCores > full || generatorIsFull) break
    }
    crowd.rests()
    await crowd.settles(20_000)
    const { rooms = 0, seen } = base ?? {}
    const cores = seen?.serverCores ?? Number.NaN
    return {
      projectedRooms: (full * rooms) / cores,
      measuredRooms: well.rooms,
      p99: well.p99,
      serverCores: cores,
      generatorCores: seen?.generatorCores ?? Number.NaN,
      cpuMsPerRoomSecond: (cores / rooms) * 1000,
      rssMb: seen?.rssMb ?? Number.NaN,
      ...(await crowd.verdict()),
    }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size: Options = { rooms: 800, people: 6, writers: 2, seconds: 5, seed }
const says = 'rooms of 6 on one core'

export const capacity: Part = {
  name: 'capacity',
  says: ({ rooms, people, seconds }) =>
    `More and more rooms of ${people}, up to ${rooms}, until the p99 reaches 100 ms or 0.9 of a core is used; ${seconds} s ` +
    'each. Projected: the rooms that 0.9 of a core would carry, from the highest step at which neither the server nor the ' +
    'generator was full.',
  targets: ['ours', 'y-websocket-server', 'hocuspocus', 'relay'],
  further: ['keeping-relay'],
  sizes: [size],
  short: { ...size, rooms: 60, seconds: 2 },
  columns: [
    column('projectedRooms', 'projected rooms'),
    column('measuredRooms', 'measured, p99 < 100 ms'),
    column('p99', 'p99 ms there', 1),
    column('serverCores', 'cores at the base', 2),
    column('generatorCores', 'generator cores', 2),
    column('cpuMsPerRoomSecond', 'CPU ms per room and s', 2),
    column('rssMb', 'RSS MB'),
    ...whole,
    column('verified', 'copies compared'),
  ],
  bars: [
    { key: 'projectedRooms', says, against: 'y-websocket-server', is: 'at least', value: 2 },
    { key: 'projectedRooms', says, against: 'hocuspocus', is: 'at least', value: 4 },
  ],
  run,
}
