import type { MeetingId } from '@polyphony/shared/domain/ids'
import { livePath } from '@polyphony/shared/wire/live'
import { closeCode, frame, limit } from '@polyphony/shared/wire/sync'
import { createUnpacking, pack, tunnelNamespace } from '@polyphony/shared/wire/tunnel'
import { createDecoder, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Guest } from '../testing/house.ts'
import { openNotes } from '../testing/wires.ts'
import { revokeLink } from '../meetings/links.ts'
import { openLiveScene } from './live.testing.ts'
import type { LiveScene } from './live.testing.ts'

let scene: LiveScene
const closing: (() => void)[] = []
beforeEach(async () => {
  scene = await openLiveScene()
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await scene.close()
})

/** A screen behind a proxy that lets no WebSocket through. */
function tunnel(guest: Guest, meeting: MeetingId | string, transports: ('polling' | 'websocket')[] = ['polling']) {
  const socket = io(`${scene.house.url}${tunnelNamespace}`, {
    path: livePath,
    transports,
    upgrade: false,
    extraHeaders: guest.headers(),
    forceNew: true,
    reconnection: false,
    auth: { meeting },
  })
  closing.push(() => void socket.disconnect())
  const doc = new Y.Doc()
  const state = { over: null as number | null, refused: null as string | null, lost: false, kept: 0, frames: 0 }
  const send = (bytes: Uint8Array): void => {
    for (const piece of pack([bytes])) socket.emit('piece', piece, () => undefined)
  }
  const framed = (write: (encoder: ReturnType<typeof createEncoder>) => void): Uint8Array => {
    const encoder = createEncoder()
    writeVarUint(encoder, frame.sync)
    write(encoder)
    return toUint8Array(encoder)
  }
  const unpacking = createUnpacking({
    longest: limit.document,
    frame: bytes => {
      state.frames++
      const decoder = createDecoder(bytes)
      const kind = readVarUint(decoder)
      if (kind === frame.kept) state.kept = readVarUint(decoder)
      if (kind !== frame.sync) return
      const answer = framed(encoder => readSyncMessage(decoder, encoder, doc, 'tunnel'))
      if (answer.length > 1) send(answer)
    },
  })
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'tunnel') send(framed(encoder => writeUpdate(encoder, update)))
  })
  socket.on('connect', () => send(framed(encoder => writeSyncStep1(encoder, doc))))
  socket.on('piece', (bytes: ArrayBuffer | Uint8Array, taken: () => void) => {
    unpacking.take(new Uint8Array(bytes))
    taken()
  })
  socket.on('over', (code: number) => {
    state.over = code
  })
  socket.on('connect_error', error => {
    state.refused = error.message
  })
  socket.on('disconnect', () => {
    state.lost = true
  })
  return { socket, doc, state, send }
}
const words = (doc: Y.Doc): string => doc.getXmlFragment('notes').toString()
const write = (doc: Y.Doc, text: string): void => {
  const paragraph = new Y.XmlElement('paragraph')
  doc.transact(() => {
    paragraph.insert(0, [new Y.XmlText(text)])
    doc.getXmlFragment('notes').push([paragraph])
  })
}
const until = (check: () => void) => vi.waitFor(check, { timeout: 8000 })

test('one behind a wall and one before it write together, and both hear that it is kept', async () => {
  const { house, meeting, maria, elena } = scene
  await scene.here(maria)
  await scene.here(elena)
  const behind = tunnel(maria, meeting)
  const before = openNotes(house, { guest: elena, meeting })
  closing.push(before.close)
  await until(() => expect([behind.state.frames > 0, before.provider.synced]).toEqual([true, true]))
  await until(() => expect(words(behind.doc)).toBe(words(before.doc)))
  write(behind.doc, 'from the hospital')
  write(before.doc, 'from the kitchen')
  await until(() => expect(words(before.doc)).toContain('from the hospital'))
  await until(() => expect(words(behind.doc)).toContain('from the kitchen'))
  await until(() => expect(behind.state.kept).toBeGreaterThan(0))
  // Much more than one request carries, in both directions.
  write(behind.doc, 'a'.repeat(150_000))
  write(before.doc, 'b'.repeat(150_000))
  await until(() => expect(words(before.doc)).toBe(words(behind.doc)))
  expect(words(behind.doc).length).toBeGreaterThan(300_000)
}, 20_000)

test('[S10] whoever is not of the meeting hears why, and a link that is taken back closes within a second', async () => {
  const { house, meeting, maria, sam, aino } = scene
  await scene.here(maria)
  const stranger = tunnel(aino, meeting)
  await until(() => expect(stranger.state.over).not.toBeNull())
  expect([closeCode.notYours, closeCode.noSuchMeeting]).toContain(stranger.state.over)
  const nowhere = tunnel(maria, 'nonsense')
  await until(() => expect(nowhere.state.over).toBe(closeCode.noSuchMeeting))
  const nobody = tunnel({ ...maria, headers: () => ({ origin: house.url }) }, meeting)
  await until(() => expect(nobody.state.refused).toBe('not-signed-in'))
  const elsewhere = tunnel(
    { ...maria, headers: () => ({ ...maria.headers(), origin: 'https://evil.example' }) },
    meeting,
  )
  await until(() => expect(elsewhere.state.refused).not.toBeNull())
  expect(elsewhere.socket.connected).toBe(false)

  const mine = tunnel(maria, meeting)
  await until(() => expect(mine.state.frames).toBeGreaterThan(1))
  const links = await house.db.selectFrom('link').select('id').where('person', '=', maria.person).execute()
  const asked = performance.now()
  for (const { id } of links) await revokeLink(house.context, sam.who, { link: id })
  await until(() => expect(mine.state.lost).toBe(true))
  expect(performance.now() - asked).toBeLessThan(1000)
  expect(mine.state.over).toBe(closeCode.rightsChanged)
}, 20_000)

test('[S15] a frame that is too long, or no piece at all, ends its own tunnel; and no WebSocket may stand in for it', async () => {
  const { meeting, maria } = scene
  await scene.here(maria)
  const long = tunnel(maria, meeting)
  await until(() => expect(long.state.frames).toBeGreaterThan(1))
  long.socket.emit('piece', new Uint8Array([255, 255, 255, 255]), () => undefined)
  await until(() => expect(long.state.over).toBe(closeCode.tooLarge))
  const odd = tunnel(maria, meeting)
  await until(() => expect(odd.state.frames).toBeGreaterThan(1))
  odd.socket.emit('piece', 'words')
  await until(() => expect(odd.state.over).toBe(closeCode.unknownFrame))
  const other = tunnel(maria, meeting, ['websocket'])
  await until(() => expect(other.state.refused).toBe('not-understood'))
})
