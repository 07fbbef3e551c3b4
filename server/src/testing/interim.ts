// Stands here only until sync/gateway.ts and live/gateway.ts are there.
import { randomBytes } from 'node:crypto'
import type { MeetingId } from '@polyphony/shared/domain/ids'
import { readNotebook } from '@polyphony/shared/notebook/read'
import * as Y from 'yjs'
import type { Notebooks, Tell } from '../meetings/context.ts'
import type { NotebookLog } from '../store/log.ts'

export function interim(log: NotebookLog) {
  const load = async (meeting: MeetingId) => {
    const doc = new Y.Doc()
    const { snapshot, tail } = await log.load(meeting)
    if (snapshot) Y.applyUpdate(doc, snapshot.bytes)
    for (const row of tail) Y.applyUpdate(doc, row.bytes)
    return { doc, seq: tail.at(-1)?.seq ?? snapshot?.seq ?? 0 }
  }
  const read = async (meeting: MeetingId) => readNotebook((await load(meeting)).doc)
  const notebooks: Notebooks = {
    read,
    seal: read,
    words: async meeting => {
      const { entries } = await read(meeting)
      return {
        entry: (id: string) => {
          const found = entries.find(entry => entry.id === id)
          if (!found) return null
          return { ...found, empty: found.body.every(block => block.runs.length === 0) }
        },
      } as never
    },
    write: async (meeting, change) => {
      const { doc, seq } = await load(meeting)
      const before = Y.encodeStateVector(doc)
      doc.clientID = randomBytes(4).readUInt32BE()
      change(doc)
      const bytes = Y.encodeStateAsUpdate(doc, before)
      await log.append([{ meeting, seq: seq + 1, person: null, client: doc.clientID, at: 1_800_000_000_000, bytes }])
    },
    rightsChanged: () => {},
  }
  const tell: Tell = { happened: () => {}, rightsChanged: () => {} }
  const refuse = (_request: unknown, socket: { destroy(): unknown }) => void socket.destroy()
  return {
    sync: {
      notebooks,
      revoke: (_given: { meeting: MeetingId | null; person: unknown }) => {},
      health: () => 'well' as const,
      upgrade: ({ socket }: { socket: { destroy(): unknown } }) => refuse(null, socket),
      close: async () => {},
    },
    live: {
      tell,
      signedOut: (_person: unknown) => {},
      handleRequest: (_request: unknown, response: { end(): unknown }) => void response.end(),
      handleUpgrade: refuse,
      close: async () => {},
    },
  }
}
