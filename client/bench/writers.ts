import { newId } from '@polyphony/shared/domain/ids'
import type { CommandId, DeviceId, MeetingId } from '@polyphony/shared/domain/ids'
import { livePath } from '@polyphony/shared/wire/paths'
import { syncPath } from '@polyphony/shared/wire/sync'
import { io } from 'socket.io-client'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { tokenOf } from '../../e2e/support/calls.ts'

/** Somebody who writes from elsewhere: both wires, as a browser has them, without the browser. */
export interface Writer {
  readonly notes: Y.XmlFragment
  /** A letter at the end of a paragraph, and the cursor behind it. */
  type(paragraph: number, letter: string): void
  deed(deed: object): Promise<void>
  close(): void
}

const chance = { fill: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) }

export async function joinAsWriter(given: { url: string; link: string; meeting: MeetingId }): Promise<Writer> {
  const { url, link, meeting } = given
  const joined = await fetch(`${url}/api/join`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenOf(link) }),
  })
  const { who } = (await joined.json()) as { who: { label: string; person: string } }
  const cookie = joined.headers
    .getSetCookie()
    .map(line => line.split(';')[0])
    .join('; ')
  const headers = { cookie, origin: url }
  const socket = io(url, {
    path: livePath,
    query: { who: who.label },
    transports: ['websocket'],
    extraHeaders: headers,
    forceNew: true,
  })
  const device = newId<DeviceId>(Date.now(), chance)
  const said = async (name: string, input: object): Promise<void> => {
    const reply = (await socket.timeout(10_000).emitWithAck(name, input)) as { ok: boolean; fault?: string }
    if (!reply.ok) throw new Error(`${name}: ${reply.fault}`)
  }
  const deed = (what: object): Promise<void> =>
    said('do', { id: newId<CommandId>(Date.now(), chance), meeting, device, as: who.person, deed: what })
  await said('enter', { meeting, device })
  await deed({ do: 'arrive', way: 'notes' })

  class Browsers extends WebSocket {
    constructor(address: string | URL) {
      // Node's own takes headers; the type is that of a browser's, which does not.
      super(address, { headers } as unknown as string[])
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(`${url.replace('http', 'ws')}${syncPath}`, meeting, doc, {
    WebSocketPolyfill: Browsers,
    disableBc: true,
    params: { who: who.label },
  })
  for (const ours of [100, 101, 102, 103]) provider.messageHandlers[ours] = () => undefined
  await new Promise<void>(resolve => provider.once('sync', () => resolve()))
  const notes = doc.getXmlFragment('notes')
  return {
    notes,
    deed,
    type: (paragraph, letter) => {
      const text = (notes.get(paragraph) as Y.XmlElement).get(0) as Y.XmlText
      text.insert(text.length, letter)
      const at = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, text.length))
      provider.awareness.setLocalStateField('cursor', { anchor: at, head: at })
    },
    close: () => {
      provider.destroy()
      socket.disconnect()
    },
  }
}
