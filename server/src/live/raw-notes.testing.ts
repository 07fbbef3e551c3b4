import type { MeetingId } from '@polyphony/shared/domain/ids'
import type { Notebook } from '@polyphony/shared/notebook/notebook'
import { openNotebook } from '@polyphony/shared/notebook/notebook'
import { frame, syncPath } from '@polyphony/shared/wire/sync'
import { createDecoder, readVarString, readVarUint } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { messageYjsSyncStep1, readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import type { Guest, TestHouse } from '../testing/house.ts'
import { until } from './live.testing.ts'

/** /sync with bare hands. */
export async function openRawNotes(
  house: TestHouse,
  given: { readonly guest: Guest; readonly meeting: MeetingId; readonly open: WebSocket[] },
) {
  const { guest, meeting, open } = given
  const ws = new WebSocket(`${house.url.replace('http', 'ws')}${syncPath}/${meeting}?who=${guest.who.label}`, {
    headers: guest.headers(),
  })
  open.push(ws)
  const doc = new Y.Doc()
  const heard = { closed: null as number | null, write: null as boolean | null, kept: 0, words: 0 }
  const send = (write: (encoder: ReturnType<typeof createEncoder>) => void) => {
    const encoder = createEncoder()
    writeVarUint(encoder, frame.sync)
    write(encoder)
    if (ws.readyState === ws.OPEN) ws.send(toUint8Array(encoder))
  }
  ws.on('message', (data: Buffer) => {
    const decoder = createDecoder(new Uint8Array(data))
    const kind = readVarUint(decoder)
    if (kind === frame.rights) heard.write = (JSON.parse(readVarString(decoder)) as { write: boolean }).write
    if (kind === frame.kept) heard.kept = readVarUint(decoder)
    if (kind !== frame.sync) return
    // Its question comes first and says nothing; the answer is the last of what a newcomer gets.
    if (readSyncMessage(decoder, createEncoder(), doc, 'house') !== messageYjsSyncStep1) heard.words += 1
  })
  ws.on('close', code => {
    heard.closed = code
  })
  ws.on('error', () => undefined)
  ws.on('open', () => send(encoder => writeSyncStep1(encoder, doc)))
  await until(() => expect(heard.closed !== null || heard.words > 0).toBe(true))
  return {
    heard,
    doc,
    /** What an editor would do, and then whatever the editor would never do. */
    write: (change: (book: Notebook) => void) => {
      const before = Y.encodeStateVector(doc)
      change(openNotebook(doc))
      send(encoder => writeUpdate(encoder, Y.encodeStateAsUpdate(doc, before)))
    },
  }
}
