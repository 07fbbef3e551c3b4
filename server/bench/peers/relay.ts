// The floor of a server that writes every frame on its own: it passes bytes on and knows nothing of what is in them.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'

const rooms = new Map<string, Set<WebSocket>>()
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
const server = createServer((_request, response) => void response.end('a relay'))

server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, ws => {
    const name = request.url ?? ''
    const room = rooms.get(name) ?? new Set()
    rooms.set(name, room.add(ws))
    ws.on('error', () => ws.terminate())
    ws.on('message', (frame: Buffer) => {
      for (const other of room) if (other !== ws) other.send(frame)
    })
    ws.on('close', () => {
      room.delete(ws)
      if (room.size === 0 && rooms.get(name) === room) rooms.delete(name)
    })
  })
})
server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 })
