// A plain Node script: yjs, y-websocket and ws from npm, a session cookie, and nothing of Polyphony's.
//   node plain-client.mjs <fixture.json>      what bench:fixture has printed
//   node plain-client.mjs <url of a meeting> <cookie> [who]
import { readFileSync } from 'node:fs'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const [where, cookie, who] = process.argv.slice(2)
if (where === undefined) throw new Error('node plain-client.mjs <fixture.json> | <ws://…/sync/meeting> <cookie> [who]')
const one = cookie === undefined ? fromFixture(where) : { url: where, cookie, who }

const writer = connect(one)
const reader = connect(one)
await Promise.all([writer.synced, reader.synced])
const line = `A line of ${new Date().toISOString()}`
const paragraph = new Y.XmlElement('paragraph')
paragraph.insert(0, [new Y.XmlText(line)])
writer.doc.getXmlFragment('notes').push([paragraph])
await reader.says(line)
console.log(`read back: ${line}`)
for (const { provider, doc } of [writer, reader]) {
  provider.destroy()
  doc.destroy()
}

function fromFixture(file) {
  const [room] = JSON.parse(readFileSync(file, 'utf8')).rooms
  const [person] = room.people
  return { url: person.ws.split('?')[0], cookie: person.cookie, who: person.who }
}

function connect({ url, cookie, who }) {
  const at = url.lastIndexOf('/')
  const origin = new URL(url).origin.replace(/^ws/, 'http')
  class WithCookie extends WebSocket {
    constructor(address) {
      super(address, { headers: { cookie, origin } })
    }
  }
  const doc = new Y.Doc()
  const provider = new WebsocketProvider(url.slice(0, at), url.slice(at + 1), doc, {
    WebSocketPolyfill: WithCookie,
    disableBc: true,
    params: who === undefined ? {} : { who },
  })
  // 44xx is final: the server says why.
  provider.on('connection-close', event => {
    if ((event?.code ?? 0) < 4400) return
    console.error(`closed with ${event.code} ${event.reason}`)
    process.exit(1)
  })
  const synced = new Promise(resolve => provider.once('sync', resolve))
  const says = words =>
    new Promise(resolve => {
      const look = () => doc.getXmlFragment('notes').toString().includes(words) && resolve()
      doc.on('update', look)
      look()
    })
  return { doc, provider, synced, says }
}
