import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A network between one browser and everything else: a proxy, as hospitals have them, with a hand on its tap. */
export interface Network {
  readonly proxy: { readonly server: string; readonly bypass: string }
  /** How many WebSockets it would not let through. */
  readonly refused: number
  /** Nothing moves any more, and nobody is told: a lift, a cable pulled behind a switch. */
  hush(): void
  /** Every line breaks, and no new one comes about. */
  cut(): void
  heal(): void
  close(): Promise<void>
}

export async function startNetwork({ webSockets = true }: { webSockets?: boolean } = {}): Promise<Network> {
  let state: 'open' | 'hushed' | 'cut' = 'open'
  let refused = 0
  const lines = new Set<Socket>()
  const keep = (line: Socket): void => {
    if (lines.has(line)) return
    lines.add(line)
    line.on('error', () => line.destroy())
    line.on('close', () => lines.delete(line))
  }
  const server: Server = createServer((asked, answer) => {
    if (state !== 'open') return
    const { method, headers, url = '' } = asked
    const onwards = request(url, { method: method ?? 'GET', headers }, reply => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(answer)
    })
    onwards.on('socket', keep)
    onwards.on('error', () => answer.destroy())
    asked.pipe(onwards)
  })
  server.on('connection', (line: Socket) => {
    if (state === 'cut') line.destroy()
    else keep(line)
  })
  // A browser asks a proxy for a way through for every WebSocket.
  server.on('connect', (asked, line: Socket, head: Buffer) => {
    if (!webSockets) {
      refused++
      line.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const [host = '', port = ''] = (asked.url ?? '').split(':')
    const there = connect(Number(port), host, () => {
      line.write('HTTP/1.1 200 Connection established\r\n\r\n')
      there.write(head)
    })
    keep(there)
    const pass = (from: Socket, to: Socket): void => {
      from.on('data', (bytes: Buffer) => {
        if (state === 'open') to.write(bytes)
      })
      from.on('close', () => {
        // A hushed network does not say that the other end has gone.
        if (state !== 'hushed') to.destroy()
      })
    }
    pass(line, there)
    pass(there, line)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = (): void => {
    for (const line of lines) line.destroy()
  }
  return {
    // Without this a browser goes to its own machine past every proxy.
    proxy: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bypass: '<-loopback>' },
    get refused() {
      return refused
    },
    hush: () => {
      state = 'hushed'
    },
    cut: () => {
      state = 'cut'
      cut()
    },
    heal: () => {
      if (state === 'hushed') cut()
      state = 'open'
    },
    close: () =>
      new Promise(resolve => {
        cut()
        server.close(() => resolve())
      }),
  }
}
