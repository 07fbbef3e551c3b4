// @y/websocket-server 0.1.1 as its own bin runs it: setupWSConnection on ws, in memory. It imports y-leveldb even when
// it keeps nothing; that one must be compiled, is not installed, and stands here as a module without a body.
import { createServer } from 'node:http'
import { registerHooks } from 'node:module'
import { WebSocketServer } from 'ws'

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'y-leveldb'
      ? { url: 'data:text/javascript,export class LeveldbPersistence {}', shortCircuit: true }
      : next(specifier, context),
})
const { setupWSConnection } = await import('@y/websocket-server/utils')

const sockets = new WebSocketServer({ noServer: true })
const server = createServer((_request, response) => void response.end('y-websocket-server'))
sockets.on('connection', setupWSConnection)
server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, ws => sockets.emit('connection', ws, request))
})
server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 })
