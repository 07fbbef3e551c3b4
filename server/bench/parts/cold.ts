import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pause } from '../house.ts'
import { createCrowd, within } from '../load/crowd.ts'
import { inTurns, range } from '../meetings.ts'
import { cpuOf } from '../process.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { column, seed } from './part.ts'
import type { Figures, Options, Part } from './part.ts'
import { evening, hasEvening, percentile, writeEvening } from './seeding.ts'

/** The morning after: the server starts, and somebody opens each of the meetings. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const history = evening()
  const rooms = range(options.rooms)
  const before = createCrowd(target, options)
  const after = createCrowd(target, options)
  try {
    const dataBefore = sizeOf(target.dataDir)
    await writeEvening(before, history, rooms)
    before.leaves()
    // Longer than anybody here takes his time with writing down what he has.
    await pause(12_000)
    await target.again({ signal: 'SIGTERM' })
    const onDisk = sizeOf(target.dataDir) - dataBefore
    await pause(2000)
    const cpu = cpuOf(target.pid)
    const began = performance.now()
    const all = await inTurns(rooms, Number.POSITIVE_INFINITY, async room => {
      const reader = after.looker(room)
      await within(reader.connect(), 60_000)
      return { reader, empty: !hasEvening(reader, history) }
    })
    const used = cpuOf(target.pid) - cpu
    const late = all.map(({ reader }) => reader.times.answered - began)
    await pause(3000)
    const wrong = all.filter(({ reader }) => !hasEvening(reader, history)).length
    return {
      p50: percentile(late, 0.5),
      most: Math.max(...late),
      cpuMsPerRoom: (used * 1000) / options.rooms,
      kbOnDisk: onDisk / 1024 / options.rooms,
      empty: all.filter(({ empty }) => empty).length,
      wrong,
    }
  } finally {
    before.leaves()
    after.leaves()
    await target.end()
  }
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return files.reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

const size: Options = { rooms: 10, people: 1, writers: 0, seconds: 0, seed }

export const cold: Part = {
  name: 'cold',
  says: ({ rooms }) =>
    `${rooms} meetings with 30,000 characters; the server is closed in good order and started again; one person opens each, ` +
    'all at once. Empty: the first answer was not the whole evening.',
  targets: ['ours', 'hocuspocus'],
  sizes: [size],
  short: { ...size, rooms: 2 },
  columns: [
    column('p50', 'p50 ms'),
    column('most', 'slowest ms'),
    column('cpuMsPerRoom', 'CPU ms per room', 1),
    column('kbOnDisk', 'kB on disk per room'),
    column('empty', 'empty'),
    column('wrong', 'wrong'),
  ],
  bars: [
    { key: 'empty', says: 'cold joins that were empty first', against: null, is: 'at most', value: 0 },
    { key: 'cpuMsPerRoom', says: 'CPU ms per cold room', against: null, is: 'at most', value: 30 },
  ],
  run,
}
