import { pause } from '../house.ts'
import { createCrowd } from '../load/crowd.ts'
import { range } from '../meetings.ts'
import { memoryOf } from '../process.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { column, seed } from './part.ts'
import type { Figures, Options, Part } from './part.ts'
import { evening, writeEvening } from './seeding.ts'

/** Idle lines in options.rooms rooms; then an evening's notes in further rooms. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const meetings = Math.ceil(options.rooms / 5)
  const rooms = options.rooms + meetings
  const target = await openTarget(name, { rooms, people: options.people })
  const crowd = createCrowd(target, options)
  const memory = () => memoryOf(target.pid, target.probe)
  try {
    await pause(1500)
    const bare = await memory()
    await crowd.comes(0, options.rooms, { people: options.people, writers: 0 })
    await pause(1500)
    const idle = await memory()
    for (const one of crowd.people()) one.cut()
    await pause(15_000)
    const before = await memory()
    const writers = await writeEvening(
      crowd,
      evening(),
      range(meetings).map(nth => options.rooms + nth),
    )
    await pause(1000)
    const written = await memory()
    await pause(10_000)
    const quiet = await memory()
    for (const one of writers) one.cut()
    await pause(30_000)
    const after = await memory()
    const connections = options.rooms * options.people
    return {
      rssPerConnection: (idle.rss - bare.rss) / connections,
      heapPerConnection: (idle.heap - bare.heap) / connections,
      heapPerMeeting: (written.heap - before.heap) / meetings,
      heapPerQuietMeeting: (quiet.heap - before.heap) / meetings,
      rssPerMeeting: (written.rss - before.rss) / meetings,
      heapLeft: (after.heap - before.heap) / meetings,
      bareRssMb: bare.rss / 1024,
      endRssMb: after.rss / 1024,
    }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size: Options = { rooms: 200, people: 6, writers: 0, seconds: 0, seed }

export const memory: Part = {
  name: 'memory',
  says: ({ rooms, people }) =>
    `${rooms * people} idle lines in ${rooms} rooms; then ${Math.ceil(rooms / 5)} meetings with 30,000 characters and one ` +
    'person in each: a second after they were written, ten seconds later, and 30 s after everybody has gone. Heap: the main ' +
    'thread with its buffers, after a full collection. RSS: the whole process.',
  targets: ['ours', 'y-websocket-server', 'hocuspocus'],
  sizes: [size],
  short: { ...size, rooms: 20 },
  columns: [
    column('rssPerConnection', 'RSS kB per idle line', 1),
    column('heapPerConnection', 'heap kB per idle line', 1),
    column('heapPerMeeting', 'heap kB per meeting just written'),
    column('heapPerQuietMeeting', 'per quiet meeting'),
    column('rssPerMeeting', 'RSS kB per meeting'),
    column('heapLeft', 'heap kB left per meeting'),
    column('bareRssMb', 'RSS MB at first'),
    column('endRssMb', 'RSS MB at last'),
  ],
  bars: [
    { key: 'rssPerConnection', says: 'RSS kB per idle line', against: null, is: 'at most', value: 20 },
    {
      key: 'heapPerMeeting',
      says: 'heap per open meeting of 30,000 characters',
      against: 'y-websocket-server',
      is: 'at most',
      value: 0.7,
    },
    { key: 'heapLeft', says: 'heap kB left per meeting after 30 s', against: null, is: 'at most', value: 20 },
  ],
  run,
}
