import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import * as Y from 'yjs'
import { until } from './house.ts'
import { createCrowd } from './load/crowd.ts'
import type { Crowd } from './load/crowd.ts'
import { relay, yWebsocket } from './load/dialect.ts'
import { createHistogram, median } from './load/histogram.ts'
import { docOf, fingerprint, newParagraph, writeHistory } from './load/notes.ts'

let server: Server | null = null
let crowd: Crowd | null = null
afterEach(() => {
  crowd?.leaves()
  server?.closeAllConnections()
  server?.close()
})

/** Passes frames on, unless the one that looks at them says no. */
async function startRelay(passes: (frame: Buffer, nth: number) => boolean): Promise<number> {
  const all = new Set<WebSocket>()
  const sockets = new WebSocketServer({ noServer: true })
  let count = 0
  const http = createServer()
  server = http
  http.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, ws => {
      all.add(ws)
      ws.on('message', (frame: Buffer) => {
        if (!passes(frame, count++)) return
        for (const other of all) if (other !== ws) other.send(frame)
      })
    })
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return (http.address() as AddressInfo).port
}

async function typeOver(port: number): Promise<Crowd> {
  const place = { dialect: relay, name: () => 'room', seat: () => ({ port, path: '/room' }) }
  const made = createCrowd(place, { seed: 3 })
  crowd = made
  await made.comes(0, 1, { people: 6, writers: 5 })
  made.types()
  await until('twenty-five keystrokes', () => made.meter.sent >= 25, 10_000)
  made.rests()
  await made.settles(500)
  return made
}

const isWords = (frame: Buffer): boolean => yWebsocket.read(frame).is === 'words'

test('a server that passes everything on: nothing is lost, all copies are alike, every way is timed', async () => {
  const made = await typeOver(await startRelay(() => true))
  expect(await made.verdict()).toEqual({ lost: 0, gaps: 0, verified: 6, divergent: 0, wrong: 0, refused: 0 })
  expect(made.meter.delivered).toBe(made.meter.sent * 5)
  expect(made.meter.way.count).toBe(made.meter.delivered)
}, 30_000)

test('a server that loses a word now and then does not come through with it', async () => {
  const made = await typeOver(await startRelay((frame, nth) => !isWords(frame) || nth % 5 !== 0))
  const { lost, gaps, divergent } = await made.verdict()
  expect(lost + gaps).toBeGreaterThan(0)
  expect(divergent).toBeGreaterThan(0)
}, 30_000)

test('the evening is the same every time, and as long as it is said to be', () => {
  const [one, two] = [0, 1].map(() => writeHistory({ characters: 3000, seed: 7 }))
  expect(one).toEqual(two)
  expect(one?.characters).toBeGreaterThanOrEqual(3000)
  expect(
    docOf(one?.updates ?? [])
      .getXmlFragment('notes')
      .toString(),
  ).toBe(one?.text)
})

test('a fingerprint tells a copy that reads the same and is not', () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()]
  newParagraph(a).insert(0, 'the same')
  newParagraph(b).insert(0, 'the same')
  expect(fingerprint(a)).not.toBe(fingerprint(b))
  expect(fingerprint(docOf([Y.encodeStateAsUpdate(a)]))).toBe(fingerprint(a))
})

test('percentiles and medians are what they are called', () => {
  const histogram = createHistogram()
  expect(histogram.percentile(0.5)).toBeNull()
  for (let span = 1; span <= 100; span++) histogram.add(span)
  expect([histogram.percentile(0.5), histogram.percentile(0.99), histogram.count]).toEqual([50.1, 99.1, 100])
  expect([median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([2, 2.5])
})
