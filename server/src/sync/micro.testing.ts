import * as Y from 'yjs'
import { notesText } from './desk.testing.ts'
import { updateFrame } from './frames.ts'
import { elena, maria, sam } from './people.testing.ts'
import { openBench } from './room.testing.ts'

/** What the room costs per keystroke, by parts, in microseconds of one core. `node server/src/sync/micro.testing.ts` */
function weigh(keys: number): { readonly room: number; readonly bareApply: number; readonly joinCold: number } {
  const bench = openBench()
  const [typist, ...others] = [maria, elena, sam].map(person => bench.join(person))
  if (!typist) throw new Error('nobody types')
  for (const hand of [typist, ...others]) hand.hello()
  const updates: Uint8Array[] = []
  typist.replica.doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = notesText(typist.replica.doc)
  for (const hand of others) bench.room.leave(hand.member)
  for (let i = 0; i < keys; i++) text.insert(i % 97 === 0 ? Math.floor(i / 2) : text.length, 'abcdefgh '[i % 9] ?? 'x')
  const frames = updates.map(update => updateFrame(update))
  const state = Y.encodeStateAsUpdate(bench.book.doc())

  const bare = new Y.Doc()
  Y.applyUpdate(bare, state)
  const time = (work: () => void): number => {
    const from = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(from)
    return user + system
  }
  const room = time(() => {
    for (const frame of frames) typist.send(frame)
  })
  if (typist.closed) throw new Error(`closed: ${typist.closed.reason}`)
  const bareApply = time(() => {
    for (const update of updates) Y.applyUpdate(bare, update)
  })
  bench.keep()
  bench.book.sleep()
  const joins = 50
  const joinCold = time(() => {
    for (let i = 0; i < joins; i++) bench.book.answer(new Uint8Array([0]))
  })
  return { room: room / keys, bareApply: bareApply / keys, joinCold: joinCold / joins }
}

if (import.meta.main) {
  weigh(2000)
  for (const keys of [2000, 10_000, 30_000]) process.stdout.write(`${JSON.stringify({ keys, ...weigh(keys) })}\n`)
}
