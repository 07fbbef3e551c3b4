import * as Y from 'yjs'
import { pause } from '../house.ts'
import { createCrowd, within } from '../load/crowd.ts'
import { docOf } from '../load/notes.ts'
import { inTurns, range } from '../meetings.ts'
import { openTarget } from '../targets.ts'
import type { TargetName } from '../targets.ts'
import { column, seed } from './part.ts'
import type { Figures, Options, Part } from './part.ts'

const keys = 200

/** Somebody alone writes; the server is killed options.seconds after the last key, and the writer is gone as well. */
async function run(name: TargetName, options: Options): Promise<Figures> {
  const target = await openTarget(name, options)
  const crowd = createCrowd(target, options)
  const rooms = range(options.rooms)
  try {
    await crowd.comes(0, options.rooms, { people: 1, writers: 1 })
    const writers = [...crowd.people()]
    for (let key = 0; key < keys; key++) {
      for (const writer of writers) writer.key()
      if (key % 10 === 9 && key + 1 < keys) await pause(20)
    }
    await pause(options.seconds * 1000)
    // What has been said by now is what counts; what is still on the wire was said to nobody.
    await target.again({
      signal: 'SIGKILL',
      down: () => {
        for (const writer of writers) writer.cut()
        return Promise.resolve()
      },
    })
    let pressed = 0
    let acknowledged = 0
    let survived = 0
    let broken = 0
    await inTurns(rooms, 10, async room => {
      const writer = writers[room]
      if (!writer) throw new Error('a room without its writer')
      const reader = crowd.looker(room)
      await within(reader.connect(), 30_000)
      const { id, ends } = writer.pressed
      const clock = Y.getState(docOf(reader.heard).store, id)
      pressed += ends.length
      acknowledged += ends.filter(end => end <= writer.acknowledged).length
      survived += ends.filter(end => end <= clock).length
      broken += ends.filter(end => end <= writer.acknowledged && end > clock).length
    })
    return {
      keys: pressed,
      acknowledged,
      survived,
      acknowledgedLost: broken,
      lostPercent: 100 * (1 - survived / pressed),
    }
  } finally {
    crowd.leaves()
    await target.end()
  }
}

const size: Options = { rooms: 20, people: 1, writers: 1, seconds: 0.5, seed }

export const durability: Part = {
  name: 'durability',
  says: ({ rooms, seconds }) =>
    `${rooms} people alone in their rooms press ${keys} keys; ${seconds * 1000} ms after the last one the server gets SIGKILL, ` +
    'and the writers are gone as well. Acknowledged: the server had told the writer that it keeps it (Hocuspocus: its ' +
    'SyncStatus, by which its own provider shows that there are no unsaved changes).',
  targets: ['ours', 'hocuspocus'],
  sizes: [{ ...size, seconds: 0 }, size],
  short: { ...size, rooms: 5 },
  columns: [
    column('keys', 'keystrokes'),
    column('acknowledged', 'acknowledged'),
    column('survived', 'survived'),
    column('acknowledgedLost', 'acknowledged and lost'),
    column('lostPercent', 'lost %', 1),
  ],
  bars: [{ key: 'acknowledgedLost', says: 'acknowledged keystrokes lost', against: null, is: 'at most', value: 0 }],
  run,
}
