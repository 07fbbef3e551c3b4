import { pause, until } from '../house.ts'
import { createCrowd } from '../load/crowd.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { column, seed, whole } from './part.ts'
import type { Figures, Options, Part } from './part.ts'
import { percentile } from './seeding.ts'

/** The server is killed while everybody types, is gone for a second, and comes back on the same port. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const crowd = createCrowd(target, options)
  try {
    await crowd.comes(0, options.rooms, { ...options, live: true })
    crowd.types()
    await pause(4000)
    const killed = performance.now()
    await target.again({ signal: 'SIGKILL', down: () => pause(1000) })
    const open = performance.now()
    // They type on meanwhile: the words of that second are the ones that get lost elsewhere.
    await until('everybody to be in step', () => crowd.people().every(one => one.synced), 30_000)
    const back = crowd.people().map(one => one.times.answered)
    await pause(2000)
    crowd.rests()
    await crowd.settles(15_000)
    const since = back.map(at => at - open)
    const verdict = await crowd.verdict()
    return {
      startMs: open - killed - 1000,
      p50: percentile(since, 0.5),
      p95: percentile(since, 0.95),
      all: Math.max(...since),
      clients: back.length,
      ...verdict,
    }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size: Options = { rooms: 50, people: 6, writers: 2, seconds: 0, seed }

export const reconnect: Part = {
  name: 'reconnect',
  says: ({ rooms, people }) =>
    `${rooms * people} people in ${rooms} rooms, SIGKILL while they type, a second of nothing, the same port again. They type ` +
    'on all the while, and come back as y-websocket does: after 100 ms, 200 ms … 2.5 s. Milliseconds from the open port until ' +
    'they are in step; lost counts their words of that second too.',
  targets: ['ours', 'y-websocket-server', 'hocuspocus'],
  sizes: [size],
  short: { ...size, rooms: 5 },
  columns: [
    column('startMs', 'start ms'),
    column('p50', 'p50 ms'),
    column('p95', 'p95 ms'),
    column('all', 'everybody ms'),
    column('clients', 'people'),
    ...whole,
    column('refused', 'refused'),
    column('verified', 'copies compared'),
  ],
  bars: [
    { key: 'p95', says: 'ms until in step again, p95', against: null, is: 'at most', value: 5000 },
    { key: 'lost', says: 'keystrokes lost', against: null, is: 'at most', value: 0 },
    { key: 'divergent', says: 'copies that differ', against: null, is: 'at most', value: 0 },
  ],
  run,
}
