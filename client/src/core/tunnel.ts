import { limit } from '@polyphony/shared/wire/sync'
import { createUnpacking, pack } from '@polyphony/shared/wire/tunnel'
import type { TunnelSocket } from './live-socket.ts'

/** A whole document comes at once. */
const longest = 2 * limit.document

/** What y-websocket takes for a WebSocket, over plain requests. The newest pieces wait for the answer to those before. */
export function tunnelClass(open: () => TunnelSocket): typeof WebSocket {
  class Tunnel extends EventTarget {
    static readonly OPEN = 1
    readonly OPEN = 1
    readyState = 0
    binaryType = 'arraybuffer'
    onopen: (() => void) | null = null
    onmessage: ((event: { data: Uint8Array }) => void) | null = null
    onclose: ((event: { code: number; reason: string }) => void) | null = null
    onerror: ((event: Event) => void) | null = null
    readonly #socket = open()
    #waiting: Uint8Array[] = []
    #busy = false

    constructor() {
      super()
      const socket = this.#socket
      const unpacking = createUnpacking({
        longest,
        frame: bytes => {
          this.dispatchEvent(new Event('message'))
          this.onmessage?.({ data: bytes })
        },
      })
      socket.on('connect', () => {
        if (this.readyState !== 0) return
        this.readyState = 1
        this.dispatchEvent(new Event('open'))
        this.onopen?.()
      })
      socket.on('piece', (bytes, taken) => {
        if (this.readyState !== 1) return
        if (!unpacking.take(new Uint8Array(bytes))) return this.#end(1009, 'too-large')
        taken()
      })
      socket.on('over', (code, reason) => this.#end(code, reason))
      socket.on('disconnect', () => this.#end(1006, ''))
      socket.on('connect_error', () => {
        this.onerror?.(new Event('error'))
        this.#end(1006, '')
      })
      socket.connect()
    }

    send(bytes: Uint8Array): void {
      if (this.readyState !== 1) return
      this.#waiting.push(bytes)
      this.#flush()
    }
    #flush(): void {
      if (this.#busy || this.readyState !== 1 || this.#waiting.length === 0) return
      const pieces = pack(this.#waiting)
      this.#waiting = []
      this.#busy = true
      const next = (): void => {
        const piece = pieces.shift()
        if (piece && this.readyState === 1) this.#socket.emit('piece', piece, next)
        else {
          this.#busy = false
          this.#flush()
        }
      }
      next()
    }

    close(): void {
      this.#end(1000, '')
    }
    #end(code: number, reason: string): void {
      if (this.readyState === 3) return
      this.readyState = 3
      this.#socket.disconnect()
      this.dispatchEvent(new Event('close'))
      this.onclose?.({ code, reason })
    }
  }
  return Tunnel as unknown as typeof WebSocket
}
