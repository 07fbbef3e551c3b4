import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/**
 * A line between people and the house that can be cut like a real one. Nothing is lost on it, as TCP loses nothing: what
 * cannot pass now passes later, unless the line is torn.
 */
export interface Proxy {
  readonly port: number
  /** Which way nothing passes any more. */
  cut(which: 'both' | 'to-house' | 'from-house' | 'none'): void
  /** Every line is gone at once, in both directions. */
  tear(): void
  /** What comes from the house passes at this many bytes a second. null: at once. */
  slow(bytesPerSecond: number | null): void
  readonly lines: number
  close(): Promise<void>
}

interface Pipe {
  readonly person: Socket
  readonly house: Socket
  allowance: number
}

export async function openProxy(to: number): Promise<Proxy> {
  const pipes = new Set<Pipe>()
  let cut: Parameters<Proxy['cut']>[0] = 'none'
  let rate: number | null = null

  const passes = (direction: 'to-house' | 'from-house'): boolean => cut !== 'both' && cut !== direction
  const gate = (pipe: Pipe): void => {
    if (passes('to-house')) pipe.person.resume()
    else pipe.person.pause()
    if (passes('from-house') && (rate === null || pipe.allowance > 0)) pipe.house.resume()
    else pipe.house.pause()
  }
  const drip = setInterval(() => {
    if (rate === null) return
    for (const pipe of pipes) {
      pipe.allowance = Math.min(rate, pipe.allowance + rate / 10)
      gate(pipe)
    }
  }, 100)

  // Half-read buffers are kept small, so that the house feels the slowness and not this proxy.
  const server = createServer({ pauseOnConnect: true, highWaterMark: 4096 }, person => {
    const house = connect({ port: to, host: '127.0.0.1', readableHighWaterMark: 4096 } as never)
    const pipe: Pipe = { person, house, allowance: rate ?? 0 }
    pipes.add(pipe)
    const end = (): void => {
      pipes.delete(pipe)
      person.destroy()
      house.destroy()
    }
    // The end of a line is news too, and does not pass through a cut.
    const ending = (direction: 'to-house' | 'from-house') => (): void => {
      if (passes(direction)) end()
    }
    person.on('data', bytes => void house.write(bytes))
    house.on('data', bytes => {
      person.write(bytes)
      if (rate === null) return
      pipe.allowance -= bytes.length
      gate(pipe)
    })
    person.on('close', ending('to-house'))
    house.on('close', ending('from-house'))
    person.on('error', () => {})
    house.on('error', ending('from-house'))
    gate(pipe)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const all = (): void => {
    for (const pipe of pipes) gate(pipe)
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut: which => {
      cut = which
      all()
      if (which !== 'none') return
      // Whoever hung up meanwhile is noticed now.
      for (const { person, house } of pipes) if (person.destroyed || house.destroyed) person.destroy()
      for (const pipe of [...pipes]) {
        if (!pipe.person.destroyed && !pipe.house.destroyed) continue
        pipes.delete(pipe)
        pipe.person.destroy()
        pipe.house.destroy()
      }
    },
    tear: () => {
      for (const { person, house } of [...pipes]) {
        person.destroy()
        house.destroy()
      }
      pipes.clear()
    },
    slow: bytesPerSecond => {
      rate = bytesPerSecond
      for (const pipe of pipes) pipe.allowance = rate ?? 0
      all()
    },
    get lines() {
      return pipes.size
    },
    close: async () => {
      clearInterval(drip)
      for (const { person, house } of pipes) {
        person.destroy()
        house.destroy()
      }
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}
