import * as encoding from 'lib0/encoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { notesText, openReplica } from '../src/sync/desk.testing.ts'
import { awarenessFrame, haveFrame, updateFrame } from '../src/sync/frames.ts'
import { seeded } from '../src/testing/seeded.ts'
import { Broken, below, figure, percentile } from './fault.ts'
import type { Fault, Given } from './fault.ts'
import { makeHome } from './support/home.ts'
import type { Home } from './support/home.ts'
import { assertInvariants, settle } from './support/invariants.ts'
import { openTypist } from './support/typist.ts'
import { pass, until } from './support/waiting.ts'

/**
 * F7: somebody who is let in sends whatever harms, as fast as they can, while the others write. Each attack by itself
 * stands as a named test in sync/hostile.test.ts, sync/authority.test.ts and found.test.ts; here they come all at once.
 */
export const hostile: Fault = { number: 'F7', title: 'a hostile hand among people who write', run }

async function run({ size, seed, say }: Given) {
  const lasts = size === 'full' ? 60_000 : 4000
  const chance = seeded(seed ?? 7)
  const home = await makeHome({ people: 4 })
  try {
    await home.start({ watched: true })
    await home.comeIn()
    const [writer, reader] = home.guests.map(guest => openTypist({ port: home.port, guest, meeting: home.meeting }))
    if (!writer || !reader) throw new Error('two are needed')
    await settle([writer, reader])
    notesText(writer.doc).insert(0, 'Begin. ')
    await settle([writer, reader])

    const mallory = attack(home, corpus(writer.doc, chance), chance)
    const late: number[] = []
    const began = performance.now()
    for (let n = 0; performance.now() - began < lasts; n++) {
      const mark = `<${n}>`
      const from = performance.now()
      notesText(writer.doc).insert(notesText(writer.doc).length, mark)
      await until('the other sees it', () => notesText(reader.doc).toString().includes(mark), { every: 1 })
      late.push(performance.now() - from)
      await pass(20)
    }
    const aMinute = (mallory.frames() / lasts) * 60_000
    await mallory.end()
    await settle([writer, reader])
    await assertInvariants({ fault: 'F7', home, typists: [writer, reader], ...(seed !== null && { seed }) })
    if (writer.closes.length + reader.closes.length > 0)
      throw new Broken({ fault: 'F7', what: 'somebody honest was closed' })
    say(`F7: ${mallory.frames()} frames, closed ${mallory.closed()} times`)
    for (const typist of [writer, reader]) typist.close()
    return {
      runs: mallory.frames(),
      figures: [
        below('keystroke to the others meanwhile, p95', { is: percentile(late, 0.95), bar: 200, unit: 'ms' }),
        {
          ...figure('hostile frames a minute', aMinute.toFixed(0), '> 50000', aMinute > 50_000),
          part: 50_000 / aMinute,
        },
        figure('the offender is closed', `${mallory.closed()} times`, '> 10', mallory.closed() > 10),
      ],
    }
  } finally {
    await home.end()
  }
}

type Chance = ReturnType<typeof seeded>

/** Frames that were right once, and the dearest of the table of threats. */
function corpus(doc: Y.Doc, chance: Chance): readonly Uint8Array[] {
  const { doc: copy, write } = openReplica(Y.encodeStateAsUpdate(doc))
  const typed = Array.from({ length: 20 }, () => updateFrame(write(() => notesText(copy).insert(0, 'hostile '))))
  const states = Array.from({ length: 5000 }, (_, i) => {
    const to = encoding.createEncoder()
    for (const n of [i + 1_000_000, 1]) encoding.writeVarUint(to, n)
    encoding.writeVarString(to, '{}')
    return encoding.toUint8Array(to)
  })
  return [
    ...typed,
    updateFrame(new Uint8Array([1, 1, 1, 0, 0, ...Array(9).fill(0xff), 1])),
    haveFrame(new Uint8Array([0])),
    awarenessFrame(states),
    ...Array.from({ length: 20 }, () => updateFrame(chance.fill(new Uint8Array(15)))),
  ]
}

/** Three lines that send without a pause, and come back whenever they are closed. */
function attack(home: Home, frames: readonly Uint8Array[], chance: Chance) {
  const guest = home.guests[3] ?? home.nurse
  let [sent, closed, ended] = [0, 0, false]
  const broken = (): Uint8Array => {
    const frame = (frames[chance.below(frames.length)] as Uint8Array).slice()
    for (let flips = chance.below(4); flips > 0; flips--) {
      const at = chance.below(frame.length)
      frame[at] = (frame[at] ?? 0) ^ (1 << chance.below(8))
    }
    return frame
  }
  const line = async (): Promise<void> => {
    while (!ended) {
      const address = `ws://127.0.0.1:${home.port}/sync/${home.meeting}?who=${guest.who.label}`
      const ws = new WebSocket(address, { headers: guest.headers() })
      let over = false
      ws.on('error', () => {})
      ws.on('close', () => {
        over = true
      })
      await until('the line is open', () => over || ws.readyState === WebSocket.OPEN, { every: 1 })
      while (!over && !ended) {
        for (let i = 0; i < 40 && ws.readyState === WebSocket.OPEN; i++) {
          ws.send(broken())
          sent++
        }
        await pass(1)
      }
      if (over) closed++
      ws.terminate()
    }
  }
  const lines = [line(), line(), line()]
  return {
    frames: () => sent,
    closed: () => closed,
    end: async () => {
      ended = true
      await Promise.all(lines)
    },
  }
}
