// The floor of a server that shows nothing before the disk has it: a relay with our own lines, inbox and pace, one write to
// the disk for all that came together, and a word to the author. No document, no authority, no tables, no sign-in.
import { constants, openSync, write } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { systemClock } from '@polyphony/shared/domain/time'
import { WebSocketServer } from 'ws'
import { keptFrame, readFrame } from '../../src/sync/frames.ts'
import { createInbox } from '../../src/sync/inbox.ts'
import { createOutbox } from '../../src/sync/line.ts'
import type { Line } from '../../src/sync/line.ts'
import { createSocketLine } from '../../src/sync/socket.ts'
import { readWholeFrames } from '../../src/sync/whole.ts'

interface One {
  readonly line: Line
  readonly room: Set<One>
  words: number
  /** Updates of theirs that are not on the disk: a cursor waits for the words it points into. */
  waiting: number
}
interface Passing {
  readonly from: One
  readonly frame: Buffer
  readonly isWords: boolean
}

const rooms = new Map<string, Set<One>>()
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const outbox = createOutbox()
const inbox = createInbox(systemClock)
const flags = constants.O_WRONLY | constants.O_CREAT | (constants.O_DSYNC ?? constants.O_SYNC)
const disk = openSync(join(process.env.DATA_DIR ?? '.', 'frames'), flags, 0o600)
let waiting: Passing[] = []
let soon = false
let writing = false

const pass = ({ from, frame }: Passing): void => {
  for (const other of from.room) if (other !== from) other.line.send(frame)
}
const hear = (from: One, payload: Buffer): void => {
  const read = readFrame(payload)
  const isWords = read.is === 'words' && !read.answer
  // A view into what came from the socket is written over by the next.
  const passing = { from, frame: Buffer.from(payload), isWords }
  if (!isWords && from.waiting === 0) {
    pass(passing)
    return
  }
  if (isWords) from.waiting++
  waiting.push(passing)
  if (soon || writing) return
  soon = true
  setImmediate(keep)
}
const keep = (): void => {
  soon = false
  if (waiting.length === 0) return
  const group = waiting
  waiting = []
  writing = true
  const bytes = Buffer.concat(group.filter(({ isWords }) => isWords).map(({ frame }) => frame))
  write(disk, bytes, 0, bytes.length, null, error => {
    if (error) throw error
    writing = false
    for (const passing of group) pass(passing)
    for (const { from, isWords } of group) {
      if (!isWords) continue
      from.waiting--
      from.line.send(keptFrame(++from.words))
    }
    keep()
  })
}

const server = createServer((_request, response) => void response.end('a relay that keeps'))
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, ws => {
    const name = request.url ?? ''
    const room = rooms.get(name) ?? new Set<One>()
    rooms.set(name, room)
    const one: One = { line: createSocketLine(ws, socket, outbox), room, words: 0, waiting: 0 }
    room.add(one)
    ws.on('error', () => ws.terminate())
    ws.on('message', (frame: Buffer) => hear(one, frame))
    readWholeFrames(socket, { inbox, frame: payload => hear(one, payload) })
    ws.on('close', () => {
      room.delete(one)
      if (room.size === 0) rooms.delete(name)
    })
  })
})
server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 })
