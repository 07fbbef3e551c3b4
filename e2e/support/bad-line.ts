import { createSocket } from 'node:dgram'
import type { Socket as Udp } from 'node:dgram'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'

/** Lines that can be made bad: this machine's kernel may have no netem, and a proxy needs no rights. */
export interface TcpLine {
  readonly url: string
  /** Where it leads. */
  to(port: number): void
  /** Every connection ends now, and no new one is taken until mend(). */
  cut(): void
  mend(): void
  stop(): void
}

/** address: where others reach it. */
export async function startTcpLine(address = '127.0.0.1'): Promise<TcpLine> {
  const open = new Set<Socket>()
  let target = 0
  let whole = true
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.on('error', () => socket.destroy())
  }
  const server = createServer(near => {
    keep(near)
    if (!whole) {
      near.destroy()
      return
    }
    const far = connect(target, '127.0.0.1')
    keep(far)
    near.pipe(far).pipe(near)
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, address, resolve))
  const listens = server.address()
  const port = typeof listens === 'object' && listens ? listens.port : 0
  const cut = () => {
    whole = false
    for (const socket of open) socket.destroy()
  }
  return {
    url: `http://${address === '127.0.0.1' ? 'localhost' : address}:${port}`,
    to: to => {
      target = to
    },
    cut,
    mend: () => {
      whole = true
    },
    stop: () => {
      cut()
      server.close()
    },
  }
}

export interface UdpLine {
  readonly port: number
  /** What happens to each packet, in both directions. loss 0 to 1; jitter in milliseconds: later by up to so much. */
  weather(now: { readonly loss: number; readonly jitter: number }): void
  /** What a phone does that goes from wireless to mobile: everything it sends comes from another place. */
  change(): void
  carried(): number
  lost(): number
  stop(): void
}

export async function startUdpLine(to: number, seed = 20_261_122): Promise<UdpLine> {
  const near = createSocket('udp4')
  const far = new Map<string, Udp>()
  const pending = new Set<NodeJS.Timeout>()
  let weather = { loss: 0, jitter: 0 }
  let carried = 0
  let lost = 0
  let state = seed
  /** The same weather in every run. */
  const chance = () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
  const carry = (go: () => void) => {
    if (chance() < weather.loss) {
      lost += 1
      return
    }
    carried += 1
    const late = weather.jitter * chance()
    if (late < 1) return go()
    const timer = setTimeout(() => {
      pending.delete(timer)
      go()
    }, late)
    pending.add(timer)
  }
  const quietly = () => undefined
  near.on('message', (words, from) => {
    const key = `${from.address}:${from.port}`
    let socket = far.get(key)
    if (!socket) {
      socket = createSocket('udp4')
      socket.on('message', answer => carry(() => near.send(answer, from.port, from.address, quietly)))
      socket.on('error', quietly)
      far.set(key, socket)
    }
    const through = socket
    carry(() => through.send(words, to, '127.0.0.1', quietly))
  })
  await new Promise<void>(resolve => near.bind(0, '127.0.0.1', resolve))
  const forget = () => {
    // Packets on their way may still be sent: closed a moment later, as a real line goes dark.
    const old = [...far.values()]
    far.clear()
    for (const socket of old) socket.removeAllListeners('message')
    const timer = setTimeout(() => {
      pending.delete(timer)
      for (const socket of old) socket.close()
    }, 1000)
    pending.add(timer)
  }
  return {
    port: near.address().port,
    weather: now => {
      weather = now
    },
    change: forget,
    carried: () => carried,
    lost: () => lost,
    stop: () => {
      for (const timer of pending) clearTimeout(timer)
      near.close()
      for (const socket of far.values()) socket.close()
    },
  }
}
