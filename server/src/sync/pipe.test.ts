import { once } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { closeCode, frame, limit } from '@polyphony/shared/wire/sync'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { notesText } from './desk.testing.ts'
import { haveFrame } from './frames.ts'
import { openSyncHouse } from './house.testing.ts'
import type { SyncHouse } from './house.testing.ts'
import { createOutbox } from './line.ts'
import { maria, newMeeting, sam, who } from './people.testing.ts'
import { createPipeLine } from './pipe.ts'
import type { Pipe } from './pipe.ts'
import { nameOf } from './room.testing.ts'

/** A pipe whose other end takes nothing until it is told to. */
function openPipe() {
  const sent: (readonly Uint8Array[])[] = []
  const state = { closed: null as number | null, cut: false, paused: false }
  let behind = 0
  let hearing: Parameters<Pipe['listen']>[0] | null = null
  const pipe: Pipe = {
    send: frames => {
      sent.push(frames)
      behind += frames.reduce((sum, { length }) => sum + length, 0)
    },
    get behind() {
      return behind
    },
    get gone() {
      return state.closed !== null || state.cut
    },
    pause: () => {
      state.paused = true
    },
    resume: () => {
      state.paused = false
    },
    close: code => {
      state.closed ??= code
      hearing?.gone()
    },
    cut: () => {
      state.cut = true
      hearing?.gone()
    },
    listen: on => {
      hearing = on
    },
  }
  const taken = (): void => {
    behind = 0
  }
  return { pipe, sent, state, taken, hear: (bytes: Uint8Array) => hearing?.frame(bytes) }
}

test('[S9] frames of one turn of the loop are handed over together', async () => {
  const { pipe, sent } = openPipe()
  const line = createPipeLine(pipe, createOutbox())
  for (let i = 0; i < 5; i++) line.send(new Uint8Array(10))
  expect(sent).toEqual([])
  await turn()
  expect(sent.map(frames => frames.length)).toEqual([5])
})

test('[S11] a slow one gets no cursors any more, and is closed when it takes nothing at all', async () => {
  const { pipe, sent, state, taken } = openPipe()
  const line = createPipeLine(pipe, createOutbox())
  line.send(new Uint8Array(limit.slow + 1))
  await turn()
  line.sendCursor(new Uint8Array(5))
  await turn()
  expect(sent.length).toBe(1)
  taken()
  line.sendCursor(new Uint8Array(5))
  await turn()
  expect(sent.length).toBe(2)
  line.send(new Uint8Array(limit.tooSlow))
  line.send(new Uint8Array(10))
  expect(state.closed).toBe(closeCode.slow)
  expect(line.closed).toBe(true)
})

test('whoever sends too much is not listened to for a moment', () => {
  const { pipe, state } = openPipe()
  const line = createPipeLine(pipe, createOutbox())
  for (let i = 0; i < 8001; i++) line.heard(10)
  expect(state.paused).toBe(true)
  line.second()
  expect(state.paused).toBe(false)
})

let house: SyncHouse
beforeEach(async () => {
  house = await openSyncHouse()
})
afterEach(async () => {
  await house.end()
})

test('[S10] one who comes by a pipe reads and hears as everybody does, and loses access as everybody does', async () => {
  const meeting = newMeeting()
  const a = house.connect(maria, meeting)
  await vi.waitFor(() => expect(a.provider.synced).toBe(true))
  notesText(a.doc).insert(0, 'by the window')
  await vi.waitFor(() => expect(a.heard.kept).toBeGreaterThan(1))
  const one = openPipe()
  house.sync.tunnel({ pipe: one.pipe, who: who(sam), meeting })
  await vi.waitFor(() => expect(one.sent.flat().map(nameOf)).toContain('have'))
  one.hear(haveFrame(new Uint8Array([0])))
  await vi.waitFor(() => expect(one.sent.flat().map(nameOf)).toContain('answer'))
  house.sync.revoke({ meeting: null, person: sam })
  expect(one.state.closed).toBe(closeCode.rightsChanged)
  expect(a.provider.wsconnected).toBe(true)
  house.standings.set(sam, 'not-yours')
  const again = openPipe()
  house.sync.tunnel({ pipe: again.pipe, who: who(sam), meeting })
  await vi.waitFor(() => expect(again.state.closed).toBe(closeCode.notYours))
})

test('[S15] the question whether the line is there comes back at once; with more behind it, it is no such question', async () => {
  const raw = house.raw(maria, newMeeting())
  await once(raw.ws, 'open')
  raw.send(new Uint8Array([frame.there]))
  await vi.waitFor(() => expect(raw.frames.map(one => [...one])).toContainEqual([frame.there]))
  raw.send(new Uint8Array([frame.there, 1]))
  await vi.waitFor(() => expect(raw.closed?.code).toBe(closeCode.unknownFrame))
})
